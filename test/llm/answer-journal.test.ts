import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AnswerJournal } from '../../src/llm/answer-journal.ts';
import { scratchFolder } from '../support/scratch.ts';

const answer = (key: string) => ({
  key,
  model: 'm',
  promptVersion: 'p@1',
  text: `answer to ${key}`,
  inputTokens: 1,
  outputTokens: 2,
  cost: 0,
});

test('answers outlive their process; a line that was cut is left out; cleared ones are gone', () => {
  const path = join(scratchFolder(), 'answers.jsonl');
  const first = new AnswerJournal(path);
  first.write(answer('a'));
  first.write(answer('b'));
  // No close: a killed process closes nothing either.
  appendFileSync(path, '{"key":"c","text":"cut of');
  const second = new AnswerJournal(path);
  expect(second.answers.map(({ key }) => key)).toEqual(['a', 'b']);
  second.write(answer('f'));
  expect(new AnswerJournal(path).answers.map(({ key }) => key)).toEqual(['a', 'b', 'f']);
  second.clear();
  second.know([answer('d')]);
  expect(second.read('a')).toBeUndefined();
  expect(second.read('d')?.text).toBe('answer to d');
  second.write(answer('e'));
  second.close();
  expect(new AnswerJournal(path).answers).toEqual([answer('e')]);
});

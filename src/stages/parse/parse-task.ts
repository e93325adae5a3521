import { loadParser } from '../../verilog/parser.ts';
import { type ParsedFile, parseFile } from './parse-file.ts';

/** What a thread is asked. */
export interface ParseJob {
  texts: readonly string[];
  deadlineMs: number;
}

const ready = loadParser();

/** Parses texts: a task of threads. */
export async function work({ texts, deadlineMs }: ParseJob): Promise<ParsedFile[]> {
  await ready;
  return texts.map((text) => parseFile(text, deadlineMs));
}

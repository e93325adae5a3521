import type { StoredAnswer } from '../../llm/answer-cache.ts';
import { AnswerJournal } from '../../llm/answer-journal.ts';
import type { LlmClient } from '../../llm/client.ts';
import type { LlmRequest } from '../../llm/llm-request.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';

/**
 * Paid answers in the warehouse, with a journal beside it for those of the batch in flight: a killed run loses none,
 * and the next one begins by moving the journal's answers into the warehouse.
 */
export class AnswerStore {
  readonly #warehouse: Warehouse;
  readonly journal: AnswerJournal;

  private constructor(warehouse: Warehouse, journal: AnswerJournal) {
    this.#warehouse = warehouse;
    this.journal = journal;
  }

  static async open(warehouse: Warehouse): Promise<AnswerStore> {
    const store = new AnswerStore(warehouse, new AnswerJournal(`${warehouse.path}.answers.jsonl`));
    await store.settle();
    return store;
  }

  /** Makes the stored answers to these requests known to the client's cache. */
  async know(client: LlmClient, requests: readonly LlmRequest[]): Promise<void> {
    const keys = requests.map((request) => client.keyOf(request));
    const rows = await this.#warehouse.rows<StoredAnswer>(
      `SELECT key, model, prompt_version AS "promptVersion", text, input_tokens AS "inputTokens",
         output_tokens AS "outputTokens", cost
       FROM fact.llm_answers WHERE key IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`,
      [JSON.stringify(keys)],
    );
    this.journal.know(rows);
  }

  /** Moves the journal's answers into the warehouse. */
  async settle(): Promise<void> {
    const { answers } = this.journal;
    if (answers.length === 0) return;
    await this.#warehouse.append('fact.llm_answers', ['key'], answers.map(answerRow));
    this.journal.clear();
  }

  close(): void {
    this.journal.close();
  }
}

function answerRow({
  key,
  model,
  promptVersion,
  text,
  inputTokens,
  outputTokens,
  cost,
}: StoredAnswer): SqlRow {
  return {
    key,
    model,
    prompt_version: promptVersion,
    text,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cost,
  };
}

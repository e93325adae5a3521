/** An answer that was paid for. */
export interface StoredAnswer {
  key: string;
  model: string;
  promptVersion: string;
  text: string;
  inputTokens: number;
  outputTokens: number;
  cost: number;
}

/** Where answers are kept by the key of their request. */
export interface AnswerCache {
  read(key: string): StoredAnswer | undefined;
  /** Returns when the answer is safe from a kill. */
  write(answer: StoredAnswer): void;
}

/** Texts by name, those longest unused dropped first. */
export class TextCache {
  readonly #texts = new Map<string, string>();
  readonly #most: number;
  #characters = 0;

  /** @param most characters (UTF-16 units) that may be kept */
  constructor(most: number) {
    this.#most = most;
  }

  get(name: string): string | undefined {
    const text = this.#texts.get(name);
    if (text === undefined) return undefined;
    this.#texts.delete(name);
    this.#texts.set(name, text);
    return text;
  }

  set(name: string, text: string): void {
    this.#drop(name);
    this.#texts.set(name, text);
    this.#characters += text.length;
    while (this.#characters > this.#most) this.#drop(this.#texts.keys().next().value!);
  }

  #drop(name: string): void {
    const text = this.#texts.get(name);
    if (text === undefined) return;
    this.#texts.delete(name);
    this.#characters -= text.length;
  }
}

// A browser's store, which can be full.
export class FakeStore implements Storage {
  readonly #items = new Map<string, string>();
  isFull = false;

  get length() {
    return this.#items.size;
  }
  clear = () => this.#items.clear();
  getItem = (name: string) => this.#items.get(name) ?? null;
  key = (index: number) => [...this.#items.keys()][index] ?? null;
  removeItem = (name: string) => void this.#items.delete(name);
  setItem = (name: string, value: string) => {
    if (this.isFull) throw new DOMException("", "QuotaExceededError");
    this.#items.set(name, value);
  };
}

// Counts how many fields are looked at while something happens: what it costs must not grow with
// the form. A field is known by its data attributes, so that reading them is looking at it.

/** Each field counts once a look, however much is read of it in a row. */
export async function fieldsLookedAt(act: () => unknown): Promise<number> {
  const descriptor = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "dataset");
  if (!descriptor?.get) throw new TypeError("dataset is no property of elements");
  const { get } = descriptor;
  let [looks, last] = [0, null as HTMLElement | null];
  Object.defineProperty(HTMLElement.prototype, "dataset", {
    ...descriptor,
    get(this: HTMLElement) {
      if (this.hasAttribute("data-field") && this !== last) {
        looks += 1;
        last = this;
      }
      return get.call(this);
    },
  });
  try {
    await act();
  } finally {
    Object.defineProperty(HTMLElement.prototype, "dataset", descriptor);
  }
  return looks;
}

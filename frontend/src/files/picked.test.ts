// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { handleTo } from "../../test/fake-handles.ts";
import { fileOf } from "../../test/files.ts";
import { canPick, handleOf, pick } from "./picked.ts";

type Picker = (options: { multiple: boolean }) => Promise<unknown>;

function browserWith(picker: Picker): void {
  Object.assign(window, { showOpenFilePicker: picker });
}

afterEach(() => {
  Reflect.deleteProperty(window, "showOpenFilePicker");
});

test("what is chosen by the browser's own dialog can be found again", async () => {
  const file = fileOf(5, "a.csv");
  const handle = handleTo({ file, leave: "granted" });
  browserWith(async () => [handle]);

  expect(canPick()).toBe(true);
  expect(await pick(true)).toEqual([file]);
  expect(await handleOf(file)).toBe(handle);
});

test("a dialog that a person closes chose nothing", async () => {
  browserWith(async () => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    throw new DOMException("", "AbortError");
  });
  expect(await pick(true)).toEqual([]);
});

test.each(["AbortError", "SecurityError"])(
  "where it may not be opened (%s), the plain dialog is",
  async (name) => {
    browserWith(() => Promise.reject(new DOMException("", name)));
    const plain = opened();

    const picking = pick(false);
    const input = await plain;
    Object.defineProperty(input, "files", { value: [fileOf(5, "a.csv")] });
    input.dispatchEvent(new Event("change"));

    expect((await picking).map((file) => file.name)).toEqual(["a.csv"]);
    expect(input.multiple).toBe(false);
  },
);

/** The input whose dialog is opened next. */
function opened(): Promise<HTMLInputElement> {
  const plain = HTMLInputElement.prototype.click;
  return new Promise((resolve) => {
    HTMLInputElement.prototype.click = function (this: HTMLInputElement) {
      HTMLInputElement.prototype.click = plain;
      resolve(this);
    };
  });
}

// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { pageOf } from "../../test/page.ts";
import { chosenRepository, nameRepository, settleRepository } from "./repository.ts";
import { wordsFrom } from "./words.ts";

const PAGE = `<form id="deposit">
  <label><input type="radio" name="repository" value="zenodo" checked><span class="radio-label">Zenodo</span></label>
  <label><input type="radio" name="repository" value="sandbox"><span class="radio-label">Sandbox</span></label>
</form><p id="practice" data-keys="sandbox" hidden></p><i data-repository></i>`;

function form(): HTMLElement {
  return document.getElementById("deposit") as HTMLElement;
}

test("the chosen one is read with its name, and whether it is for practice", () => {
  pageOf(PAGE);
  expect(chosenRepository(form())).toEqual({ name: "Zenodo", practice: false });
  const [zenodo, sandbox] = form().querySelectorAll("input");
  if (zenodo) zenodo.checked = false;
  if (sandbox) sandbox.checked = true;
  expect(chosenRepository(form())).toEqual({ name: "Sandbox", practice: true });
});

test("where it is settled, it is chosen and no other can be", () => {
  pageOf(PAGE);
  settleRepository(form(), "sandbox");
  expect(chosenRepository(form())?.name).toBe("Sandbox");
  expect([...form().querySelectorAll("input")].map(({ disabled }) => disabled)).toEqual([
    true,
    false,
  ]);
});

test("where there is no choice, nothing is chosen", () => {
  pageOf('<form id="deposit"></form><p id="practice" data-keys=""></p>');
  expect(chosenRepository(form())).toBeNull();
});

test("its name is said wherever the page's sentences name the repository", () => {
  pageOf(PAGE);
  nameRepository({ name: "Sandbox", practice: true });
  const words = wordsFrom({ "to.it": "Copied to {repository}", repository: "Zenodo" });
  expect(words("to.it")).toBe("Copied to Sandbox");
  expect(document.querySelector("[data-repository]")?.textContent).toBe("Sandbox");
});

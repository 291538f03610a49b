// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { keepAcrossLanguages } from "./languages.ts";

test("a link to another language takes the deposit along, as it is when it is followed", () => {
  document.body.innerHTML = `<a href="/de/" data-language>Deutsch</a>`;
  keepAcrossLanguages();
  const link = document.querySelector("a");

  location.hash = "#invitation=a";
  link?.dispatchEvent(new Event("focus"));
  expect(link?.hash).toBe("#invitation=a");

  location.hash = "#submission=1&key=2";
  link?.dispatchEvent(new Event("click"));
  expect(link?.hash).toBe("#submission=1&key=2");
});

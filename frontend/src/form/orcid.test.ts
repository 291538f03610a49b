import { expect, test } from "vitest";
import { bareOrcid } from "./orcid.ts";

test.each([
  ["https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"],
  [" http://orcid.org/0000-0002-1825-0097/ ", "0000-0002-1825-0097"],
  ["orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"],
  ["0000000218250097", "0000-0002-1825-0097"],
  ["0000-0002-1694-233x", "0000-0002-1694-233X"],
])("%j is understood as %s", (text, bare) => {
  expect(bareOrcid(text)).toBe(bare);
});

test.each([
  "0000-0002-1825-0098",
  "0000-0002-1825",
  "https://elsewhere.org/0000-0002-1825-0097",
  "",
])("%j is left as it was typed", (text) => {
  expect(bareOrcid(text)).toBeNull();
});

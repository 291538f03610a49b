// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { keysAsWords } from "../../test/page.ts";
import { inShort } from "./short.ts";

function short(text: string): string {
  return inShort(document.createElement("div"), { format: "html", text }, keysAsWords);
}

test("signs that HTML writes as names are shown as signs", () => {
  expect(short("<p>Some mud &lt; 63&nbsp;&#181;m &amp;lt; &#xb5;</p>")).toBe(
    "Some mud < 63 µm &lt; µ",
  );
  expect(short("&unknown; &#9999999;")).toBe("&unknown; &#9999999;");
});

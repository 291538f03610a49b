// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { fromMarkdown } from "./from-markdown.ts";
import { toMarkdown } from "./to-markdown.ts";

function nodes(html: string): HTMLElement {
  const element = document.createElement("div");
  element.innerHTML = html;
  return element;
}

function again(html: string): string {
  return fromMarkdown(toMarkdown(nodes(html)).text).replaceAll(/\n/g, "");
}

test.each([
  ["<p>Grain sizes.</p><p>One file a core.</p>", "Grain sizes.\n\nOne file a core.\n"],
  ["<p><b>bold</b> and <i>italic</i></p>", "**bold** and *italic*\n"],
  ["<p><b>bold </b>next</p>", "**bold** next\n"],
  ["<h3>Methods</h3>", "### Methods\n"],
  ["<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>", "- one\n- two\n  - three\n"],
  ["<ol><li><p>one</p></li><li><p>two</p></li></ol>", "1. one\n2. two\n"],
  ["<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"],
  ["<pre>x = 1\ny = 2</pre>", "```\nx = 1\ny = 2\n```\n"],
  ["<p>run <code>a`b</code></p>", "run ``a`b``\n"],
  ['<p><a href="https://a.test/x">here</a></p>', "[here](<https://a.test/x>)\n"],
  ["<p>one<br>two</p>", "one\\\ntwo\n"],
  ["<p><br></p>", ""],
])("%s is written %j", (html, text) => {
  expect(toMarkdown(nodes(html))).toEqual({ text, lost: [] });
});

test("a table is written with pipes, its first row as the head", () => {
  const html = "<table><tbody><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></tbody></table>";
  expect(toMarkdown(nodes(html)).text).toBe("| a | b\\|c |\n| --- | --- |\n| 1 |  |\n");
});

test("what has no sign in Markdown is named once, and its words stay", () => {
  const { text, lost } = toMarkdown(nodes("<p>H<sub>2</sub>O<sub>2</sub> <u>now</u></p>"));
  expect(text).toBe("H2O2 now\n");
  expect(lost).toEqual(["sub", "underline"]);
});

test.each([
  "<p>5 * 3 _is_ [not] a `link` &lt;b&gt; &amp;amp; \\ ~~no~~</p>",
  "<p># no heading</p>",
  "<p>1. no list</p>",
  "<p>- no list</p>",
  "<p>= no line</p>",
  "<ul><li>a<br>b</li><li>c</li></ul>",
  "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>",
])("%s comes back from Markdown as it was", (html) => {
  const plain = (text: string) => nodes(text).innerHTML.replaceAll(/<br\s*\/?>/g, "<br>");
  expect(plain(again(html))).toBe(plain(html));
});

// Formatted text becomes Markdown, and what Markdown cannot hold is named. Words are never dropped:
// only their formatting is.

export interface Markdown {
  readonly text: string;
  /** Names of formats that were left out, each once: `sub`, `u`, ... */
  readonly lost: readonly string[];
}

/** Formats that Markdown has no sign for. A mere container is no format. */
const SIGNLESS: Readonly<Record<string, string>> = {
  SUB: "sub",
  SUP: "sup",
  U: "underline",
  ABBR: "abbreviation",
  ACRONYM: "abbreviation",
};

const SIGNS: Readonly<Record<string, string>> = {
  B: "**",
  STRONG: "**",
  I: "*",
  EM: "*",
  S: "~~",
  STRIKE: "~~",
};

const BLOCKS = /^(?:P|DIV|H[1-6]|UL|OL|LI|BLOCKQUOTE|PRE|TABLE)$/;

export function toMarkdown(root: ParentNode): Markdown {
  const lost = new Set<string>();
  const text = blocks([...root.childNodes], lost).join("\n\n");
  return { text: text === "" ? "" : `${text}\n`, lost: [...lost] };
}

/** Each block one string; what stands between blocks is a paragraph of its own. */
function blocks(nodes: readonly Node[], lost: Set<string>): string[] {
  const made: string[] = [];
  let loose: Node[] = [];
  const flush = () => {
    const text = paragraph(loose, lost);
    if (text) made.push(text);
    loose = [];
  };
  for (const node of nodes) {
    if (!BLOCKS.test(node.nodeName)) loose.push(node);
    else {
      flush();
      made.push(...block(node as Element, lost));
    }
  }
  flush();
  return made;
}

function block(element: Element, lost: Set<string>): string[] {
  const inside = [...element.childNodes];
  const name = element.nodeName;
  if (/^H/.test(name)) return [`${"#".repeat(Number(name[1]))} ${oneLine(inside, lost)}`];
  if (name === "PRE") return [fenced(element.textContent ?? "")];
  if (name === "BLOCKQUOTE") return [prefixed(blocks(inside, lost).join("\n\n"), "> ", "> ")];
  if (name === "UL" || name === "OL") return [list(element, lost)];
  if (name === "TABLE") return [table(element, lost)];
  return blocks(inside, lost);
}

function list(element: Element, lost: Set<string>): string {
  const isNumbered = element.nodeName === "OL";
  const items = [...element.children].map((item, index) => {
    const mark = isNumbered ? `${index + 1}. ` : "- ";
    // A list that stands in a list without an item of its own goes on with the one before.
    const nodes = item.nodeName === "LI" ? [...item.childNodes] : [item];
    return prefixed(blocks(nodes, lost).join("\n"), mark, " ".repeat(mark.length));
  });
  return items.join("\n");
}

/** A pipe table: its first row is its head, as Markdown wants one. */
function table(element: Element, lost: Set<string>): string {
  const rows = [...element.querySelectorAll("tr")].map((row) =>
    [...row.children].map((cell) => oneLine([...cell.childNodes], lost).replaceAll("|", "\\|")),
  );
  const width = Math.max(...rows.map((row) => row.length), 1);
  const lines = rows.map((row) => `| ${padded(row, width).join(" | ")} |`);
  lines.splice(1, 0, `|${" --- |".repeat(width)}`);
  return lines.join("\n");
}

function padded(row: readonly string[], width: number): string[] {
  return [...row, ...Array<string>(width - row.length).fill("")];
}

function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text.replace(/\n$/, "")}\n${fence}`;
}

function prefixed(text: string, first: string, others: string): string {
  const marked = text.split("\n").map((line, index) => {
    const mark = index === 0 ? first : others;
    return line === "" ? mark.trimEnd() : mark + line;
  });
  return marked.join("\n");
}

function paragraph(nodes: readonly Node[], lost: Set<string>): string {
  const text = nodes.map((node) => inline(node, lost)).join("");
  return (
    text
      .split("\n")
      .map((line) => guarded(line.trim()))
      .join("\n")
      .trim()
      // A break within a paragraph: two blanks would not survive many an editor.
      .replaceAll("\n", "\\\n")
  );
}

function oneLine(nodes: readonly Node[], lost: Set<string>): string {
  return nodes
    .map((node) => inline(node, lost))
    .join("")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function inline(node: Node, lost: Set<string>): string {
  if (node.nodeType === 3)
    return escaped((node.textContent ?? "").replaceAll(/[^\S\u00a0]+/g, " "));
  if (!(node instanceof Element)) return "";
  if (node.nodeName === "BR") return "\n";
  if (node.nodeName === "CODE") return code(node.textContent ?? "");
  const inside = [...node.childNodes].map((child) => inline(child, lost)).join("");
  if (node.nodeName === "A") return link(node, inside);
  const without = SIGNLESS[node.nodeName];
  if (without && inside.trim()) lost.add(without);
  return signed(inside, SIGNS[node.nodeName] ?? "");
}

/** Signs stand right at the words: `** bold**` is none. */
function signed(text: string, sign: string): string {
  const [, before = "", words = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return words && sign ? before + sign + words + sign + after : text;
}

function code(text: string): string {
  if (text === "") return "";
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const gap = /^`|`$/.test(text) ? " " : "";
  return fence + gap + text + gap + fence;
}

function link(element: Element, inside: string): string {
  const address = element.getAttribute("href");
  return address && inside.trim()
    ? `[${inside}](<${address.replaceAll(/[<>\s]/g, encodeURI)}>)`
    : inside;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>~]/g, "\\$&").replaceAll("&", "&amp;");
}

/** What would be a sign at the start of a line. */
function guarded(line: string): string {
  return line
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^(#{1,6}(?=\s|$)|[-+=|](?=\s|[-=]|$))/, "\\$1");
}

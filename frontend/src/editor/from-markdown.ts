// Markdown becomes HTML the way the service does it (rich_text.py): tags that were typed stay text.
import MarkdownIt from "markdown-it";

const reader = new MarkdownIt({ html: false });

export function fromMarkdown(text: string): string {
  return reader.render(text);
}

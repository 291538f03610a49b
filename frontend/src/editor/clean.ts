// HTML from anywhere becomes nodes that can do no harm: only the tags of tags.ts, and no scripts.
// The one place of the page where a string becomes markup.
import DOMPurify, { type Config } from "dompurify";
import { ADDRESS, ATTRIBUTES, TAGS } from "./tags.ts";

type Policy = NonNullable<Config["TRUSTED_TYPES_POLICY"]>;

export interface Cleaned {
  readonly nodes: DocumentFragment;
  /** What people may miss: everything else that goes is not theirs but their word processor's. */
  readonly lost: readonly Lost[];
}

export type Lost = "pictures" | "programs";

const PICTURES = /^(?:img|picture|svg|video|audio|canvas)$/i;
const PROGRAMS = /^(?:script|iframe|object|embed|form|input|button)$/i;

// Only DOMPurify is handed this: it parses the string in a document of its own, where nothing runs.
const policy = globalThis.window?.trustedTypes?.createPolicy("zenferry-html", {
  createHTML: (html: string) => html,
  createScriptURL: (url: string): string => {
    throw new TypeError(`Not a script: ${url}`);
  },
});

const OPTIONS: Config = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOWED_URI_REGEXP: ADDRESS,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ...(policy && { TRUSTED_TYPES_POLICY: policy as unknown as Policy }),
};

export function clean(html: string): Cleaned {
  const nodes = DOMPurify.sanitize(html, { ...OPTIONS, RETURN_DOM_FRAGMENT: true });
  const names = DOMPurify.removed.map((one) => ("element" in one ? one.element.nodeName : ""));
  const has = (kind: RegExp) => names.some((name) => kind.test(name));
  const lost: Lost[] = [];
  if (has(PICTURES)) lost.push("pictures");
  if (has(PROGRAMS)) lost.push("programs");
  return { nodes: document.importNode(nodes, true), lost };
}

/** As a string once more, for what takes no nodes; with the editor's marks of the caret. */
export function cleanMarkup(html: string): string {
  return DOMPurify.sanitize(html, {
    ...OPTIONS,
    ADD_TAGS: ["input"],
    ADD_ATTR: ["id", "type"],
    RETURN_TRUSTED_TYPE: true,
  }) as unknown as string;
}

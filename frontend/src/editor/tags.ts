// The HTML that a text may hold: the service keeps the same and drops the rest (rich_text.py).

export const TAGS = (
  "a abbr acronym b blockquote br code div em h1 h2 h3 h4 h5 i li ol p pre span strike strong " +
  "sub sup table tbody td th tr u ul"
).split(" ");

export const ATTRIBUTES = ["href", "title", "name", "target", "rel"];

/** Where a link may lead. */
export const ADDRESS = /^(?:https?|mailto):/i;

// A form as the templates draw it, in short: enough fields, groups and sections to see how they
// behave together.

export interface Drawn {
  readonly marks?: string;
  readonly label?: string;
}

function frame(name: string, kind: string, { marks = "", label = name }: Drawn, inside: string) {
  return `<div class="field" data-field="${name}" data-kind="${kind}" ${marks}>
    <label class="label">${label}</label><p data-error hidden></p>${inside}</div>`;
}

export function line(name: string, drawn: Drawn = {}, kind = "line"): string {
  const role = drawn.marks?.includes("data-vocabulary") ? 'role="combobox"' : "";
  return frame(name, kind, drawn, `<input class="of-${name}" ${role}>`);
}

export function kept(name: string): string {
  return frame(name, "kept", { marks: "data-id" }, '<input type="hidden">');
}

export function choice(name: string, values: readonly string[], drawn: Drawn = {}): string {
  const options = values.map((value) => `<option value="${value}">The ${value}</option>`);
  return frame(name, "choice", drawn, `<select class="of-${name}">${options.join("")}</select>`);
}

export function terms(name: string, vocabulary: string): string {
  const inside = `<div data-chips><ul data-chip-list></ul><input role="combobox" data-chip-input
    class="of-${name}"></div><p data-unlisted hidden></p><template data-chip><li class="chip">
    <span data-chip-text></span><button data-chip-remove></button></li></template>`;
  return frame(name, "terms", { marks: `data-vocabulary="${vocabulary}"` }, inside);
}

export function keywords(name: string): string {
  const inside = `<div data-chips><ul data-chip-list></ul><input data-chip-input></div>
    <template data-chip><li class="chip"><button data-chip-edit></button>
    <button data-chip-remove></button></li></template>`;
  return frame(name, "keywords", {}, inside);
}

export interface GroupDrawn extends Drawn {
  readonly parts: string;
  readonly aside?: string;
  readonly of?: string;
}

/** `of` are attributes of the group itself, such as data-required and data-folds. */
export function group(name: string, drawn: GroupDrawn): string {
  const more = drawn.aside
    ? `<details data-more><summary><span data-more-count></span></summary>${drawn.aside}</details>`
    : "";
  const tools = ["edit", "up", "down", "remove"].map(
    (tool) => `<button data-entry-${tool}></button>`,
  );
  return `<fieldset class="field" data-field="${name}" data-kind="group" ${drawn.marks ?? ""}>
    <legend class="label">${drawn.label ?? name}</legend><p data-error hidden></p>
    <div data-group="${name}" data-one="${name}" data-most="500" ${drawn.of ?? ""}>
      <ol data-entries></ol><button data-entry-add></button>
      <template data-entry-template><li data-entry tabindex="-1">
        <p><span data-entry-title></span><span data-entry-detail></span></p>${tools.join("")}
        <div data-entry-body>${drawn.parts}${more}</div></li></template></div></fieldset>`;
}

export const AFFILIATIONS = group("affiliations", {
  parts: line("name", { marks: 'data-needed data-vocabulary="affiliations"' }),
  aside: line("ror", { marks: "data-aside data-id" }, "ror"),
});

export const CREATORS = group("creators", {
  parts:
    line("family_name", { marks: 'data-needed data-vocabulary="people"' }) +
    line("given_name") +
    line("orcid", { marks: "data-id" }, "orcid") +
    AFFILIATIONS,
  aside: choice("role", ["", "editor"], { marks: "data-aside" }),
  marks: "data-needed",
  of: "data-required data-folds",
});

export function section(name: string, inside: string, isOpen = true): string {
  return `<section id="section-${name}" data-section="${name}" tabindex="-1">
    <h2><button data-fold aria-expanded="${isOpen}">${name}<span data-left></span></button></h2>
    <div class="part-body" ${isOpen ? "" : "hidden"}>${inside}</div></section>`;
}

/** The whole page around the sections, with links to them. */
export function formOf(...sections: readonly [name: string, markup: string][]): string {
  const links = ["files", ...sections.map(([name]) => name)].map(
    (name) => `<li><a href="#section-${name}">${name}<span data-left></span></a></li>`,
  );
  return `<nav class="contents"><ol>${links.join("")}</ol></nav><form id="deposit">
    <div id="summary" tabindex="-1" hidden><h2><span></span></h2><ul></ul></div>
    <section id="section-files" data-section="files" tabindex="-1"><span data-left></span></section>
    ${sections.map(([, markup]) => markup).join("")}</form>`;
}

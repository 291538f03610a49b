// What each button of the editor's toolbar does, and when it is on. Knows no button.
import type { Surface } from "./surface.ts";

export interface Tool {
  /** Left out where a tool cannot be on. */
  readonly isOn?: (surface: Surface) => boolean;
  readonly run: (surface: Surface, isOn: boolean) => void;
}

const HEADINGS = ["h1", "h2", "h3", "h4", "h5"];
const LINES = ["p", "div"];

/** Within the record's page, whose own headings are larger, and the form's. */
const HEADING = "h3";

function mark(tag: string, instead?: string): Tool {
  return {
    isOn: (surface) => surface.hasFormat(tag),
    run: (surface, isOn) => {
      if (isOn) surface.changeFormat(null, { tag });
      else surface.changeFormat({ tag }, instead ? { tag: instead } : null);
      surface.focus();
    },
  };
}

export const TOOLS: Readonly<Record<string, Tool>> = {
  bold: mark("B"),
  italic: mark("I"),
  subscript: mark("SUB", "SUP"),
  superscript: mark("SUP", "SUB"),
  heading: {
    isOn: (surface) => surface.isAny(...HEADINGS),
    run: (surface, isOn) => surface.rename(isOn ? HEADINGS : LINES, isOn ? "p" : HEADING),
  },
  bullets: {
    isOn: (surface) => surface.isAny("UL"),
    run: (surface, isOn) => (isOn ? surface.removeList() : surface.makeUnorderedList()),
  },
  numbers: {
    isOn: (surface) => surface.isAny("OL"),
    run: (surface, isOn) => (isOn ? surface.removeList() : surface.makeOrderedList()),
  },
  quote: {
    isOn: (surface) => surface.isAny("BLOCKQUOTE"),
    run: (surface, isOn) => (isOn ? surface.removeQuote() : surface.increaseQuoteLevel()),
  },
  code: {
    isOn: (surface) => surface.isAny("PRE", "CODE"),
    run: (surface) => surface.toggleCode(),
  },
  undo: { run: (surface) => surface.undo() },
  redo: { run: (surface) => surface.redo() },
};

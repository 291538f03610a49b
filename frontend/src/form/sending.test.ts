// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { turn } from "../../test/fake-environment.ts";
import { submissionOf } from "../../test/fake-submission.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { button, html } from "../page/elements.ts";
import type { Action, FieldProblem, Submission } from "../submission.ts";
import type { Placed } from "./problems.ts";
import { Sending, type SendingOptions } from "./sending.ts";

const BAR = `<div data-files></div><input id="files"><p id="send-state"></p>
  <button id="take-back" hidden></button><button id="send"></button>`;

/** A deposit on the way: what the service was asked for, in order. */
class FakeService {
  readonly asked: string[] = [];
  actions: readonly Action[] = ["edit", "submit"];

  read = async (): Promise<Submission> => submissionOf({ actions: this.actions });
  submit = () => this.#did("submit");
  retry = () => this.#did("retry");

  async #did(name: Action): Promise<Submission> {
    if (!this.actions.includes(name)) throw new Error(`${name} cannot be done now`);
    this.asked.push(name);
    this.actions = ["cancel"];
    return this.read();
  }
}

class FakeFiles {
  busy = false;
  readonly #waiting: (() => void)[] = [];

  idle = () => new Promise<void>((resolve) => this.#waiting.push(resolve));
  problems = (): Placed[] => [];

  arrive(): void {
    this.busy = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

class FakeProblems {
  found: readonly FieldProblem[] = [];
  ofFiles: readonly Placed[] = [];
  attempts = 0;

  get any(): boolean {
    return this.found.length + this.ofFiles.length > 0;
  }

  attempt = () => {
    this.attempts += 1;
  };
}

let service: FakeService;
let files: FakeFiles;
let problems: FakeProblems;
let isSaved: boolean;
let sent: number;

beforeEach(() => {
  pageOf(BAR);
  [service, files, problems] = [new FakeService(), new FakeFiles(), new FakeProblems()];
  [isSaved, sent] = [true, 0];
  const options = {
    words: keysAsWords,
    files,
    problems,
    autosave: { changed: () => {}, flush: async () => isSaved },
    opened: async () => ({ api: service }),
    onSent: () => {
      sent += 1;
    },
  };
  new Sending(options as unknown as SendingOptions);
});

async function press(id: string): Promise<void> {
  button(`#${id}`).click();
  await turn();
}

function said(): string {
  return html("#send-state").textContent ?? "";
}

test("a draft that is ready is submitted, and the page goes on", async () => {
  await press("send");
  expect([service.asked, sent]).toEqual([["submit"], 1]);
});

test("a deposit that was mended is sent again, which is another call", async () => {
  service.actions = ["edit", "retry"];
  await press("send");
  expect([service.asked, sent]).toEqual([["retry"], 1]);
});

test("a deposit that was sent elsewhere is not sent twice", async () => {
  service.actions = ["cancel"];
  await press("send");
  expect([service.asked, sent]).toEqual([[], 1]);
});

test("an upload is waited for", async () => {
  files.busy = true;
  await press("send");
  expect([service.asked, said()]).toEqual([[], "send.later"]);
  files.arrive();
  await turn();
  expect([service.asked, sent]).toEqual([["submit"], 1]);
});

test("what was taken back is not sent when the upload has ended", async () => {
  files.busy = true;
  await press("send");
  expect(button("#take-back").hidden).toBe(false);
  await press("take-back");
  files.arrive();
  await turn();
  expect([service.asked, sent, said()]).toEqual([[], 0, "send.back"]);
  await press("send");
  expect([service.asked, sent]).toEqual([["submit"], 1]);
});

test("a second press while it waits does not send it twice", async () => {
  files.busy = true;
  await press("send");
  await press("send");
  files.arrive();
  await turn();
  expect([service.asked, sent]).toEqual([["submit"], 1]);
});

test("with a problem nothing is sent, and it is shown", async () => {
  problems.found = [{ field: "title", message: "Title: fill this in." }];
  await press("send");
  expect([service.asked, problems.attempts]).toEqual([[], 1]);
  expect(button("#send").ariaDisabled).not.toBe("true");
});

test("what could not be saved is not sent", async () => {
  isSaved = false;
  await press("send");
  expect([service.asked, said()]).toEqual([[], "send.failed reason=send.unsaved"]);
});

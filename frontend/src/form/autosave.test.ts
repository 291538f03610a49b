import { beforeEach, expect, test } from "vitest";
import { FakeJournal } from "../../test/fake-journal.ts";
import { FakeStore } from "../../test/fake-store.ts";
import type { SavedMetadata } from "../api.ts";
import type { Environment } from "../environment.ts";
import { ApiProblem, Unreachable } from "../problem.ts";
import type { Metadata, Submission } from "../submission.ts";
import { Autosave, type AutosaveOptions, type SaveState } from "./autosave.ts";
import { Device } from "./device.ts";
import { KeptWords } from "./kept-words.ts";

/** A service that remembers, and can lose an answer before or after the save. */
class FakeService {
  revision = 1;
  metadata: Metadata = {};
  saves = 0;
  loses: "nothing" | "request" | "answer" = "nothing";

  async saveMetadata(metadata: Metadata, revision: number): Promise<SavedMetadata> {
    this.saves += 1;
    if (this.loses === "request") throw new Unreachable("gone");
    if (revision !== this.revision) {
      throw new ApiProblem(412, { code: "stale", revision: this.revision });
    }
    this.revision += 1;
    this.metadata = metadata;
    if (this.loses === "answer") throw new Unreachable("gone");
    return { revision: this.revision, problems: [{ field: "title", message: "Longer." }] };
  }

  async read(): Promise<Submission> {
    const { revision, metadata } = this;
    return { revision, metadata, problems: [] } as unknown as Submission;
  }
}

let service: FakeService;
let kept: KeptWords;
let store: FakeStore;
let journal: FakeJournal;
let typed: Metadata;
let states: string[];
let last: SaveState;
let due: { ms: number; action: () => void }[];
let reads: number;
let autosave: Autosave;

const environment: Environment = {
  now: () => 0,
  after: (ms, action) => {
    const timer = { ms, action };
    due.push(timer);
    return () => {
      due = due.filter((other) => other !== timer);
    };
  },
  random: () => 0,
  isOnline: () => true,
  onOnline: () => () => {},
  onWake: () => () => {},
};

function keptWords(): KeptWords {
  return new KeptWords(new Device(store, journal), "1");
}

function type(title: string): void {
  typed = { title };
  autosave.changed();
}

beforeEach(() => {
  service = new FakeService();
  store = new FakeStore();
  journal = new FakeJournal();
  kept = keptWords();
  [typed, states, due, reads] = [{}, [], [], 0];
  autosave = new Autosave(options());
});

function options(): AutosaveOptions {
  return {
    opened: async () => ({ api: service, submission: await service.read() }),
    values: () => {
      reads += 1;
      return typed;
    },
    kept,
    environment,
    onState: (state) => {
      states.push(state.name);
      last = state;
    },
    onProblems: () => states.push("problems"),
    onRefused: () => states.push("refused"),
  };
}

test("nothing is sent, and the form is not read, while the typing goes on", () => {
  for (const title of ["S", "Se", "Sed"]) type(title);
  expect([service.saves, due.map(({ ms }) => ms)]).toEqual([0, [250, 800]]);
  expect(reads).toBe(0);
});

test("until the answer is there the words are kept on this device", async () => {
  type("Sediment");
  due[0]?.action();
  expect((await kept.read())?.values).toEqual({ title: "Sediment" });
  expect(await autosave.flush()).toBe(true);
  expect(await kept.read()).toBeNull();
  expect(states).toEqual(["waiting", "saving", "problems", "saved"]);
});

test("a page that is put aside keeps at once what was typed", async () => {
  type("Sediment");
  autosave.keepHere();
  expect((await kept.read())?.values).toEqual({ title: "Sediment" });
});

test("what is typed during a save is saved after it", async () => {
  type("One");
  const first = autosave.flush();
  type("Two");
  await first;
  expect([service.metadata, service.saves, service.revision]).toEqual([{ title: "Two" }, 2, 3]);
  // The first answer was about words that are not there any more.
  expect(states.filter((state) => state === "problems")).toHaveLength(1);
});

test("what is typed during a save stays on this device until it is saved too", async () => {
  const save = service.saveMetadata.bind(service);
  service.saveMetadata = async (...given) => {
    const saved = await save(...given);
    type("Two");
    service.loses = "request";
    return saved;
  };
  type("One");
  expect(await autosave.flush()).toBe(false);
  expect((await kept.read())?.values).toEqual({ title: "Two" });
  expect(states).not.toContain("saved");
});

test("without a connection it says so and tries again", async () => {
  service.loses = "request";
  type("Sediment");
  expect(await autosave.flush()).toBe(false);
  expect(states.at(-1)).toBe("offline");
  expect((await kept.read())?.values).toEqual({ title: "Sediment" });
  service.loses = "nothing";
  due.at(-1)?.action();
  expect(await autosave.flush()).toBe(true);
});

test("a save whose answer was lost does not look like another window's", async () => {
  service.loses = "answer";
  type("Sediment");
  await autosave.flush();
  service.loses = "nothing";
  expect(await autosave.flush()).toBe(true);
  expect(states).not.toContain("stale");
});

test("another window's save is not overwritten unasked", async () => {
  type("Mine");
  await autosave.flush();
  await service.saveMetadata({ title: "Theirs" }, service.revision);
  type("Mine again");
  expect(await autosave.flush()).toBe(false);
  expect(states.at(-1)).toBe("stale");
  expect(service.metadata).toEqual({ title: "Theirs" });
});

test("one may keep this window's words, or take the other's", async () => {
  await service.saveMetadata({ title: "Theirs" }, 1);
  autosave.goOn({ revision: 1 });
  typed = { title: "Mine" };
  await autosave.flush();
  expect((await autosave.takeOther()).metadata).toEqual({ title: "Theirs" });
  await service.saveMetadata({ title: "Theirs again" }, service.revision);
  type("Mine");
  await autosave.flush();
  await autosave.keepThis();
  expect(service.metadata).toEqual({ title: "Mine" });
});

test("a refusal is told once and not repeated by itself", async () => {
  service.saveMetadata = async () => {
    throw new ApiProblem(401, { code: "denied" });
  };
  type("Sediment");
  await autosave.flush();
  expect(states.slice(-2)).toEqual(["failed", "refused"]);
  expect(due).toEqual([]);
});

test("what was chosen against stays on this device, whichever of the two it was", async () => {
  type("Mine");
  await autosave.flush();
  await service.saveMetadata({ title: "Theirs" }, service.revision);
  type("Mine again");
  await autosave.flush();
  await autosave.keepThis();
  expect([service.metadata, await kept.aside()]).toEqual([
    { title: "Mine again" },
    { title: "Theirs" },
  ]);
  await service.saveMetadata({ title: "Theirs again" }, service.revision);
  type("Mine, third");
  await autosave.flush();
  expect((await autosave.takeOther()).metadata).toEqual({ title: "Theirs again" });
  expect(await kept.aside()).toEqual({ title: "Mine, third" });
});

test("a window killed before the answer knows its own save again", async () => {
  service.loses = "answer";
  type("Sediment");
  await autosave.flush();
  service.loses = "nothing";
  const left = await kept.read();
  expect(left).toMatchObject({ values: { title: "Sediment" }, sent: { title: "Sediment" } });
  const next = new Autosave({ ...options(), kept: keptWords() });
  typed = { title: "Sediment, and more" };
  if (left) next.goOn(left);
  expect(await next.flush()).toBe(true);
  expect(service.metadata).toEqual({ title: "Sediment, and more" });
  expect(states).not.toContain("stale");
});

test("a window with nothing waiting follows another's save, and one with words does not", async () => {
  type("One");
  await autosave.flush();
  await service.saveMetadata({ title: "Theirs" }, service.revision);
  const followed = await autosave.savedElsewhere(service.revision);
  expect(followed?.metadata).toEqual({ title: "Theirs" });
  type("Mine");
  expect(await autosave.flush()).toBe(true);
  type("Mine, typed on");
  expect(await autosave.savedElsewhere(99)).toBeNull();
});

test("words typed while the other's are fetched are not written over", async () => {
  type("One");
  await autosave.flush();
  await service.saveMetadata({ title: "Theirs" }, service.revision);
  const following = autosave.savedElsewhere(service.revision);
  type("Two");
  expect(await following).toBeNull();
  expect(await autosave.flush()).toBe(false);
  expect(states.at(-1)).toBe("stale");
});

test("on a full device without a connection it says that nothing is kept", async () => {
  store.isFull = journal.isFull = true;
  service.loses = "request";
  type("Sediment");
  await autosave.flush();
  expect(last).toEqual({ name: "offline", isKept: false });
  expect(autosave.isAtRisk).toBe(true);
  service.loses = "nothing";
  await autosave.flush();
  expect(autosave.isAtRisk).toBe(false);
});

test("a window that is left saves at once", async () => {
  type("Sediment");
  autosave.hurry();
  await autosave.flush();
  expect([service.saves, service.metadata]).toEqual([1, { title: "Sediment" }]);
});

import { describe, expect, it } from "vitest";
import { fileOf } from "../../test/files.ts";
import type { Dropped } from "../files/dropped.ts";
import { admit, named } from "../upload/admission.ts";
import type { FileState } from "../upload/state.ts";
import type { Chosen } from "../upload/uploads.ts";
import { archiveName, nameFault, withEnding } from "./names.ts";
import { propose } from "./proposal.ts";

const LIMITS = { files: 3, bytes: 5000, part_batch: 100 };

describe("a proposal", () => {
  it("is an archive for what would lose something one by one, and says what", () => {
    const files = ["a", "b", "c", "d"].map((name) => at(`raw/${name}.csv`, 10));
    const odd = [at("raw/e.csv", 0), at("raw/f.csv", 0), at("raw/a:b.csv", 1)];
    const proposal = propose(dropped([...files, ...odd], { bare: ["raw/nothing"] }), list());

    expect(proposal).toMatchObject({ best: "zip", name: "raw.zip", taken: 3 });
    expect(proposal?.losses).toEqual([
      { key: "zip.loss.empty", values: { n: 2, name: "e.csv" } },
      { key: "zip.loss.too_many", values: { n: 3 } },
      { key: "zip.loss.names", values: { n: 1, name: "a:b.csv" } },
      { key: "zip.loss.bare", values: { n: 1, name: "nothing" } },
    ]);
  });

  it("is file by file for a flat folder that loses nothing, and an archive for a deep one", () => {
    const flat = [at("raw/a.csv", 10), at("raw/b.csv", 10)];
    const deep = [...flat, at("raw/deep/c.csv", 10)];
    expect(propose(dropped(flat), list())).toMatchObject({ best: "single", losses: [] });
    expect(propose(dropped(deep), list())).toMatchObject({ best: "zip", losses: [] });
  });

  it("is not made where the archive would be too large itself", () => {
    expect(propose(dropped([at("raw/a.csv", 3000), at("raw/b.csv", 3000)]), list())).toBeNull();
  });

  it("has a name that is free", () => {
    const staged = {
      path: "raw.zip",
      size: 10,
      state: { name: "staged" } as FileState,
      kept: false,
    };
    expect(propose(dropped([at("raw/a.csv", 3)]), list([staged]))?.name).toBe("raw-2.zip");
  });

  it("keeps two files of one name apart", () => {
    const [one, other] = [at("a.tar.gz", 10), at("a.tar.gz", 20)];
    const twice = propose(dropped([one, other], { folders: [] }), list());
    const longer = propose(dropped([one, at("a.tar-2.gz", 20)], { folders: [] }), list());
    expect(twice?.zip.size).toBe(longer?.zip.size);
    expect(twice?.name).toBe("files.zip");
  });
});

describe("names", () => {
  it("of archives are made of the folder's, and checked when they are typed", () => {
    expect(archiveName("Ju\u0308rgen: 2026?")).toBe("J\u00fcrgen_ 2026_.zip");
    expect(archiveName(undefined)).toBe("files.zip");
    expect([withEnding(" cores "), withEnding("cores.ZIP")]).toEqual(["cores.zip", "cores.ZIP"]);
    expect(nameFault("cores.zip")).toBeNull();
    expect(nameFault("")).toEqual({ key: "zip.name.empty" });
    expect(nameFault("a/b.zip")).toEqual({ key: "zip.name.character", values: { character: "/" } });
    expect(nameFault(`${"x".repeat(200)}.zip`)).toMatchObject({ key: "zip.name.long" });
    expect(nameFault(`${"𐐀".repeat(150)}.zip`)).toMatchObject({ key: "zip.name.bytes" });
  });
});

function at(path: string, size: number) {
  return { path, file: fileOf(size, path.split("/").at(-1)) };
}

function dropped(files: Dropped["files"], more: Partial<Dropped> = {}): Dropped {
  return { files, folders: ["raw"], bare: [], skipped: [], unread: [], ...more };
}

function list(listed: Parameters<typeof admit>[1] = []) {
  const check = (chosen: readonly Chosen[]) => admit(chosen.map(named), listed, LIMITS).refused;
  return { limits: LIMITS, check };
}

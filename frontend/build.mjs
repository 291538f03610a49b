// Builds the page's scripts and style under content-hashed names, and writes manifest.json, from
// which the site's templates take each asset's name and its integrity. Knows no page and no URL.
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { lazyParts, stylesByAddress } from "./build-parts.mjs";

const here = import.meta.dirname;
const dist = join(here, "dist");

// Each page by itself: what one page waits for is not cut in pieces for the sake of the other.
// The worker is a classic script of its own, because its response alone may run WebAssembly.
const BUNDLES = [
  { format: "esm", splitting: true, entry: "src/form-page.ts" },
  { format: "esm", splitting: true, entry: "src/status-page.ts" },
  { format: "esm", entry: "src/signed-in-page.ts" },
  { format: "esm", entry: "src/records-page.ts" },
  { format: "esm", entry: "src/records-page.css" },
  { format: "esm", splitting: true, entry: "src/curation-page.ts" },
  { format: "esm", entry: "src/style.css" },
  { format: "esm", entry: "src/prose.css" },
  { format: "esm", entry: "src/status-page.css" },
  { format: "esm", entry: "src/curation-page.css" },
  { format: "iife", entry: "src/hash-worker.ts" },
];

const SHARED = {
  absWorkingDir: here,
  outdir: dist,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".svg": "file", ".woff2": "file" },
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
  target: ["chrome116", "firefox124", "safari17.4"],
};

async function bundle({ entry, ...options }) {
  const plugins = [lazyParts(join(here, entry)), stylesByAddress(SHARED)];
  const result = await build({ ...SHARED, ...options, entryPoints: [entry], plugins });
  return Object.entries(result.metafile.outputs).map(([path, output]) => ({
    path,
    name: output.entryPoint === entry ? basename(entry).replace(/\.ts$/, ".js") : basename(path),
    ...output,
  }));
}

async function asset({ name, path, bytes, imports }) {
  const digest = createHash("sha384")
    .update(await readFile(join(here, path)))
    .digest("base64");
  console.log(`${name}  ${bytes} bytes`);
  // What the browser needs at once together with this one; it would find out only by reading it.
  const first = imports.filter(({ kind }) => kind === "import-statement");
  const files = first.map((each) => basename(each.path));
  return [name, { file: basename(path), integrity: `sha384-${digest}`, imports: files }];
}

await rm(dist, { recursive: true, force: true });
const outputs = (await Promise.all(BUNDLES.map(bundle))).flat();
const manifest = Object.fromEntries(await Promise.all(outputs.map(asset)));
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

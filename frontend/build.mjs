// Builds the page's scripts and style under content-hashed names, and writes manifest.json, from
// which the site's templates take each asset's name and its integrity. Knows no page and no URL.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const dist = join(here, "dist");

// The worker is a classic script of its own, because its response alone may run WebAssembly.
const BUNDLES = [
  { format: "esm", entries: ["src/form-page.ts", "src/status-page.ts", "src/style.css"] },
  { format: "iife", entries: ["src/hash-worker.ts"] },
];

async function bundle({ format, entries }) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: entries.filter((entry) => existsSync(join(here, entry))),
    outdir: dist,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".svg": "file", ".woff2": "file" },
    bundle: true,
    minify: true,
    metafile: true,
    legalComments: "none",
    logLevel: "warning",
    format,
    target: ["chrome116", "firefox124", "safari17.4"],
  });
  return Object.entries(result.metafile.outputs).filter(([, output]) => output.entryPoint);
}

async function asset([path, { entryPoint, bytes }]) {
  const content = await readFile(join(here, path));
  const digest = createHash("sha384").update(content).digest("base64");
  const name = basename(entryPoint).replace(/\.ts$/, ".js");
  console.log(`${name}  ${bytes} bytes`);
  return [name, { file: basename(path), integrity: `sha384-${digest}` }];
}

await rm(dist, { recursive: true, force: true });
const outputs = (await Promise.all(BUNDLES.map(bundle))).flat();
const manifest = Object.fromEntries(await Promise.all(outputs.map(asset)));
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

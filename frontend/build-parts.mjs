// How the build treats what is loaded only when it is wanted: `import("./part.ts")`, and
// `import address from "./part.css?url"`, whose address page/styles.ts puts into the page.
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";

/**
 * Every part loaded later imports the whole page, which is there by then. Without that, esbuild
 * would cut the page in as many pieces as there are combinations of parts that share some of it,
 * and the first load would be the larger and the slower for it.
 */
export function lazyParts(entry) {
  const lazy = new Set();
  return {
    name: "lazy-parts",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind === "dynamic-import") lazy.add(resolve(resolveDir, path));
        return null;
      });
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!lazy.has(path)) return null;
        const text = await readFile(path, "utf8");
        return { contents: `import ${JSON.stringify(entry)};\n${text}`, loader: "ts" };
      });
    },
  };
}

/** A style sheet of its own, of which the script knows only where it lies. */
export function stylesByAddress(options) {
  return {
    name: "styles-by-address",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.css\?url$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.replace(/\?url$/, "")),
        namespace: "style-address",
      }));
      onLoad({ filter: /.*/, namespace: "style-address" }, async ({ path }) => {
        const [style] = (
          await build({ ...options, entryPoints: [path], entryNames: "[name]", write: false })
        ).outputFiles.filter((file) => basename(file.path) === basename(path));
        return { contents: style.contents, loader: "file" };
      });
    },
  };
}

/*
 * Builds the islands and the shared page style into lifeworld/static/built, where Django serves them.
 * File names are fixed, because templates name them; shared code goes to built/shared.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The first of an island's possible entry files that exists. */
function entry(name: string): [string, string] | null {
  const files = [`${here}islands/${name}/main.ts`, `${here}islands/${name}/main.tsx`, `${here}islands/${name}/base.ts`];
  const file = files.find((candidate) => existsSync(candidate));
  return file === undefined ? null : [name, file];
}

const entries = ["base", "reader", "board", "group", "signature"].map(entry).filter((found) => found !== null);

export default defineConfig({
  base: "./",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "lifeworld/static/built",
    emptyOutDir: true,
    target: "es2022",
    // Fonts stay files: the content security policy allows font-src 'self' and no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(entries),
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "shared/[name].js",
        // One file of what islands share: a page names it in its head, so that nothing is asked for one after another.
        codeSplitting: { groups: [{ name: "common", test: /islands\/common\// }] },
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith(".woff2")) ? "fonts/[name][extname]" : "[name][extname]",
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["islands/**/*.test.ts", "islands/**/*.test.tsx"],
    // Two cores are shared with the Python tests that run beside these.
    maxWorkers: 2,
  },
});

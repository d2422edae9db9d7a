// Builds what hosts get ready-made: the map's script and the styles. Needs Node; users do not.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const weft = resolve(here, "../weft");

async function script(entry, name) {
  await build({
    configFile: false,
    logLevel: "warn",
    root: here,
    build: {
      outDir: resolve(weft, "mapping/static/mapping"),
      emptyOutDir: false,
      target: "es2022",
      lib: { entry: resolve(here, entry), formats: ["iife"], name: "weft", fileName: () => name },
    },
  });
}

function styles(entry, target) {
  const file = resolve(weft, target);
  mkdirSync(dirname(file), { recursive: true });
  const { css } = compile(resolve(here, "../styles", entry), {
    style: "compressed",
    loadPaths: [resolve(here, "node_modules")],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  writeFileSync(file, `${css}\n`);
}

styles("weft.scss", "common/static/common/weft.css");
await script("src/main.ts", "map.js");

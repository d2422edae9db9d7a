// Builds what hosts get ready-made: the map's script and the styles. Needs Node; users do not.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const weft = resolve(here, "../weft");
const mapFolder = resolve(weft, "mapping/static/mapping");

/** The script for the first picture is map.js; what it loads later carries its own hash. */
async function script(entry) {
  rmSync(mapFolder, { recursive: true, force: true });
  const bundle = await rolldown({ input: { map: resolve(here, entry) }, platform: "browser" });
  await bundle.write({
    dir: mapFolder,
    format: "esm",
    minify: true,
    entryFileNames: "[name].js",
    chunkFileNames: "parts/[name]-[hash].js",
  });
  await bundle.close();
}

/** Outlines of countries in two sharpnesses (Natural Earth, in the public domain). */
function outlines() {
  for (const name of ["countries-110m.json", "countries-50m.json"]) {
    copyFileSync(resolve(here, "node_modules/world-atlas", name), resolve(mapFolder, name));
  }
  copyFileSync(resolve(here, "outlines/uk-nations.json"), resolve(mapFolder, "uk-nations.json"));
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
await script("src/main.ts");
outlines();

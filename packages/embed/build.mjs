// `node packages/embed/build.mjs OUT [--script]`: OUT/duewise.js, the script of the one-line snippet, and unless only that is
// wanted dist/ of the npm package: modules and their types. The script has a size that a page can afford; above it this fails.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { writeManifest } from "./manifest.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const BUDGET = 4096;
const { version } = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));
const common = {
  bundle: true, target: "es2020", charset: "utf8", define: { PACKAGE_VERSION: JSON.stringify(version) }, logLevel: "warning",
  absWorkingDir: HERE, legalComments: "none",
};

async function script(out) {
  mkdirSync(out, { recursive: true });
  const outfile = join(out, "duewise.js");
  await build({ ...common, entryPoints: ["src/script.ts"], outfile, format: "iife", minify: true });
  const bytes = readFileSync(outfile);
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  console.log(`loader ${version}: ${bytes.length} bytes, ${packed.length} of ${BUDGET} bytes brotli`);
  if (packed.length > BUDGET) throw new Error(`the loader is ${packed.length - BUDGET} bytes too large`);
}

async function modules() {
  const dist = join(HERE, "dist");
  rmSync(dist, { recursive: true, force: true });
  await build({ ...common, entryPoints: ["src/pure.ts"], outdir: dist, format: "esm" });
  // One copy of the element, whichever way a page imports it.
  await build({ ...common, entryPoints: ["src/index.ts"], outdir: dist, format: "esm", external: ["./pure.js"] });
  const compiler = fileURLToPath(import.meta.resolve("typescript/package.json")).replace(/package\.json$/, "bin/tsc");
  execFileSync(process.execPath, [compiler, "--project", HERE], { stdio: "inherit" });
  for (const inner of ["script", "platform", "words"]) rmSync(join(dist, `${inner}.d.ts`));
  copyFileSync(join(HERE, "src/react.d.ts"), join(dist, "react.d.ts"));
  for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(HERE, "../..", licence), join(HERE, licence));
  writeManifest((await import(pathToFileURL(join(dist, "pure.js")).href)).SETTINGS);
}

const [out, only] = process.argv.slice(2);
if (!out || (only && only !== "--script")) {
  console.error("usage: node packages/embed/build.mjs OUT [--script]");
  process.exit(2);
}
await script(out);
if (!only) await modules();

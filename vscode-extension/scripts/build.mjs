// Bundles the extension, the panel's page and, with --tests, the test programs.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const production = process.argv.includes("--production");
const node = {
  bundle: true,
  metafile: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
  minify: production,
  sourcemap: production ? false : "linked",
};

// The language client is a bundle of its own, loaded only when a server starts: activation stays short.
const ownBundle = {
  name: "own-bundle",
  setup(context) {
    context.onResolve({ filter: /\/client\.js$/ }, () => ({ path: "./client.js", external: true }));
  },
};

/** The licences of all packages of which a part is in a bundle. */
async function notices(results) {
  const packages = new Set();
  for (const { metafile } of results) {
    for (const input of Object.keys(metafile.inputs)) {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match) packages.add(match[1]);
    }
  }
  const parts = ["Parts of the following packages are included in this extension."];
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(
      await readFile(join(folder, "package.json"), "utf8"),
    );
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? await readFile(join(folder, file), "utf8") : `Licence: ${license}`;
    parts.push(`${"=".repeat(80)}\n${name} ${version}\n\n${text.trim()}`);
  }
  return `${parts.join("\n\n")}\n`;
}

const main = { ...node, outdir: "dist", external: ["vscode"] };
await mkdir("dist", { recursive: true });
const results = await Promise.all([
  build({
    ...main,
    entryPoints: ["src/extension.ts"],
    plugins: [ownBundle],
    banner: { js: "const bundleStart = { clock: performance.now(), cpu: process.cpuUsage() };" },
  }),
  build({ ...main, entryPoints: ["src/client.ts"] }),
  build({
    ...node,
    platform: "browser",
    format: "iife",
    target: "es2022",
    sourcemap: false,
    entryPoints: ["webview/panel.ts"],
    outdir: "dist",
  }),
  copyFile("webview/panel.css", "dist/panel.css"),
]);
await writeFile("dist/ThirdPartyNotices.txt", await notices(results.filter(Boolean)));

if (process.argv.includes("--tests")) {
  const tests = { ...node, minify: false, outdir: "out", sourcemap: "inline" };
  await Promise.all([
    // The suites that run inside the extension host.
    build({ ...tests, entryPoints: { host: "test/host/index.ts" }, external: ["vscode", "mocha"] }),
    build({
      ...tests,
      entryPoints: { editor: "test/editor/index.ts" },
      external: ["axe-core", "playwright-core", "mocha"],
    }),
  ]);
}

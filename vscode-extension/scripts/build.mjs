// Bundles the extension, the panel's page and, with --tests, the test programs.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";

const production = process.argv.includes("--production");
const node = {
  bundle: true,
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

const main = { ...node, outdir: "dist", external: ["vscode"] };
await mkdir("dist", { recursive: true });
await Promise.all([
  build({
    ...main,
    entryPoints: ["src/extension.ts"],
    plugins: [ownBundle],
    banner: { js: "const bundleStart = performance.now();" },
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

if (process.argv.includes("--tests")) {
  const tests = { ...node, minify: false, outdir: "out", sourcemap: "inline" };
  await Promise.all([
    // The suites that run inside the extension host, and mocha with them.
    build({ ...tests, entryPoints: { host: "test/host/index.ts" }, external: ["vscode"] }),
    build({
      ...tests,
      entryPoints: { editor: "test/editor/index.ts" },
      external: ["playwright-core", "mocha"],
    }),
  ]);
}

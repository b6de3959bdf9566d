// Builds the wheel of this checkout into bundled/wheel, from where it goes into the .vsix.
// PYTHON names the interpreter (default: python3).
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";

const folder = "bundled/wheel";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const python = process.env.PYTHON ?? "python3";
const args = ["-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", folder, ".."];
const run = spawnSync(python, args, { stdio: "inherit" });
if (run.status !== 0) {
  console.error(`build-wheel: ${python} could not build the wheel`);
  process.exit(1);
}
const wheels = readdirSync(folder).filter((name) => /^inclusive_lint-.*\.whl$/.test(name));
if (wheels.length !== 1) {
  console.error(`build-wheel: expected one wheel in ${folder}, found ${wheels.length}`);
  process.exit(1);
}
console.log(`build-wheel: ${wheels[0]}`);

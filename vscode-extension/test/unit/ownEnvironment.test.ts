/** Makes real environments, from a wheel of the same name that needs nothing (or what can't be had). */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  ownEnvironment,
  removeEnvironments,
  type OwnEnvironmentOptions,
} from "../../src/python/ownEnvironment.js";
import type { Interpreter } from "../../src/python/probe.js";

const MAKE_WHEEL = `
import sys, zipfile
path, requires = sys.argv[1:]
info = 'inclusive_lint-0.1.0.dist-info/'
files = {
    'inclusive_lint_server/__init__.py': '',
    info + 'METADATA': 'Metadata-Version: 2.1\\nName: inclusive-lint\\nVersion: 0.1.0\\n' + requires,
    info + 'WHEEL': 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
}
with zipfile.ZipFile(path, 'w') as wheel:
    for name, text in files.items():
        wheel.writestr(zipfile.ZipInfo(name), text)
    wheel.writestr(zipfile.ZipInfo(info + 'RECORD'), ''.join(f'{name},,\\n' for name in [*files, info + 'RECORD']))
`;

let folder: string;
let made: number;
const before = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inclusive-lint-"));
  made = 0;
});

afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

function options(requires = ""): OwnEnvironmentOptions {
  const wheel = join(folder, "inclusive_lint-0.1.0-py3-none-any.whl");
  execFileSync(process.env.PYTHON ?? "python3", ["-c", MAKE_WHEEL, wheel, requires]);
  return {
    storage: join(folder, "storage"),
    wheel,
    log: () => undefined,
    making: async (work) => {
      made += 1;
      const never = {
        isCancellationRequested: false,
        onCancellationRequested: () => ({ dispose: () => undefined }),
      };
      return await work(() => undefined, never);
    },
  };
}

const environments = (): string[] =>
  readdirSync(join(folder, "storage")).filter((name) => name.startsWith("python-"));

test("an environment is made once, then used again", async () => {
  const first = await ownEnvironment(options());
  const second = await ownEnvironment(options());
  expect(first.server).toBe("0.1.0");
  expect(second.command).toBe(first.command);
  expect(made).toBe(1);
});

test("two windows at once make one, and both use it", async () => {
  const same = options();
  const both: Interpreter[] = await Promise.all([ownEnvironment(same), ownEnvironment(same)]);
  expect(both[0]?.command).toBe(both[1]?.command);
  expect(environments()).toHaveLength(1);
});

test("one that was interrupted half way is made anew", async () => {
  const { command } = await ownEnvironment(options());
  const [name] = environments();
  rmSync(join(folder, "storage", name!, "inclusive-lint-environment.json"));
  // The command is a link to the system's interpreter: it is unlinked first, never written through.
  rmSync(command);
  writeFileSync(command, "#!/bin/sh\nexit 1\n");
  const again = await ownEnvironment(options());
  expect(again.server).toBe("0.1.0");
  expect(made).toBe(2);
});

test("one whose Python is gone is made anew", async () => {
  const { command } = await ownEnvironment(options());
  rmSync(command);
  expect((await ownEnvironment(options())).server).toBe("0.1.0");
});

test("a lock that a dead window left is taken after a while", async () => {
  await ownEnvironment(options());
  const [name] = environments();
  await removeEnvironments(join(folder, "storage"));
  const lock = join(folder, "storage", `${name!}.lock`);
  writeFileSync(lock, "");
  utimesSync(lock, 0, 0);
  expect((await ownEnvironment(options())).server).toBe("0.1.0");
});

test("without a connection the reason is that, and nothing half made stays", async () => {
  process.env.PIP_INDEX_URL = "http://127.0.0.1:9/simple";
  process.env.PIP_NO_INDEX = "0";
  process.env.PIP_RETRIES = "0";
  const making = ownEnvironment(options("Requires-Dist: a-package-of-nobody\n"));
  await expect(making).rejects.toMatchObject({ kind: "offline" });
  expect(environments()).toEqual([]);
});

test("an environment of an earlier version goes once no window has used it for weeks", async () => {
  const first = options();
  await ownEnvironment(first);
  const [old] = environments();
  const changed = options("Summary: another\n");
  await ownEnvironment(changed);
  expect(environments()).toContain(old);
  utimesSync(join(folder, "storage", old!, "inclusive-lint-environment.json"), 0, 0);
  await ownEnvironment(options("Summary: a third\n"));
  expect(environments()).not.toContain(old);
  expect(readFileSync(changed.wheel).length).toBeGreaterThan(0);
});

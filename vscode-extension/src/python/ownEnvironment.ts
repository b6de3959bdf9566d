/**
 * The extension's own Python environment: made once from the wheel that ships with it, kept in the
 * global storage, used again by every window.
 *
 * Invariant: an environment counts only with its marker file, which is written last. One that was
 * interrupted half way is removed and made anew.
 */

import { createHash } from "node:crypto";
import { mkdir, open, readFile, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EnvironmentFailure, classifyOutput, pipStep } from "./failure.js";
import { findSystemPython } from "./resolve.js";
import { probe, systemCommands, type Interpreter } from "./probe.js";
import { pythonEnv, run, type Cancellation } from "./run.js";
import { showPython } from "./version.js";

const MARKER = "inclusive-lint-environment.json";
const VENV_TIMEOUT_MS = 5 * 60_000;
const PIP_TIMEOUT_MS = 30 * 60_000;
const LOCK_STALE_MS = 10_000;
const UNUSED_MS = 14 * 24 * 3_600_000;

export type Step =
  | { readonly step: "create"; readonly what: string }
  | { readonly step: "get" | "install"; readonly what: string };

export interface OwnEnvironmentOptions {
  /** The extension's global storage; made where it is missing. */
  readonly storage: string;
  /** Path of the wheel. */
  readonly wheel: string;
  readonly log: (line: string) => void;
  /** Shows the making of the environment; not called when it is there already. */
  making<T>(
    work: (show: (step: Step) => void, cancellation: Cancellation) => Promise<T>,
  ): Promise<T>;
}

/** Throws EnvironmentFailure. */
export async function ownEnvironment(options: OwnEnvironmentOptions): Promise<Interpreter> {
  const folder = await environmentFolder(options);
  const ready = await existing(folder, options.storage);
  if (ready) return ready;
  return await options.making(async (show, cancellation) => {
    const unlock = await lock(`${folder}.lock`, cancellation);
    try {
      // Another window may have made it while this one waited.
      return (
        (await existing(folder, options.storage)) ??
        (await make(folder, options, show, cancellation))
      );
    } finally {
      await unlock();
    }
  });
}

/** Removes every environment, so that the next start makes one anew. */
export async function removeEnvironments(storage: string): Promise<void> {
  for (const name of await readdir(storage).catch(() => [])) {
    if (name.startsWith("python-")) await rm(join(storage, name), { recursive: true, force: true });
  }
}

/** The folder is named after the content of the wheel: an update of the extension gets its own. */
async function environmentFolder({ storage, wheel }: OwnEnvironmentOptions): Promise<string> {
  await mkdir(storage, { recursive: true });
  const hash = createHash("sha256").update(await readFile(wheel));
  return join(storage, `python-${hash.digest("hex").slice(0, 12)}`);
}

function programOf(folder: string): string {
  return process.platform === "win32"
    ? join(folder, "Scripts", "python.exe")
    : join(folder, "bin", "python");
}

/** The environment where it is whole and its Python still runs (the system's may be gone). */
async function existing(folder: string, cwd: string): Promise<Interpreter | undefined> {
  const now = new Date();
  const marked = await utimes(join(folder, MARKER), now, now).then(
    () => true,
    () => false,
  );
  if (!marked) return undefined;
  const interpreter = await probe(programOf(folder), [], cwd);
  return interpreter?.server === null ? undefined : interpreter;
}

async function make(
  folder: string,
  options: OwnEnvironmentOptions,
  show: (step: Step) => void,
  cancellation: Cancellation,
): Promise<Interpreter> {
  const { storage, log } = options;
  const system = await findSystemPython(systemCommands(process.platform), (command, args) =>
    probe(command, args, storage),
  );
  show({ step: "create", what: showPython(system.version) });
  await rm(folder, { recursive: true, force: true });
  const common = { cwd: storage, env: pythonEnv(), cancellation, onLine: log };
  const attempt = async (
    command: string,
    args: readonly string[],
    timeoutMs: number,
    onLine = log,
  ) => {
    log(`> ${command} ${args.join(" ")}`);
    const result = await run(command, args, { ...common, timeoutMs, onLine });
    if (cancellation.isCancellationRequested) throw new EnvironmentFailure("cancelled", "");
    if (result.timedOut)
      throw new EnvironmentFailure("offline", `no end after ${timeoutMs / 1000} s`);
    if (result.code !== 0) throw classifyOutput(`${result.stderr}\n${result.stdout}`);
  };
  try {
    await attempt(system.command, [...system.args, "-m", "venv", folder], VENV_TIMEOUT_MS);
    const pip = [
      "-m",
      "pip",
      "install",
      "--disable-pip-version-check",
      "--no-input",
      "--progress-bar",
      "off",
      "--retries",
      "2",
    ];
    await attempt(programOf(folder), [...pip, options.wheel], PIP_TIMEOUT_MS, (line) => {
      log(line);
      const step = pipStep(line);
      if (step) show(step);
    });
    const interpreter = await probe(programOf(folder), [], storage);
    if (!interpreter?.server) throw new EnvironmentFailure("unknown", programOf(folder));
    const marker = { server: interpreter.server, python: showPython(interpreter.version) };
    await writeFile(join(folder, MARKER), `${JSON.stringify(marker)}\n`);
    await removeUnused(storage, folder);
    return interpreter;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error instanceof EnvironmentFailure
      ? error
      : classifyOutput(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Environments of earlier versions that no window has used for a while. One that was used lately stays:
 * a window that has not been reloaded since the update still runs it.
 */
async function removeUnused(storage: string, keep: string): Promise<void> {
  for (const name of await readdir(storage)) {
    const path = join(storage, name);
    if (!name.startsWith("python-") || path.startsWith(keep)) continue;
    const used = await stat(join(path, MARKER)).catch(() => stat(path));
    if (Date.now() - used.mtimeMs < UNUSED_MS) continue;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Waits for the lock file and takes it; its holder touches it every few seconds, and one that has
 * not been touched for long belongs to a window that is gone.
 */
async function lock(path: string, cancellation: Cancellation): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const file = await open(path, "wx");
      await file.close();
      const touching = setInterval(() => {
        writeFile(path, "").catch(() => undefined);
      }, LOCK_STALE_MS / 4);
      return async () => {
        clearInterval(touching);
        await rm(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (cancellation.isCancellationRequested) throw new EnvironmentFailure("cancelled", "");
    const touched = await stat(path).catch(() => undefined);
    if (touched && Date.now() - touched.mtimeMs > LOCK_STALE_MS) await rm(path, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

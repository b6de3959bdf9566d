/** Asks a Python program what it is and whether it has inclusive-lint. */

import type { PythonVersion } from "./version.js";
import { pythonEnv, run } from "./run.js";

export interface Interpreter {
  /** As it was named or found: what to start. */
  readonly command: string;
  /** Such as ["-3"] for the Windows launcher; before all other arguments. */
  readonly args: readonly string[];
  /** `sys.executable`. */
  readonly executable: string;
  readonly version: PythonVersion;
  /** Version of the installed inclusive-lint; null where it has none. */
  readonly server: string | null;
}

// The first statement takes the current folder off the path, before anything is imported.
const QUESTION = `import sys
sys.path[:] = [p for p in sys.path if p not in ('', '.')]
import json
try:
    from importlib.metadata import version
    server = version('inclusive-lint')
except Exception:
    server = None
print(json.dumps({'executable': sys.executable, 'version': list(sys.version_info[:3]), 'server': server}))`;

const TIMEOUT_MS = 20_000;

/** Undefined where the command can't be run or is no Python. */
export async function probe(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<Interpreter | undefined> {
  try {
    const options = { cwd, timeoutMs: TIMEOUT_MS, env: pythonEnv() };
    const result = await run(command, [...args, "-c", QUESTION], options);
    return result.code === 0 ? { command, args, ...readAnswer(result.stdout) } : undefined;
  } catch {
    return undefined;
  }
}

/** Throws where the text is not the answer to the question. */
export function readAnswer(stdout: string): Pick<Interpreter, "executable" | "version" | "server"> {
  const answer: unknown = JSON.parse(stdout.trim().split(/\r?\n/).at(-1) ?? "");
  if (typeof answer !== "object" || answer === null) throw new TypeError("not an answer");
  const { executable, version, server } = answer as Record<string, unknown>;
  if (
    typeof executable !== "string" ||
    !Array.isArray(version) ||
    version.length !== 3 ||
    !version.every((part) => typeof part === "number")
  ) {
    throw new TypeError("not an answer");
  }
  const [major, minor, micro] = version as unknown as PythonVersion;
  return {
    executable,
    version: [major, minor, micro],
    server: typeof server === "string" ? server : null,
  };
}

/** The commands under which a system may have Python, likeliest first. */
export function systemCommands(platform: NodeJS.Platform): (readonly [string, ...string[]])[] {
  const minors = ["3.13", "3.12", "3.11", "3.14", "3.10"];
  if (platform === "win32") {
    return [["py", "-3"], ["python"], ["python3"], ...minors.map((v) => ["py", `-${v}`] as const)];
  }
  const named = minors.map((version) => [`python${version}`] as const);
  // A desktop session on macOS has a short PATH; these are where installers put Python.
  // A desktop session has a short PATH, and a version manager's stand-in may be broken.
  const places =
    platform === "darwin" ? ["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"] : ["/usr/bin"];
  return [
    ["python3"],
    ["python"],
    ...named,
    ...places.map((place) => [`${place}/python3`] as const),
  ];
}

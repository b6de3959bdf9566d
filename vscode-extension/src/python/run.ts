/** Runs a program to its end, without a shell, and hands back what it printed. */

import { spawn } from "node:child_process";

export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

export interface RunOptions {
  /** Never a folder of the workspace: Python would import from it. */
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cancellation?: Cancellation | undefined;
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  /** Null when the program was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Rejects only where the program can't be started (ENOENT, EACCES). */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let timedOut = false;
    const output = { stdout: "", stderr: "" };
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill();
    }, options.timeoutMs);
    const cancelling = options.cancellation?.onCancellationRequested(() => child.kill());
    for (const name of ["stdout", "stderr"] as const) {
      let rest = "";
      child[name].setEncoding("utf8");
      child[name].on("data", (data: string) => {
        output[name] += data;
        const lines = (rest + data).split(/\r?\n/);
        rest = lines.pop() ?? "";
        for (const line of lines) options.onLine?.(line);
      });
    }
    const settle = (): void => {
      clearTimeout(timer);
      cancelling?.dispose();
    };
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("close", (code) => {
      settle();
      resolve({ code, ...output, timedOut });
    });
  });
}

/** The environment for a Python of ours: no current folder on its path, UTF-8, nothing inherited. */
export function pythonEnv(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, PYTHONSAFEPATH: "1", PYTHONUTF8: "1" };
  for (const name of ["PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__"]) {
    Reflect.deleteProperty(env, name);
  }
  return env;
}

/**
 * Which Python runs the server: the setting, the workspace's environment, or one of our own, in this
 * order. All that reaches outside is handed in.
 */

import { EnvironmentFailure } from "./failure.js";
import type { Interpreter } from "./probe.js";
import { pythonFit, serverFits, showPython } from "./version.js";

export type Origin = "setting" | "workspace" | "own";

export interface Chosen {
  readonly interpreter: Interpreter;
  readonly origin: Origin;
}

export interface Surroundings {
  /** The setting `inclusiveLint.interpreter`; empty where it isn't set. */
  readonly setting: string;
  /** False: nothing that the workspace chooses is run. */
  readonly trusted: boolean;
  /** Version of the wheel that ships with the extension. */
  readonly bundled: string;
  probe(command: string): Promise<Interpreter | undefined>;
  /** The program of the environment that the workspace has selected. */
  workspacePython(): Promise<string | undefined>;
  /** The environment of our own, made where there is none yet. */
  ownPython(): Promise<Interpreter>;
  log(message: string): void;
}

/** Throws EnvironmentFailure. */
export async function chooseInterpreter(around: Surroundings): Promise<Chosen> {
  if (around.setting !== "") {
    return { interpreter: await fromSetting(around), origin: "setting" };
  }
  const found = around.trusted ? await fromWorkspace(around) : undefined;
  if (found) return { interpreter: found, origin: "workspace" };
  return { interpreter: await around.ownPython(), origin: "own" };
}

async function fromSetting(around: Surroundings): Promise<Interpreter> {
  const interpreter = await around.probe(around.setting);
  if (!interpreter) throw new EnvironmentFailure("interpreter missing", around.setting);
  if (pythonFit(interpreter.version) === "too old") {
    throw new EnvironmentFailure("python too old", describe(interpreter));
  }
  if (interpreter.server === null) {
    throw new EnvironmentFailure("interpreter without server", around.setting);
  }
  if (!serverFits(interpreter.server, around.bundled)) {
    // Whoever names an interpreter may want another version; the log tells them apart.
    around.log(
      `${around.setting} has inclusive-lint ${interpreter.server}, expected ${around.bundled}`,
    );
  }
  return interpreter;
}

async function fromWorkspace(around: Surroundings): Promise<Interpreter | undefined> {
  const command = await around.workspacePython();
  const interpreter = command === undefined ? undefined : await around.probe(command);
  if (!interpreter) return undefined;
  const fits = interpreter.server !== null && serverFits(interpreter.server, around.bundled);
  if (fits && pythonFit(interpreter.version) === "fits") return interpreter;
  around.log(
    `${describe(interpreter)} is not used: it has ${interpreter.server ?? "no"} inclusive-lint, ` +
      `expected ${around.bundled} or a later one that fits`,
  );
  return undefined;
}

/**
 * The first Python of the system that an environment can be made with. Throws EnvironmentFailure
 * that names the best one found where none fits.
 */
export async function findSystemPython(
  commands: readonly (readonly [string, ...string[]])[],
  probeCommand: (command: string, args: readonly string[]) => Promise<Interpreter | undefined>,
): Promise<Interpreter> {
  const unfit: Interpreter[] = [];
  for (const [command, ...args] of commands) {
    const interpreter = await probeCommand(command, args);
    if (!interpreter) continue;
    if (pythonFit(interpreter.version) === "fits") return interpreter;
    unfit.push(interpreter);
  }
  const first = unfit[0];
  if (!first) throw new EnvironmentFailure("no python", "");
  const kind = pythonFit(first.version) === "too old" ? "python too old" : "python too new";
  throw new EnvironmentFailure(kind, describe(first));
}

function describe(interpreter: Interpreter): string {
  return `${interpreter.executable} (${showPython(interpreter.version)})`;
}

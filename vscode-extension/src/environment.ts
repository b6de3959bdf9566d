/** Finds or makes the Python that runs the server, with what a person sees of it. */

import { PythonExtension } from "@vscode/python-extension";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  ProgressLocation,
  extensions,
  l10n,
  window,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
} from "vscode";
import { EnvironmentFailure } from "./python/failure.js";
import { ownEnvironment, type Step } from "./python/ownEnvironment.js";
import { probe } from "./python/probe.js";
import { chooseInterpreter, type Chosen } from "./python/resolve.js";
import { wheelVersion } from "./python/version.js";
import { interpreterSetting } from "./settings.js";

/** Throws EnvironmentFailure. */
export async function findInterpreter(
  context: ExtensionContext,
  log: LogOutputChannel,
): Promise<Chosen> {
  const storage = context.globalStorageUri.fsPath;
  await workspace.fs.createDirectory(context.globalStorageUri);
  const wheel = await bundledWheel(context);
  const chosen = await chooseInterpreter({
    setting: interpreterSetting(),
    trusted: workspace.isTrusted,
    bundled: wheel.version,
    probe: (command) => probe(command, [], storage),
    workspacePython: () => workspacePython(log),
    ownPython: () =>
      ownEnvironment({
        storage,
        wheel: wheel.path,
        log: (line) => {
          log.info(line);
        },
        making: async (work) =>
          await window.withProgress(
            {
              location: ProgressLocation.Notification,
              title: l10n.t("Inclusive Lint is setting itself up (once)"),
              cancellable: true,
            },
            (progress, cancellation) =>
              work((step) => {
                progress.report({ message: stepText(step) });
              }, cancellation),
          ),
      }),
    log: (message) => {
      log.info(message);
    },
  });
  const { executable, version, server } = chosen.interpreter;
  log.info(
    `Python ${version.join(".")} at ${executable} (${chosen.origin}), inclusive-lint ${server ?? "missing"}`,
  );
  return chosen;
}

async function bundledWheel(context: ExtensionContext): Promise<{ path: string; version: string }> {
  const folder = context.asAbsolutePath(join("bundled", "wheel"));
  for (const name of await readdir(folder).catch(() => [])) {
    const version = wheelVersion(name);
    if (version !== undefined) return { path: join(folder, name), version };
  }
  throw new EnvironmentFailure("unknown", `no wheel in ${folder}`);
}

/** The environment selected in the Python extension, where that is installed. */
async function workspacePython(log: LogOutputChannel): Promise<string | undefined> {
  if (!extensions.getExtension("ms-python.python")) return undefined;
  try {
    const { environments } = await PythonExtension.api();
    const resource = workspace.workspaceFolders?.[0]?.uri;
    const path = environments.getActiveEnvironmentPath(resource);
    const environment = await environments.resolveEnvironment(path);
    return environment?.executable.uri?.fsPath;
  } catch (error) {
    log.warn(`The Python extension did not answer: ${String(error)}`);
    return undefined;
  }
}

function stepText({ step, what }: Step): string {
  switch (step) {
    case "create":
      return l10n.t("making an environment with Python {0}", what);
    case "get":
      return l10n.t("getting {0}", what);
    case "install":
      return l10n.t("installing");
  }
}

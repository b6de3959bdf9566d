/** Reads the settings under `inclusiveLint`. */

import { commands, env, workspace, type ConfigurationChangeEvent } from "vscode";
import type { SelectorSettings } from "./selector.js";

export const SECTION = "inclusiveLint";

/** The server takes these on the way in; what else changes is asked for by the server itself. */
const NEEDS_RESTART = ["interpreter", "languages", "sourceComments"];

export function interpreterSetting(): string {
  const value = workspace.getConfiguration(SECTION).get<string | null>("interpreter");
  const home = process.env.HOME ?? process.env.USERPROFILE ?? "";
  return (value ?? "").trim().replace(/^~(?=[/\\]|$)/, home);
}

/** Where it is set, or can be: a remote editor's own settings of a machine are not among a person's. */
export async function openInterpreterSetting(): Promise<void> {
  const name = `${SECTION}.interpreter`;
  const found = workspace.getConfiguration().inspect(name);
  const inWorkspace = found?.workspaceValue ?? found?.workspaceFolderValue;
  const kind = inWorkspace !== undefined ? "Workspace" : env.remoteName ? "Remote" : "";
  await commands.executeCommand(`workbench.action.open${kind}Settings`, { query: name });
}

export function selectorSettings(): SelectorSettings {
  const section = workspace.getConfiguration(SECTION);
  return {
    languages: section.get<string[] | null>("languages") ?? null,
    sourceComments: section.get<boolean>("sourceComments") ?? false,
  };
}

export function needsRestart(event: ConfigurationChangeEvent): boolean {
  return NEEDS_RESTART.some((name) => event.affectsConfiguration(`${SECTION}.${name}`));
}

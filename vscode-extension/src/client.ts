/** Makes the language client. A bundle of its own, loaded when a server starts and not before. */

import { extensions, type LogOutputChannel, type TextDocument } from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  WorkDoneProgress,
  type LanguageClientOptions,
  type StaticFeature,
} from "vscode-languageclient/node";
import { CLIENT_COMMANDS, NOTIFICATIONS, type ServerStatus } from "./protocol.js";
import type { Filter } from "./selector.js";

export interface ClientOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly selector: Filter[];
  readonly trusted: boolean;
  readonly settings: object;
  readonly log: LogOutputChannel;
  onStatus(status: ServerStatus): void;
  /** The connection is gone and nobody asked for it. */
  onCrash(): void;
}

export type Client = LanguageClient;
export const progressType = WorkDoneProgress.type;

export function createClient(options: ClientOptions): Client {
  const clientOptions: LanguageClientOptions = {
    documentSelector: options.selector,
    outputChannel: options.log,
    traceOutputChannel: options.log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: {
      ...options.settings,
      workspaceTrusted: options.trusted,
      clientCommands: Object.values(CLIENT_COMMANDS),
      // Else the whole workspace would be linted at each start; the command and the panel do it when asked.
      workspaceDiagnostics: false,
    },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        options.onCrash();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    markdown: { isTrusted: { enabledCommands: Object.values(CLIENT_COMMANDS) } },
    diagnosticPullOptions: { onChange: true, onSave: true },
    middleware: {
      provideCompletionItem: (document, position, context, token, next) =>
        leftToYamlExtension(document) ? undefined : next(document, position, context, token),
      provideHover: (document, position, token, next) =>
        leftToYamlExtension(document) ? undefined : next(document, position, token),
    },
  };
  const client = new LanguageClient(
    "inclusiveLint",
    "Inclusive Lint",
    {
      command: options.command,
      args: [...options.args],
      options: { cwd: options.cwd, env: options.env },
    },
    clientOptions,
  );
  client.registerFeature(statusCapability);
  client.onNotification(NOTIFICATIONS.status, (status: ServerStatus) => {
    options.onStatus(status);
  });
  return client;
}

/**
 * With the YAML extension, our JSON Schemas give completion and hover in the files that the manifest
 * names under yamlValidation; twice would be once too often. Files of rules have no schema there, since
 * nothing in their name tells them from other people's rules.
 */
function leftToYamlExtension(document: TextDocument): boolean {
  return (
    document.languageId === "yaml" &&
    /\/(?:\.inclusive-lint\.ya?ml|rules\/[^/]+\/pack\.yaml)$/.test(document.uri.path) &&
    extensions.getExtension("redhat.vscode-yaml") !== undefined
  );
}

const statusCapability: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const experimental = capabilities.experimental as object | undefined;
    capabilities.experimental = { ...experimental, inclusiveLintStatus: true };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

/** Makes the language client. A bundle of its own, loaded when a server starts and not before. */

import {
  Hover,
  MarkdownString,
  extensions,
  languages,
  type LogOutputChannel,
  type TextDocument,
} from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  WorkDoneProgress,
  type LanguageClientOptions,
  type StaticFeature,
} from "vscode-languageclient/node";
import { withoutMessages } from "./markdown.js";
import { CLIENT_COMMANDS, NOTIFICATIONS, type ServerStatus } from "./protocol.js";
import { hasSchema, type Filter } from "./selector.js";

export interface ClientOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly selector: Filter[];
  readonly trusted: boolean;
  readonly settings: object;
  readonly log: LogOutputChannel;
  /** Another server is about to take its place, and reads the settings anew. */
  isLeaving(): boolean;
  onStatus(status: ServerStatus): void;
  /** The connection is gone and nobody asked for it. */
  onCrash(): void;
}

/**
 * What goes wrong is told once, by the server's keeper, with what can be done about it. The library would
 * show its own words for each attempt, so many that the editor drops the message that matters.
 */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
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
      workspace: {
        didChangeConfiguration: async (sections, next) => {
          if (!options.isLeaving()) await next(sections);
        },
      },
      provideCompletionItem: (document, position, context, token, next) =>
        leftToYamlExtension(document) ? undefined : next(document, position, context, token),
      provideHover: async (document, position, token, next) => {
        if (leftToYamlExtension(document)) return undefined;
        const hover = await next(document, position, token);
        return hover && withoutRepeats(hover, document);
      },
    },
  };
  const client = new QuietClient(
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

/** The editor shows the messages of the diagnostics in the same box. */
function withoutRepeats(hover: Hover, document: TextDocument): Hover {
  const messages = languages.getDiagnostics(document.uri).map(({ message }) => message);
  const contents = hover.contents.map((content) => {
    if (!(content instanceof MarkdownString)) return content;
    const shortened = new MarkdownString(withoutMessages(content.value, messages));
    if (content.isTrusted !== undefined) shortened.isTrusted = content.isTrusted;
    return shortened;
  });
  return new Hover(contents, hover.range);
}

/**
 * With the YAML extension, our JSON Schemas give completion and hover in the files that the manifest
 * names under yamlValidation; twice would be once too often.
 */
function leftToYamlExtension(document: TextDocument): boolean {
  return (
    document.languageId === "yaml" &&
    hasSchema(document.uri.path) &&
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

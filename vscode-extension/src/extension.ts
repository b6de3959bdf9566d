/** The entry: registers what the manifest promises, and starts the server when a document needs it. */

import {
  commands,
  l10n,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type TextDocument,
} from "vscode";
import {
  Explanations,
  checkFile,
  choosePacks,
  createBaseline,
  explainAtCursor,
  openConfiguration,
  openSample,
  showRule,
} from "./commands.js";
import { FindingsPanel, PANEL_TYPE } from "./panel/panel.js";
import { CLIENT_COMMANDS } from "./protocol.js";
import { removeEnvironments } from "./python/ownEnvironment.js";
import { isChecked, isServed } from "./selector.js";
import { Server, type ServerState } from "./server.js";
import { needsRestart, selectorSettings } from "./settings.js";
import { StatusItem } from "./status.js";

/** The first line of the bundle sets it. */
declare const bundleStart: Moment;

interface Moment {
  /** Milliseconds on the clock. */
  readonly clock: number;
  /** Microseconds that the process has computed for, all its threads together. */
  readonly cpu: { readonly user: number; readonly system: number };
}

interface Taken {
  readonly clock: number;
  readonly cpu: number;
}

/** What other extensions and the tests can see. */
export interface Api {
  readonly state: () => ServerState;
  readonly pid: () => number | undefined;
  readonly onDidChangeState: Server["onDidChangeState"];
  /**
   * Milliseconds that loading the bundle and activating it took, without the editor's own work between: on
   * the clock, and of computing. Each is an upper bound of our own work; the clock runs on while another
   * program has the processor, and the editor's other threads compute too.
   */
  readonly activationMs: Taken;
}

let server: Server | undefined;

export function activate(context: ExtensionContext): Api {
  const started = now();
  const log = window.createOutputChannel("Inclusive Lint", { log: true });
  const running = (server = new Server(context, log));
  const status = new StatusItem(running);
  const explanations = new Explanations();
  const panel = new FindingsPanel(context, running, (rule, uri) =>
    showRule(running, explanations, rule, uri),
  );
  const register = (name: string, action: (...args: unknown[]) => unknown): Disposable =>
    commands.registerCommand(`inclusiveLint.${name}`, action);
  const startFor = (document: TextDocument): void => {
    if (isServed(document, selectorSettings())) void running.ensureStarted();
  };

  context.subscriptions.push(
    log,
    running,
    status,
    explanations,
    panel,
    register("checkFile", () => checkFile(running)),
    register("checkWorkspace", async () => {
      await panel.show();
      await panel.check();
    }),
    register("showFindings", () => panel.show()),
    register("choosePacks", () => choosePacks(running)),
    register("createBaseline", () => createBaseline(running)),
    register("openConfiguration", openConfiguration),
    register("openSample", openSample),
    register("restart", () => running.restart()),
    register("resetEnvironment", () =>
      running.restartAround(() => removeEnvironments(context.globalStorageUri.fsPath)),
    ),
    register("showLog", () => {
      log.show();
    }),
    commands.registerCommand(CLIENT_COMMANDS.explainAtCursor, (uri, position) =>
      explainAtCursor(running, explanations, uri, position),
    ),
    commands.registerCommand(CLIENT_COMMANDS.showRule, (rule, uri) =>
      showRule(running, explanations, rule, uri),
    ),
    window.registerWebviewPanelSerializer(PANEL_TYPE, {
      deserializeWebviewPanel: async (restored) => {
        panel.adopt(restored);
        await panel.refresh();
      },
    }),
    workspace.onDidOpenTextDocument(startFor),
    workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    workspace.onDidChangeConfiguration(async (event) => {
      if (!needsRestart(event)) return;
      status.updateSelector();
      if (running.state !== "stopped") await running.restart();
      else workspace.textDocuments.forEach(startFor);
    }),
    window.onDidChangeActiveTextEditor(tellContext),
  );
  // The editor waits for activation, not for this.
  setImmediate(() => {
    tellContext();
    workspace.textDocuments.forEach(startFor);
  });
  const activating = since(started);
  const activationMs = {
    clock: loading.clock + activating.clock,
    cpu: loading.cpu + activating.cpu,
  };
  log.info(l10n.t("Activated in {0} ms.", activationMs.clock.toFixed(1)));
  return {
    state: () => running.state,
    pid: () => running.pid,
    onDidChangeState: running.onDidChangeState,
    activationMs,
  };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** The context menu offers the explanation only where documents are checked. */
function tellContext(): void {
  const document = window.activeTextEditor?.document;
  const checked = document !== undefined && isChecked(document, selectorSettings());
  void commands.executeCommand("setContext", "inclusiveLint.checked", checked);
}

function now(): Moment {
  return { clock: performance.now(), cpu: process.cpuUsage() };
}

function since(start: Moment): Taken {
  const { user, system } = process.cpuUsage(start.cpu);
  return { clock: performance.now() - start.clock, cpu: (user + system) / 1000 };
}

const loading = since(bundleStart);

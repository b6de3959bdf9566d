/**
 * The life of the server: started when a document needs it, restarted on request and after a crash,
 * stopped when it keeps crashing.
 *
 * Invariant: at most one server runs; every change of its life goes through the coalescer.
 */

import {
  EventEmitter,
  l10n,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
} from "vscode";
import type { Client } from "./client.js";
import { Coalescer } from "./coalesce.js";
import { CrashGuard } from "./crashGuard.js";
import { findInterpreter } from "./environment.js";
import { failureText } from "./messages.js";
import type { ServerStatus } from "./protocol.js";
import { EnvironmentFailure } from "./python/failure.js";
import { pythonEnv } from "./python/run.js";
import { documentSelector } from "./selector.js";
import { SECTION, openInterpreterSetting, selectorSettings } from "./settings.js";

export type ServerState = "stopped" | "starting" | "running" | "failed";

/** Handed to a report's listener; the numbers are those of the protocol's progress. */
export type ProgressListener = (
  message: string | undefined,
  percentage: number | undefined,
) => void;

const STOP_TIMEOUT_MS = 3_000;

export class Server implements Disposable {
  private client: Client | undefined;
  private readonly restarts = new Coalescer(() => this.replace());
  private readonly guard = new CrashGuard();
  private readonly changed = new EventEmitter<ServerState>();
  private readonly statusChanged = new EventEmitter<ServerStatus>();
  private current: ServerState = "stopped";
  /** Another one is about to take its place. */
  private leaving: Client | undefined;
  private pause: NodeJS.Timeout | undefined;
  private tokens = 0;

  readonly onDidChangeState = this.changed.event;
  readonly onDidReceiveStatus = this.statusChanged.event;
  /** One line about the last failure, for the status item. */
  problem = "";

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {}

  get state(): ServerState {
    return this.current;
  }

  /** Process id of the running server. */
  get pid(): number | undefined {
    return this.client?.serverProcess?.pid;
  }

  /** Starts the server where none runs; after a failure only a person (or a setting) starts it again. */
  async ensureStarted(): Promise<void> {
    if (this.current === "failed" || this.client?.isRunning()) return;
    if (this.pause === undefined) await this.restarts.request();
  }

  /** Resolves when the new server runs, or has failed and said so. */
  async restart(): Promise<void> {
    this.guard.forgive();
    this.leaving = this.client;
    clearTimeout(this.pause);
    this.pause = undefined;
    await this.restarts.request();
    await this.settled();
  }

  /** Stops the server, does the work, and starts it again. */
  async restartAround(work: () => Promise<void>): Promise<void> {
    await this.stop();
    await work();
    await this.restart();
  }

  /** The answer; undefined where no server can be had (which has been said) or it was cancelled. */
  async request<R>(
    method: string,
    params: unknown,
    token?: CancellationToken,
  ): Promise<R | undefined> {
    const client = await this.running();
    if (!client) return undefined;
    try {
      // With an undefined token the parameters would be sent as a list.
      return await (token
        ? client.sendRequest<R>(method, params, token)
        : client.sendRequest<R>(method, params));
    } catch (error) {
      if (token?.isCancellationRequested) return undefined;
      const message = error instanceof Error ? error.message : String(error);
      this.log.error(`${method}: ${message}`);
      this.showError(l10n.t("The checker could not answer: {0}", message));
      return undefined;
    }
  }

  /** As `request`, with the progress that the server reports. */
  async requestWithProgress<R>(
    method: string,
    params: object,
    token: CancellationToken,
    listener: ProgressListener,
  ): Promise<R | undefined> {
    const client = await this.running();
    if (!client) return undefined;
    const { progressType } = await import("./client.js");
    const workDoneToken = `report-${++this.tokens}`;
    const progress = client.onProgress(progressType, workDoneToken, (value) => {
      if (value.kind === "end") return;
      listener(value.message, value.percentage);
    });
    try {
      return await this.request<R>(method, { ...params, workDoneToken }, token);
    } finally {
      progress.dispose();
    }
  }

  dispose(): void {
    clearTimeout(this.pause);
    this.changed.dispose();
    this.statusChanged.dispose();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (!client) return;
    // A server that is starting can't be stopped in the protocol; dispose ends its process.
    await client.dispose(STOP_TIMEOUT_MS).catch((error: unknown) => {
      this.log.info(`Stopping the server: ${String(error)}`);
    });
  }

  private async running(): Promise<Client | undefined> {
    await this.ensureStarted();
    await this.settled();
    if (this.client?.isRunning()) return this.client;
    this.showError(this.problem === "" ? l10n.t("The checker is not running.") : this.problem);
    return undefined;
  }

  /** Waits while the server starts, or starts again after a crash. */
  private async settled(): Promise<void> {
    while (this.current === "starting") {
      await new Promise<void>((done) => {
        const listening = this.changed.event(() => {
          listening.dispose();
          done();
        });
      });
    }
  }

  private async replace(): Promise<void> {
    await this.stop();
    this.set("starting");
    this.problem = "";
    try {
      await this.launch();
    } catch (error) {
      this.fail(error);
    }
  }

  private async launch(): Promise<void> {
    const { interpreter } = await findInterpreter(this.context, this.log);
    const { createClient } = await import("./client.js");
    const client: Client = createClient({
      command: interpreter.command,
      args: [...interpreter.args, "-m", "inclusive_lint_server"],
      cwd: this.context.globalStorageUri.fsPath,
      env: pythonEnv(),
      selector: documentSelector(selectorSettings()),
      trusted: workspace.isTrusted,
      settings: workspace.getConfiguration().get<object>(SECTION) ?? {},
      log: this.log,
      isLeaving: () => this.leaving === client,
      onStatus: (status) => {
        if (this.client === client) this.statusChanged.fire(status);
      },
      onCrash: () => {
        if (this.client === client) this.crashed();
      },
    });
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      // A server that ends while it starts is a crash too; onCrash may have counted it already.
      if (this.client !== client) return;
      this.log.error(error instanceof Error ? error : String(error));
      this.crashed();
    }
    if (this.client === client) this.set("running");
  }

  private crashed(): void {
    const client = this.client;
    this.client = undefined;
    // The client is still tidying up after the lost connection; it is disposed of when that is done.
    setImmediate(() => void client?.dispose().catch(() => undefined));
    const next = this.guard.crashed(performance.now());
    if (next.restart) {
      this.log.warn(`The server ended unexpectedly; it starts again in ${next.pauseMs} ms.`);
      this.set("starting");
      this.pause = setTimeout(() => {
        this.pause = undefined;
        void this.restarts.request();
      }, next.pauseMs);
      return;
    }
    this.problem = l10n.t(
      "The checker ended unexpectedly {0} times and is not started again. The log says more.",
      next.crashes,
    );
    this.log.error(this.problem);
    this.set("failed");
    this.showError(this.problem);
  }

  private fail(error: unknown): void {
    this.client = undefined;
    const message = error instanceof Error ? error.message : String(error);
    this.problem =
      error instanceof EnvironmentFailure
        ? failureText(error)
        : l10n.t("The checker could not be started: {0}", message);
    this.log.error(message);
    this.set("failed");
    const kind = error instanceof EnvironmentFailure ? error.kind : "unknown";
    this.showError(this.problem, kind.startsWith("interpreter"));
  }

  /** Shows an error with what can be done about it; doesn't wait for an answer. */
  private showError(text: string, aboutSetting = false): void {
    const retry = l10n.t("Retry");
    const settings = l10n.t("Open Setting");
    const showLog = l10n.t("Show Log");
    const buttons = aboutSetting ? [settings, retry, showLog] : [retry, showLog];
    void window.showErrorMessage(`Inclusive Lint: ${text}`, ...buttons).then(async (answer) => {
      if (answer === retry) await this.restart();
      else if (answer === showLog) this.log.show();
      else if (answer === settings) {
        await openInterpreterSetting();
      }
    });
  }

  private set(state: ServerState): void {
    this.current = state;
    this.changed.fire(state);
  }
}

/** The panel beside the editor: asks the server for all findings, and does what its page asks for. */

import { randomBytes } from "node:crypto";
import {
  CancellationTokenSource,
  NotebookRange,
  ProgressLocation,
  Range,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  commands,
  env,
  l10n,
  languages,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type TextDocument,
  type WebviewPanel,
} from "vscode";
import {
  REQUESTS,
  type Range as PlainRange,
  type ReportedFinding,
  type WorkspaceReport,
} from "../protocol.js";
import { isChecked } from "../selector.js";
import type { Server } from "../server.js";
import { selectorSettings } from "../settings.js";
import { exportReport, type ExportFormat } from "./export.js";
import { findingOf } from "./fromDiagnostic.js";
import { page } from "./html.js";
import { readFromPage, type FromPage, type ToPage } from "./messages.js";
import { RowNumbers, type Row } from "./model.js";

export const PANEL_TYPE = "inclusiveLint.findings";
const REFRESH_PAUSE_MS = 300;

export class FindingsPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private readonly panelParts: Disposable[] = [];
  private rows: readonly Row[] = [];
  private readonly numbers = new RowNumbers();
  private note = "";
  private refreshTimer: NodeJS.Timeout | undefined;
  /** Counts the requests, so that a late answer never overwrites a newer one. */
  private asked = 0;
  private checking = false;

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: Server,
    private readonly showRule: (rule: string, uri: string) => Promise<void>,
  ) {}

  /** Opens the panel or brings it to the front. */
  async show(): Promise<void> {
    if (this.panel) {
      this.panel.reveal();
      return;
    }
    const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    this.adopt(window.createWebviewPanel(PANEL_TYPE, "", { viewColumn: column }, {}));
    await this.refresh();
  }

  /** Takes a panel over that the editor has restored, or a new one. */
  adopt(panel: WebviewPanel): void {
    this.panel = panel;
    const dist = Uri.joinPath(this.context.extensionUri, "dist");
    panel.title = l10n.t("Inclusive Language");
    panel.iconPath = Uri.joinPath(this.context.extensionUri, "images", "icon.png");
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.html = page({
      nonce: randomBytes(18).toString("base64url"),
      scriptUri: panel.webview.asWebviewUri(Uri.joinPath(dist, "panel.js")).toString(),
      styleUri: panel.webview.asWebviewUri(Uri.joinPath(dist, "panel.css")).toString(),
      language: env.language,
      words: pageWords(),
    });
    this.panelParts.push(
      panel.webview.onDidReceiveMessage((value: unknown) => {
        const message = readFromPage(value);
        if (message) void this.receive(message);
      }),
      languages.onDidChangeDiagnostics(() => {
        this.refreshSoon();
      }),
      this.server.onDidChangeState(() => {
        this.refreshSoon();
      }),
      panel.onDidDispose(() => {
        this.forget();
      }),
    );
  }

  /** Reads the files of the workspace, with progress, and shows all findings. */
  async check(): Promise<WorkspaceReport | undefined> {
    const asked = ++this.asked;
    this.checking = true;
    this.post();
    try {
      const report = await window.withProgress(
        {
          location: ProgressLocation.Notification,
          title: l10n.t("Checking the workspace"),
          cancellable: true,
        },
        async (progress, token) => {
          let before = 0;
          return await this.server.requestWithProgress<WorkspaceReport>(
            REQUESTS.report,
            { lint: true },
            token,
            (message, percentage) => {
              const increment = percentage === undefined ? undefined : percentage - before;
              before = percentage ?? before;
              progress.report({
                ...(message === undefined ? {} : { message }),
                ...(increment === undefined ? {} : { increment }),
              });
            },
          );
        },
      );
      if (report && asked === this.asked) this.take(report);
      return report;
    } finally {
      this.checking = false;
      this.post();
    }
  }

  /** Shows what is known, without reading files. */
  async refresh(): Promise<void> {
    if (!this.panel || this.checking) return;
    const asked = ++this.asked;
    const cancel = new CancellationTokenSource();
    const listening = this.panel.onDidDispose(() => {
      cancel.cancel();
    });
    const report = await this.server.request<WorkspaceReport>(
      REQUESTS.report,
      { lint: false },
      cancel.token,
    );
    listening.dispose();
    if (asked !== this.asked) return;
    if (report) this.take(report);
    else this.note = this.server.problem;
    this.post();
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private forget(): void {
    clearTimeout(this.refreshTimer);
    this.panel = undefined;
    for (const part of this.panelParts.splice(0)) part.dispose();
  }

  private refreshSoon(): void {
    clearTimeout(this.refreshTimer);
    this.refreshTimer = setTimeout(() => {
      // Never starts a server: the page would bring back one that a crash loop has stopped.
      if (this.server.state === "running") void this.refresh();
      else this.post();
    }, REFRESH_PAUSE_MS);
  }

  private take(report: WorkspaceReport): void {
    const open = openFindings();
    const closed = report.findings.filter(({ uri }) => !open.has(uri));
    const findings = [...closed, ...[...open.values()].flat()].map((finding) =>
      // In a notebook's file the places are those of its JSON, which its editor doesn't show.
      isNotebookFile(finding.uri) ? { ...finding, replacements: [] } : finding,
    );
    this.rows = this.numbers.rows(findings);
    this.note = report.notices.map(({ path, message }) => `${path}: ${message}`).join("\n");
  }

  private post(): void {
    const starting = this.server.state === "starting";
    const note = this.server.state === "failed" ? this.server.problem : this.note;
    this.send({ type: "show", rows: this.rows, busy: this.checking || starting, note });
  }

  private send(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.post();
        break;
      case "check":
        await this.check();
        break;
      case "open":
        await this.open(message.id);
        break;
      case "rule": {
        const finding = this.findingOf(message.id);
        if (finding) await this.showRule(finding.rule, finding.uri);
        break;
      }
      case "fix":
        await this.fix(message.id, message.replacement);
        break;
      case "export":
        await this.export(message.ids, message.format);
        break;
    }
  }

  private findingOf(id: number): ReportedFinding | undefined {
    return this.rows.find((row) => row.id === id)?.finding;
  }

  private async open(id: number): Promise<void> {
    const finding = this.findingOf(id);
    if (!finding) return;
    const uri = Uri.parse(finding.uri, true);
    const viewColumn =
      this.panel?.viewColumn === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One;
    const notebook = workspace.notebookDocuments.find((candidate) =>
      candidate.getCells().some((cell) => cell.document.uri.toString() === uri.toString()),
    );
    const selection = toRange(finding.range);
    if (notebook) {
      const cell = notebook
        .getCells()
        .findIndex(({ document }) => document.uri.toString() === uri.toString());
      const selections = [new NotebookRange(cell, cell + 1)];
      await window.showNotebookDocument(notebook, { viewColumn, selections });
    } else if (isNotebookFile(finding.uri)) {
      await commands.executeCommand("vscode.open", uri, viewColumn);
    } else {
      await window.showTextDocument(uri, { selection, viewColumn });
    }
  }

  private async fix(id: number, index: number): Promise<void> {
    const finding = this.findingOf(id);
    const replacement = finding?.replacements[index];
    if (!finding || !replacement) return;
    const document = await workspace.openTextDocument(Uri.parse(finding.uri, true));
    if (!stillThere(document, finding.range, finding.match)) {
      const text = l10n.t("The text has changed since it was checked.");
      this.send({ type: "announce", text });
      void window.showInformationMessage(text);
      await this.refresh();
      return;
    }
    const edit = new WorkspaceEdit();
    for (const { range, newText } of replacement.edits) {
      edit.replace(document.uri, toRange(range), newText);
    }
    if (await workspace.applyEdit(edit)) {
      const text = l10n.t("Replaced “{0}” with “{1}”", finding.match, replacement.text);
      this.send({ type: "announce", text });
    }
  }

  private async export(ids: readonly number[], format: ExportFormat): Promise<void> {
    const wanted = new Set(ids);
    const rows = this.rows.filter(({ id }) => wanted.has(id));
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const name = `inclusive-language-report.${format}`;
    const uri = await window.showSaveDialog({
      title: l10n.t("Export the report"),
      ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
      filters: { [format.toUpperCase()]: [format] },
    });
    if (!uri) return;
    await workspace.fs.writeFile(uri, new TextEncoder().encode(exportReport(rows, format)));
    const open = l10n.t("Open");
    const done = l10n.t("The report is saved: {0}", workspace.asRelativePath(uri));
    if ((await window.showInformationMessage(done, open)) === open)
      await window.showTextDocument(uri);
  }
}

/**
 * The findings of the documents that are open, by URI, as their squiggles show them; the report of the
 * workspace may be a little older.
 */
function openFindings(): Map<string, ReportedFinding[]> {
  const found = new Map<string, ReportedFinding[]>();
  const settings = selectorSettings();
  for (const document of workspace.textDocuments) {
    if (!isChecked(document, settings)) continue;
    const uri = document.uri.toString();
    const path = workspace.asRelativePath(document.uri, false);
    const findings = languages
      .getDiagnostics(document.uri)
      .flatMap((diagnostic) => findingOf(diagnostic, uri, path) ?? []);
    found.set(uri, findings);
  }
  return found;
}

function toRange({ start, end }: PlainRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

function isNotebookFile(uri: string): boolean {
  return uri.startsWith("file:") && uri.endsWith(".ipynb");
}

/** The finding's words, whatever line ends the document has. */
function stillThere(document: TextDocument, range: PlainRange, match: string): boolean {
  const plain = (text: string): string => text.replace(/\r\n?/g, "\n");
  return plain(document.getText(toRange(range))) === plain(match);
}

/** The words of the page; the keys are those that it asks for. */
export function pageWords(): Record<string, string> {
  return {
    title: l10n.t("Findings in this workspace"),
    filters: l10n.t("Filters"),
    list: l10n.t("Findings"),
    text: l10n.t("Search"),
    severity: l10n.t("Severity"),
    category: l10n.t("Category"),
    pack: l10n.t("Pack"),
    group: l10n.t("Group by"),
    format: l10n.t("Report format"),
    check: l10n.t("Check workspace"),
    export: l10n.t("Export report"),
    all: l10n.t("All"),
    rule: l10n.t("Rule"),
    file: l10n.t("File"),
    error: l10n.t("Error"),
    warning: l10n.t("Warning"),
    suggestion: l10n.t("Suggestion"),
    summary: l10n.t("Findings: {shown} of {all}. Files: {files}."),
    place: l10n.t("line {line}"),
    replace: l10n.t("Replace with “{text}”"),
    why: l10n.t("Why?"),
    whyOf: l10n.t("Why? {rule}"),
    more: l10n.t("Show {count} more"),
    busy: l10n.t("Checking…"),
    nothing: l10n.t("No findings. Press “Check workspace” to read every file."),
    noMatch: l10n.t("No finding passes the filters."),
  };
}

/** The language status item: what the server does, the findings of the document, the packs in use. */

import {
  LanguageStatusSeverity,
  l10n,
  languages,
  window,
  type Disposable,
  type LanguageStatusItem,
  type Uri,
} from "vscode";
import { SOURCE, type ServerStatus } from "./protocol.js";
import { documentSelector, isChecked } from "./selector.js";
import type { Server } from "./server.js";
import { selectorSettings } from "./settings.js";

export class StatusItem implements Disposable {
  private readonly item: LanguageStatusItem;
  private readonly parts: readonly { dispose(): unknown }[];
  private last: ServerStatus | undefined;
  private readonly packs = new Map<string, readonly string[]>();

  constructor(private readonly server: Server) {
    this.item = languages.createLanguageStatusItem("inclusiveLint.status", []);
    this.item.name = "Inclusive Lint";
    this.updateSelector();
    this.parts = [
      this.item,
      server.onDidChangeState((state) => {
        if (state !== "running") this.last = undefined;
        this.draw();
      }),
      server.onDidReceiveStatus((status) => {
        if (status.uri === null) this.last = status;
        this.packs.set(status.uri ?? "", status.packs);
        this.draw();
      }),
      languages.onDidChangeDiagnostics(() => {
        this.draw();
      }),
      window.onDidChangeActiveTextEditor(() => {
        this.draw();
      }),
    ];
    this.draw();
  }

  /** After a change of the languages that are checked. */
  updateSelector(): void {
    this.item.selector = documentSelector(selectorSettings());
  }

  dispose(): void {
    for (const part of this.parts) part.dispose();
  }

  private draw(): void {
    const { item } = this;
    const state = this.server.state;
    item.severity =
      state === "failed" ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.busy = state === "starting" || this.last?.state === "starting";
    if (state === "failed") {
      item.text = l10n.t("Inclusive Lint: not running");
      item.detail = this.server.problem;
      item.command = { title: l10n.t("Restart"), command: "inclusiveLint.restart" };
      return;
    }
    const document = window.activeTextEditor?.document;
    const checked = document !== undefined && isChecked(document, selectorSettings());
    if (item.busy || state === "stopped") {
      item.text = l10n.t("Inclusive Lint: starting");
    } else {
      const found = checked ? countFindings(document.uri) : 0;
      item.text = found === 1 ? l10n.t("1 finding") : l10n.t("{0} findings", found);
    }
    const packs = this.packs.get(document?.uri.toString() ?? "") ?? this.packs.get("") ?? [];
    const problem = this.last?.state === "error" ? this.last.message : null;
    if (problem !== null) item.severity = LanguageStatusSeverity.Warning;
    item.detail = problem ?? (packs.length > 0 ? l10n.t("packs: {0}", packs.join(", ")) : "");
    item.command = { title: l10n.t("Show Findings"), command: "inclusiveLint.showFindings" };
  }
}

export function countFindings(uri: Uri): number {
  return languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE).length;
}

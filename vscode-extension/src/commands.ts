/** The commands of the palette, apart from those that only start, stop or show. */

import {
  ConfigurationTarget,
  EventEmitter,
  Uri,
  commands,
  l10n,
  languages,
  window,
  workspace,
  type Disposable,
  type TextDocumentContentProvider,
  type WorkspaceFolder,
} from "vscode";
import { withoutFileLinks } from "./markdown.js";
import {
  REQUESTS,
  SERVER_COMMANDS,
  type Explanation,
  type PackInfo,
  type Position,
  type RuleInfo,
} from "./protocol.js";
import { isConfiguration, isServed } from "./selector.js";
import type { Server } from "./server.js";
import { SECTION, selectorSettings } from "./settings.js";

const EXPLAIN_SCHEME = "inclusive-lint";

/** Markdown from the server, shown in the editor's own preview. */
export class Explanations implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly registration = workspace.registerTextDocumentContentProvider(
    EXPLAIN_SCHEME,
    this,
  );
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  async show(title: string, markdown: string): Promise<void> {
    const uri = Uri.from({ scheme: EXPLAIN_SCHEME, path: `/${title.replaceAll("/", "-")}.md` });
    this.texts.set(uri.path, withoutFileLinks(markdown));
    this.changed.fire(uri);
    try {
      await commands.executeCommand("markdown.showLockedPreviewToSide", uri);
    } catch {
      // The built-in Markdown extension can be turned off.
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    }
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** Explains the word under the cursor, or at the place that a code action of the server names. */
export async function explainAtCursor(
  server: Server,
  explanations: Explanations,
  uri: unknown,
  position: unknown,
): Promise<void> {
  const editor = window.activeTextEditor;
  const target = typeof uri === "string" ? uri : editor?.document.uri.toString();
  const cursor = editor?.selection.active;
  const place =
    (position as Position | undefined) ??
    (cursor && { line: cursor.line, character: cursor.character });
  if (target === undefined || !place) {
    void window.showInformationMessage(l10n.t("Put the cursor on a word to have it explained."));
    return;
  }
  const answer = await server.request<Explanation | null>("workspace/executeCommand", {
    command: SERVER_COMMANDS.explain,
    arguments: [target, { line: place.line, character: place.character }],
  });
  if (answer) await explanations.show(l10n.t("Explanation"), answer.markdown);
}

export async function showRule(
  server: Server,
  explanations: Explanations,
  rule: unknown,
  uri: unknown,
): Promise<void> {
  if (typeof rule !== "string") return;
  const params = typeof uri === "string" ? { rule, uri } : { rule };
  const answer = await server.request<RuleInfo | null>(REQUESTS.rule, params);
  if (answer) await explanations.show(rule, answer.markdown);
}

/** Has the active document read now, and says how many findings there are. */
export async function checkFile(server: Server): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document) return;
  if (!isServed(document, selectorSettings())) {
    const text = l10n.t(
      "Documents of the language “{0}” are not checked. The setting inclusiveLint.languages can add it.",
      document.languageId,
    );
    void window.showInformationMessage(text);
    return;
  }
  const report = await server.request<{ items?: unknown[] }>("textDocument/diagnostic", {
    textDocument: { uri: document.uri.toString() },
  });
  if (!report) return;
  const found = report.items?.length ?? 0;
  const show = l10n.t("Show Problems");
  const text =
    found === 0
      ? l10n.t("No findings in this file.")
      : found === 1
        ? l10n.t("1 finding in this file.")
        : l10n.t("{0} findings in this file.", found);
  const answer = await window.showInformationMessage(text, ...(found === 0 ? [] : [show]));
  if (answer === show) await commands.executeCommand("workbench.actions.view.problems");
}

export async function choosePacks(server: Server): Promise<void> {
  const folder = window.activeTextEditor?.document.uri ?? workspace.workspaceFolders?.[0]?.uri;
  const packs = await server.request<PackInfo[]>(REQUESTS.packs, {
    ...(folder ? { uri: folder.toString() } : {}),
  });
  if (!packs) return;
  const items = packs.map((pack) => ({
    label: pack.name,
    description: l10n.t("{0}, {1} rules", pack.version, pack.rules),
    detail: pack.description === "" ? pack.title : pack.description,
    picked: pack.enabled,
  }));
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t("Packs in use"),
    placeHolder: l10n.t("Choose the packs whose rules are used"),
  });
  if (!chosen) return;
  // In a workspace that isn't trusted, its own value of this setting is not read.
  const inWorkspace = workspace.workspaceFolders !== undefined && workspace.isTrusted;
  const target = inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const names = chosen.map(({ label }) => label);
  await workspace.getConfiguration(SECTION).update("packs", names, target);
}

export async function createBaseline(server: Server): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const unsaved = new Set(workspace.textDocuments.filter(({ isDirty }) => isDirty));
  const answer = await server.request<{ uri: string; findings: number } | null>(
    "workspace/executeCommand",
    { command: SERVER_COMMANDS.createBaseline, arguments: [{ folder: folder.uri.toString() }] },
  );
  if (!answer) return;
  // A configuration that is open is named the baseline in there, and counts when it is saved.
  const changed = workspace.textDocuments.filter(
    (document) => document.isDirty && !unsaved.has(document) && isConfiguration(document.uri.path),
  );
  await Promise.all(changed.map((document) => document.save()));
  const open = l10n.t("Open");
  const text = l10n.t(
    "The baseline holds {0} findings; from now on only new ones are shown.",
    answer.findings,
  );
  if ((await window.showInformationMessage(text, open)) === open) {
    await window.showTextDocument(Uri.parse(answer.uri, true));
  }
}

const CONFIGURATION = `# What this workspace is checked for. The editor completes the keys.
packs: [core, technology]

# Phrases that are fine here:
# allow:
#   - phrase: "master's thesis"
#     reason: "the name of the degree"
`;

/** Opens the configuration file of a folder; writes a short one where there is none. */
export async function openConfiguration(): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const uri = Uri.joinPath(folder.uri, ".inclusive-lint.yaml");
  const there = await workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!there) await workspace.fs.writeFile(uri, new TextEncoder().encode(CONFIGURATION));
  await window.showTextDocument(uri);
}

const SAMPLE = `# Release notes

The whitelist now works for every guest, and each user can change his password.

The master server keeps a copy on its slave, after a sanity check of the data.

Our guys in support had crazy hours; we hope that the fix is easy to install.
`;

export async function openSample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: "markdown", content: SAMPLE });
  await window.showTextDocument(document);
  await languages.setTextDocumentLanguage(document, "markdown");
}

async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const active = window.activeTextEditor?.document.uri;
  const own = active && workspace.getWorkspaceFolder(active);
  if (own ?? folders.length < 2) return own ?? folders[0];
  return await window.showWorkspaceFolderPick();
}

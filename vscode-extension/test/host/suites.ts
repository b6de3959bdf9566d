/** The extension from the side of the editor's API. */

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CodeActionKind,
  ConfigurationTarget,
  DiagnosticSeverity,
  Position,
  Range,
  Uri,
  commands,
  extensions,
  languages,
  window,
  workspace,
  type CodeAction,
  type Diagnostic,
  type TextDocument,
} from "vscode";
import type { Api } from "../../src/extension.js";

const SEEN_MS = 120_000;
const ACTIVATION_LIMIT_MS = 50;

/** Name, text, and the word that is found; the editor calls some of them plain text. */
const FORMATS = [
  ["page.html", '<p class="whitelist">The <b>blacklist</b>.</p>\n', "blacklist"],
  ["page.rst", "Guide\n=====\n\nThe blacklist, ``whitelist``.\n", "blacklist"],
  ["page.adoc", "= Guide\n\nThe blacklist, `whitelist`.\n", "blacklist"],
  ["page.tex", "The blacklist. % whitelist\n", "blacklist"],
  ["page.txt", "The blacklist.\n", "blacklist"],
] as const;

let api: Api;

export function suites(): void {
  before(async () => {
    const extension = extensions.getExtension<Api>("inclusive-lint.inclusive-lint");
    assert.ok(extension, "the extension is not there");
    api = await extension.activate();
  });

  describe("activation", () => {
    it("takes at most 50 ms of its own", () => {
      const { clock, cpu } = api.activationMs;
      const taken = `${clock.toFixed(1)} ms on the clock, ${cpu.toFixed(1)} ms of computing`;
      console.log(`host:   activation took ${taken}`);
      // A busy machine makes the first longer, a busy editor the second.
      assert.ok(Math.min(clock, cpu) <= ACTIVATION_LIMIT_MS, taken);
    });

    it("starts no server before a document needs one", () => {
      assert.equal(api.state(), "stopped");
    });

    it("registers every command of the manifest", async () => {
      const known = new Set(await commands.getCommands(true));
      for (const name of manifestCommands()) assert.ok(known.has(name), name);
    });
  });

  describe("documents", () => {
    it("in Markdown have their findings at the right place", async () => {
      const document = await open("guide.md");
      const [found] = await findings(document.uri, 1);
      assert.deepEqual(found?.range, new Range(2, 4, 2, 13));
      assert.equal(ruleOf(found), "technology.allowlist");
    });

    for (const [name, text, word] of FORMATS) {
      it(`such as ${name} are checked without being asked for`, async () => {
        writeFileSync(inWorkspace(name).fsPath, text);
        const document = await open(name);
        const [found] = await findings(document.uri, 1);
        assert.equal(document.getText(found?.range), word);
      });
    }

    it("that hold a commit message are checked, but not its comments", async () => {
      const content = "Mend the whitelist\n\n# On branch whitelist\n";
      const document = await workspace.openTextDocument({ language: "git-commit", content });
      const [found] = await findings(document.uri, 1);
      assert.equal(found?.range.start.line, 0);
    });

    it("that are untitled are checked", async () => {
      const content = "A whitelist in a draft.\n";
      const document = await workspace.openTextDocument({ language: "markdown", content });
      await window.showTextDocument(document);
      await findings(document.uri, 1);
    });

    it("count in UTF-16, also behind an emoji", async () => {
      const content = "👩‍🔬 A whitelist.\n";
      const document = await workspace.openTextDocument({ language: "markdown", content });
      const [found] = await findings(document.uri, 1);
      assert.equal(document.getText(found?.range), "whitelist");
    });

    it("of notebooks are checked in their Markdown cells", async () => {
      await commands.executeCommand("vscode.open", inWorkspace("notes.ipynb"));
      await until("the notebook", () => workspace.notebookDocuments.length === 1);
      const cell = workspace.notebookDocuments[0]!.cellAt(0);
      const [found] = await findings(cell.document.uri, 1);
      assert.equal(cell.document.getText(found?.range), "whitelist");
    });

    it("of code are checked where the setting asks for comments", async () => {
      const document = await open("code.py");
      assert.deepEqual(own(document.uri), []);
      await configure("sourceComments", true);
      await findings(document.uri, 1);
      await configure("sourceComments", undefined);
      await findings(document.uri, 0);
    });
  });

  describe("code actions", () => {
    it("offer the replacement first, and mend nothing else", async () => {
      const document = await open("guide.md");
      const [found] = await findings(document.uri, 1);
      const actions = await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        found!.range,
        CodeActionKind.QuickFix.value,
        20,
      );
      const preferred = actions.filter(({ isPreferred }) => isPreferred);
      assert.equal(preferred.length, 1);
      const edits = preferred[0]?.edit?.get(document.uri) ?? [];
      assert.deepEqual(
        edits.map(({ newText }) => newText),
        ["allowlist"],
      );
    });

    it("fix the whole file", async () => {
      const document = await open("guide.md");
      await findings(document.uri, 1);
      const whole = new Range(0, 0, document.lineCount, 0);
      const [action] = await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        whole,
        "source.fixAll.inclusive-lint",
        5,
      );
      assert.ok(action?.edit);
    });
  });

  describe("settings", () => {
    it("decide how a severity is shown", async () => {
      const document = await open("guide.md");
      const severities = { suggestion: "Hint", warning: "Hint", error: "Hint" };
      await configure("severities", severities);
      await until("hints", () =>
        own(document.uri).some(({ severity }) => severity === DiagnosticSeverity.Hint),
      );
      await configure("severities", { suggestion: "Off", warning: "Off", error: "Off" });
      await findings(document.uri, 0);
      await configure("severities", undefined);
      await findings(document.uri, 1);
    });
  });

  describe("the server", () => {
    it("is explained at the cursor, in a preview", async () => {
      const document = await open("guide.md");
      await commands.executeCommand(
        "inclusiveLint.explainAtCursor",
        document.uri.toString(),
        new Position(2, 6),
      );
      await until("a preview", () =>
        window.tabGroups.all.some(({ tabs }) =>
          tabs.some(({ label }) => label.includes("Explanation")),
        ),
      );
    });

    it("is restarted once or twice for many requests", async () => {
      await open("guide.md");
      await until("running", () => api.state() === "running");
      const before = api.pid();
      let starts = 0;
      const counting = api.onDidChangeState((state) => {
        if (state === "starting") starts += 1;
      });
      await Promise.all(
        Array.from({ length: 6 }, () => commands.executeCommand("inclusiveLint.restart")),
      );
      counting.dispose();
      assert.equal(api.state(), "running");
      assert.notEqual(api.pid(), before);
      assert.equal(starts, 2);
    });

    it("comes back after a crash", async () => {
      const before = api.pid();
      assert.ok(before);
      process.kill(before, "SIGKILL");
      await until("another one", () => api.state() === "running" && api.pid() !== before);
      await findings((await open("guide.md")).uri, 1);
    });

    it("stops after a few tries when it keeps crashing, and starts again when that is mended", async () => {
      const counted = join(mkdtempSync(join(tmpdir(), "inclusive-lint-")), "starts");
      const crashing = fakePython(
        '[3, 12, 0], "server": "0.1.0"',
        `echo x >> '${counted}'; exit 3`,
      );
      await configure("interpreter", crashing);
      await until("failed", () => api.state() === "failed");
      assert.equal(readFileSync(counted, "utf8").trim().split("\n").length, 4);
      await recover();
    });

    for (const [what, answer] of [
      ["too old", '[3, 8, 1], "server": null'],
      ["without inclusive-lint", '[3, 12, 0], "server": null'],
    ] as const) {
      it(`is not run with an interpreter that is ${what}`, async () => {
        await configure("interpreter", fakePython(answer, "exit 3"));
        await until("failed", () => api.state() === "failed");
        await recover();
      });
    }

    it("is not run with an interpreter that is not there", async () => {
      await configure("interpreter", "/nowhere/python");
      await until("failed", () => api.state() === "failed");
      await recover();
    });
  });
}

/** A program that answers the question about it, and does something else when started as a server. */
function fakePython(answer: string, serve: string): string {
  const program = join(mkdtempSync(join(tmpdir(), "inclusive-lint-")), "python");
  const said = `{"executable": "${program}", "version": ${answer}}`;
  writeFileSync(
    program,
    `#!/bin/sh\nif [ "$1" = -c ]; then echo '${said}'; exit 0; fi\n${serve}\n`,
  );
  chmodSync(program, 0o755);
  return program;
}

async function recover(): Promise<void> {
  await configure("interpreter", undefined);
  await until("running", () => api.state() === "running");
  await findings((await open("guide.md")).uri, 1);
}

function inWorkspace(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return Uri.joinPath(folder.uri, name);
}

async function open(name: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(inWorkspace(name));
  await window.showTextDocument(document);
  return document;
}

async function configure(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration("inclusiveLint").update(name, value, ConfigurationTarget.Global);
}

function own(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === "inclusive-lint");
}

async function findings(uri: Uri, amount: number): Promise<Diagnostic[]> {
  await until(`${amount} findings in ${uri.path}`, () => own(uri).length === amount);
  return own(uri);
}

function ruleOf(diagnostic: Diagnostic | undefined): unknown {
  const code = diagnostic?.code;
  return typeof code === "object" ? code.value : code;
}

function manifestCommands(): string[] {
  const manifest = extensions.getExtension("inclusive-lint.inclusive-lint")?.packageJSON as {
    contributes: { commands: { command: string }[] };
  };
  return manifest.contributes.commands.map(({ command }) => command);
}

async function until(what: string, check: () => boolean): Promise<void> {
  const end = Date.now() + SEEN_MS;
  while (!check()) {
    if (Date.now() > end) throw new Error(`after ${SEEN_MS} ms still not: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

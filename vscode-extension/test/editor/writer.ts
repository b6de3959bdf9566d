/** A writer's first day, in the real editor, from a profile with nothing in it. */

import assert from "node:assert/strict";
import { describe, before, after, afterEach, it } from "mocha";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Editor, EXTENSION, until } from "./harness.js";
import {
  SEEN_MS,
  choose,
  closeEditors,
  command,
  goTo,
  hover,
  openFile,
  panel,
  quickFixes,
  save,
  squiggled,
  untilSquiggled,
} from "./keys.js";

export const VSIX = join(EXTENSION, "inclusive-lint.vsix");
/** Python's packages come over the network, at the very first. */
const SETUP_MS = 240_000;

const GUIDE = `# Guide

The whitelist holds every guest.

A blacklist keeps others out.
`;

export function writerTests(version: string, keep: (profile: Editor) => void): void {
  describe(`a writer with code-server ${version}`, () => {
    const editor = new Editor({
      version,
      settings: {
        "[plaintext]": {
          "editor.codeActionsOnSave": { "source.fixAll.inclusive-lint": "explicit" },
        },
      },
      files: {
        "guide.md": GUIDE,
        "docs/other.md": "# Other\n\nAdd the host to the whitelist.\n",
        "notes.txt": "The whitelist was printed.\n",
      },
    });
    let passed = true;

    before(async () => {
      editor.install(VSIX);
      await editor.start();
      await editor.open("guide.md");
    });

    afterEach(async function () {
      if (this.currentTest?.state !== "failed") return;
      passed = false;
      await editor.screenshot("failed");
      console.error(editor.extensionLog().slice(-3000));
    });

    after(async () => {
      await editor.stop();
      if (passed) keep(editor);
      else editor.remove();
    });

    it("sees the words underlined, after the extension has set itself up", async () => {
      const { page } = editor;
      await page.locator(".notification-toast", { hasText: "setting itself up" }).waitFor();
      await editor.screenshot("setting-up");
      await untilSquiggled(page, ["whitelist", "blacklist"], SETUP_MS);
      assert.equal(editor.serverPids().length, 1);
    });

    it("reads in the hover why, and what to write instead", async () => {
      await goTo(editor.page, 3, 8);
      const text = await hover(editor.page);
      await editor.screenshot("hover");
      assert.match(text, /allowlist/);
      assert.match(text, /technology\.allowlist/);
      await editor.page.keyboard.press("Escape");
    });

    it("sees the number of findings in the language status", async () => {
      const { page } = editor;
      await page.locator("#status\\.languageStatus, [id^='status.languageStatus']").first().hover();
      const box = page
        .locator(".monaco-hover .hover-language-status", { hasText: "findings" })
        .first();
      await box.waitFor();
      await editor.screenshot("status");
      assert.match(await box.innerText(), /2 findings[\s\S]*core@[\s\S]*technology@/);
      await page.keyboard.press("Escape");
      await page.mouse.move(600, 400);
    });

    it("applies a quick fix with Enter", async () => {
      const { page } = editor;
      await goTo(page, 3, 8);
      const offered = await quickFixes(page);
      await editor.screenshot("quick-fix");
      assert.match(offered[0] ?? "", /allowlist/);
      await page.keyboard.press("Enter");
      await untilSquiggled(page, ["blacklist"]);
      await save(page);
      await until("the fix on disk", SEEN_MS, () =>
        editor.read("guide.md").includes("The allowlist holds every guest."),
      );
    });

    it("ignores a place, with a reason typed in", async () => {
      const { page } = editor;
      await goTo(page, 5, 6);
      await choose(page, await quickFixes(page), /^Ignore here/);
      await page.locator(".view-line", { hasText: "disable-line" }).waitFor();
      await page.keyboard.type("the name of an old list");
      await editor.screenshot("ignore");
      await page.keyboard.press("Escape");
      await save(page);
      await untilSquiggled(page, []);
      await until("the reason on disk", SEEN_MS, () =>
        /A blacklist .*inclusive-lint: disable-line technology\.\S+ -- the name of an old list -->/.test(
          editor.read("guide.md"),
        ),
      );
    });

    it("has all safe fixes made on save", async () => {
      const { page } = editor;
      await openFile(editor, "notes.txt");
      await untilSquiggled(page, ["whitelist"]);
      await goTo(page, 2, 1);
      await page.keyboard.type("Another whitelist came.");
      await untilSquiggled(page, ["whitelist", "whitelist"]);
      await save(page);
      await until("the fixes on disk", SEEN_MS, () =>
        editor.read("notes.txt").startsWith("The allowlist was printed.\nAnother allowlist came."),
      );
      await untilSquiggled(page, []);
    });

    it("walks through the findings of the workspace in the panel", async () => {
      const { page } = editor;
      editor.write("docs/second.md", "The blacklist grew, and the whitelist too.\n");
      await openFile(editor, "guide.md");
      await command(page, "Inclusive Lint: Check Workspace");
      const list = panel(page);
      await list.locator("li .place", { hasText: "docs/other.md" }).waitFor({ timeout: SEEN_MS });
      await list.locator("li .place", { hasText: "docs/second.md" }).first().waitFor();
      await list.locator("#summary", { hasText: /^3 of 3 findings in 2 files$/ }).waitFor();
      await page.locator(".notification-toast").waitFor({ state: "detached" });
      // Away from the tab, whose tooltip would be in the picture.
      await page.mouse.move(600, 500);
      await page.locator(".workbench-hover-container").waitFor({ state: "detached" });
      await editor.screenshot("panel");
      await list.locator("#text").fill("docs/other.md");
      await list.locator("#summary", { hasText: /^1 of 3 findings in 1 files$/ }).waitFor();
      await list.locator("#text").press("Tab");
      await list.locator("li .place").focus();
      await page.keyboard.press("Enter");
      await page.locator(".tab.active", { hasText: "other.md" }).waitFor();
      await untilSquiggled(page, ["whitelist"]);
    });

    it("applies a fix from the panel, by keyboard", async () => {
      const { page } = editor;
      const list = panel(page);
      await list.locator("li .place").focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await list.locator("li").waitFor({ state: "detached" });
      await page.locator(".tab", { hasText: "other.md" }).click();
      await untilSquiggled(page, []);
      await save(page);
      await until("the fix on disk", SEEN_MS, () =>
        editor.read("docs/other.md").includes("to the allowlist."),
      );
    });

    it("exports what the panel shows", async () => {
      const { page } = editor;
      await command(page, "Inclusive Lint: Show Findings");
      const list = panel(page);
      await list.locator("#text").fill("");
      await list.locator("li .place").first().waitFor();
      await list.locator("#export").click();
      await page.locator(".quick-input-widget .quick-input-box input:visible").first().waitFor();
      await page.keyboard.press("Enter");
      const report = "inclusive-language-report.md";
      await until("the report", SEEN_MS, () => existsSync(join(editor.workspace, report)));
      assert.match(editor.read(report), /docs\/second\.md:1:5/);
      await closeEditors(page);
    });

    it("changes a setting and sees its effect", async () => {
      const { page } = editor;
      await openFile(editor, "docs/second.md");
      await untilSquiggled(page, ["blacklist", "whitelist"]);
      editor.settings({ "inclusiveLint.ignore": ["technology.allowlist"] });
      await untilSquiggled(page, ["blacklist"]);
      editor.settings({});
      await untilSquiggled(page, ["blacklist", "whitelist"]);
    });

    it("edits the configuration file, with completion", async () => {
      const { page } = editor;
      await command(page, "Inclusive Lint: Open Configuration File");
      await page.locator(".tab.active", { hasText: ".inclusive-lint.yaml" }).waitFor();
      await page.locator(".view-line", { hasText: "the name of the degree" }).waitFor();
      await goTo(page, 8, 1);
      await page.keyboard.type("ign", { delay: 60 });
      await page.keyboard.press("Control+Space");
      await page
        .locator(".suggest-widget .monaco-list-row", { hasText: "ignore" })
        .first()
        .waitFor();
      await editor.screenshot("configuration");
      await page.keyboard.press("Escape");
      await page.keyboard.type("ore: [technology.allowlist]");
      await save(page);
      await until("the configuration on disk", SEEN_MS, () =>
        editor.read(".inclusive-lint.yaml").includes("ignore: [technology.allowlist]"),
      );
      await openFile(editor, "docs/second.md");
      await untilSquiggled(page, ["blacklist"]);
    });

    it("is shown a mistake in the configuration file where it is", async () => {
      const { page } = editor;
      await openFile(editor, ".inclusive-lint.yaml");
      await page.locator(".view-line", { hasText: "ignore:" }).waitFor();
      await goTo(page, 8, 100);
      await page.keyboard.type("\nigno: []");
      await save(page);
      await until("a squiggle", SEEN_MS, async () => (await squiggled(page)).includes("igno"));
      await editor.screenshot("configuration-mistake");
      editor.write(".inclusive-lint.yaml", "packs: [core, technology]\n");
      await openFile(editor, "docs/second.md");
      await untilSquiggled(page, ["blacklist", "whitelist"]);
    });

    it("restarts the server", async () => {
      const [first] = editor.serverPids();
      await command(editor.page, "Inclusive Lint: Restart Server");
      await until("another server alone", SEEN_MS, () => {
        const pids = editor.serverPids();
        return pids.length === 1 && pids[0] !== first;
      });
      await untilSquiggled(editor.page, ["blacklist", "whitelist"]);
    });

    it("keeps its findings over a crash of the server", async () => {
      const [first] = editor.serverPids();
      process.kill(first!, "SIGKILL");
      await until("another server alone", SEEN_MS, () => {
        const pids = editor.serverPids();
        return pids.length === 1 && pids[0] !== first;
      });
      const { page } = editor;
      await goTo(page, 1, 1);
      await page.keyboard.type("A whitelist. ");
      await untilSquiggled(page, ["blacklist", "whitelist", "whitelist"]);
      await page.keyboard.press("Control+z");
    });

    it("sees an explanation", async () => {
      const { page } = editor;
      await goTo(page, 1, 8);
      await command(page, "Inclusive Lint: Explain at Cursor");
      const preview = panel(page);
      await preview.locator("body", { hasText: "technology." }).waitFor({ timeout: SEEN_MS });
      await editor.screenshot("explanation");
    });

    it("writes in an untitled document, and the walkthrough's sample shows findings", async () => {
      const { page } = editor;
      // The preview has the focus, and keys that it doesn't know stay there.
      await page.locator(".tab", { hasText: "second.md" }).click();
      await save(page);
      await page.locator(".tab.dirty").waitFor({ state: "detached" });
      await closeEditors(page);
      await command(page, "Inclusive Lint: Open a Sample Document");
      await until("findings", SEEN_MS, async () => (await squiggled(page)).includes("whitelist"));
      await editor.screenshot("sample");
    });
  });
}

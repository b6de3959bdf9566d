/** A writer's first day, in the real editor, from a profile with nothing in it. */

import assert from "node:assert/strict";
import { describe, before, after, afterEach, it } from "mocha";
import { join } from "node:path";
import { CURRENT, Editor, EXTENSION, until } from "./harness.js";
import {
  SEEN_MS,
  choose,
  closeEditors,
  command,
  goTo,
  hover,
  openFile,
  panel,
  press,
  quickFixes,
  save,
  shows,
  squiggled,
  toast,
  untilSquiggled,
} from "./keys.js";
import { panelSteps } from "./panelSteps.js";
import { upkeepSteps } from "./upkeepSteps.js";

export const VSIX = join(EXTENSION, "inclusive-lint.vsix");
/** Python's packages come over the network, at the very first. */
const SETUP_MS = 480_000;

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
      editor.offline(version === CURRENT);
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

    if (version === CURRENT) {
      it("is told when the packages can't be had, and tries again", async () => {
        const failed = toast(editor.page, "could not be downloaded");
        await failed.waitFor({ timeout: SETUP_MS });
        await editor.screenshot("offline");
        assert.match(editor.extensionLog(), /-m pip install[\s\S]*ProxyError/);
        editor.offline(false);
        await press(failed, "Retry");
      });
    }

    it("sees the words underlined, after the extension has set itself up", async () => {
      const { page } = editor;
      await toast(page, "setting itself up").waitFor({ timeout: SETUP_MS });
      await editor.screenshot("setting-up");
      await untilSquiggled(page, ["whitelist", "blacklist"], SETUP_MS);
      assert.equal(editor.serverPids().length, 1);
    });

    it("reads in the hover why, and what to write instead", async () => {
      const { page } = editor;
      await goTo(page, 3, 8);
      const box = await hover(page, "Instead:");
      await editor.screenshot("hover");
      const text = await box.innerText();
      assert.match(text, /Instead:\s+allowlist/);
      assert.equal(text.split("ties white to permitted").length, 2, "the message, once");
      await box.locator("a", { hasText: "technology.allowlist" }).last().click();
      await page.locator(".tab.active", { hasText: "technology.allowlist.md" }).waitFor();
      await editor.screenshot("rule");
      await command(page, "View: Revert and Close Editor");
      await page.locator(".tab.active", { hasText: "guide.md" }).waitFor();
    });

    it("sees the number of findings in the language status", async () => {
      const { page } = editor;
      const braces = page.locator("[id^='status.languageStatus']").first();
      const box = page
        .locator(".monaco-hover .hover-language-status", { hasText: "findings" })
        .first();
      await until("the box of the status", SEEN_MS, async () => {
        await page.mouse.move(600, 400);
        await braces.hover();
        return await shows(box);
      });
      await editor.screenshot("status");
      assert.match(await box.innerText(), /2 findings[\s\S]*core@[\s\S]*technology@/);
      await page.keyboard.press("Escape");
      await page.mouse.move(600, 400);
    });

    it("has the file checked on request, and goes to the list of problems", async () => {
      const { page } = editor;
      await command(page, "Inclusive Lint: Check This File");
      await press(toast(page, "2 findings in this file"), "Show Problems");
      const problems = page.locator(".markers-panel .monaco-list-row", {
        hasText: "inclusive-lint",
      });
      await until("two problems", SEEN_MS, async () => (await problems.count()) === 2);
      await editor.screenshot("problems");
      await page.keyboard.press("Control+j");
      await page.locator(".markers-panel").waitFor({ state: "hidden" });
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
      await page.locator(".view-line", { hasText: "an old list" }).waitFor();
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

    panelSteps(editor);
    upkeepSteps(editor);

    it("sees an explanation", async () => {
      const { page } = editor;
      await goTo(page, 1, 8);
      await command(page, "Inclusive Lint: Explain at Cursor");
      const preview = panel(page);
      const body = preview.locator("body", { hasText: "technology.denylist" });
      await body.waitFor();
      await editor.screenshot("explanation");
      assert.doesNotMatch(await body.innerText(), /\]\(/, "a link that is shown as Markdown");
    });

    it("writes in an untitled document, and the walkthrough's sample shows findings", async () => {
      const { page } = editor;
      await closeEditors(page);
      await command(page, "Inclusive Lint: Open a Sample Document");
      await until("findings", SEEN_MS, async () => (await squiggled(page)).includes("whitelist"));
      await editor.screenshot("sample");
      await command(page, "View: Revert and Close Editor");
      await page.waitForSelector(".tab", { state: "detached" });
    });

    it("is walked through the first minutes", async () => {
      const { page } = editor;
      await command(page, "Welcome: Open Walkthrough");
      const offered = page.locator(".quick-input-list .monaco-list-row", {
        hasText: "Get started with Inclusive Lint",
      });
      await offered.first().click();
      const steps = page.locator(".gettingStartedContainer .getting-started-step");
      await until("five steps", SEEN_MS, async () => (await steps.count()) === 5);
      await page.locator(".gettingStartedContainer", { hasText: "Fix with one key" }).waitFor();
      await editor.screenshot("walkthrough");
      await closeEditors(page);
    });

    it("accepts what is there as a baseline, and is shown what is new alone", async () => {
      const { page } = editor;
      await openFile(editor, "docs/second.md");
      await untilSquiggled(page, ["blacklist", "whitelist"]);
      await command(page, "Inclusive Lint: Create Baseline");
      await toast(page, "The baseline holds 2 findings").waitFor();
      await untilSquiggled(page, []);
      await goTo(page, 2, 1);
      await page.keyboard.type("Add it to the blacklist.");
      await untilSquiggled(page, ["blacklist"]);
      await save(page);
    });
  });
}

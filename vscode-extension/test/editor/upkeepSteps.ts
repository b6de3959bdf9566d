/** Settings, packs, the configuration file, and a server that is restarted, crashes or can't be had. */

import assert from "node:assert/strict";
import { it } from "mocha";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { until, type Editor } from "./harness.js";
import {
  SEEN_MS,
  command,
  goTo,
  openFile,
  press,
  save,
  squiggled,
  toast,
  untilSquiggled,
} from "./keys.js";

export function upkeepSteps(editor: Editor): void {
  it("changes a setting and sees its effect", async () => {
    const { page } = editor;
    await openFile(editor, "docs/second.md");
    await untilSquiggled(page, ["blacklist", "whitelist"]);
    editor.settings({ "inclusiveLint.ignore": ["technology.allowlist"] });
    await untilSquiggled(page, ["blacklist"]);
    editor.settings({});
    await untilSquiggled(page, ["blacklist", "whitelist"]);
  });

  it("chooses packs from a list", async () => {
    const { page } = editor;
    await command(page, "Inclusive Lint: Choose Packs");
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "technology" });
    await row.waitFor();
    await editor.screenshot("packs");
    await row.locator("input, .monaco-checkbox, .quick-input-list-checkbox").first().click();
    await page.locator(".quick-input-widget .monaco-button", { hasText: "OK" }).first().click();
    await untilSquiggled(page, []);
    const chosen = JSON.parse(editor.read(".vscode/settings.json")) as Record<string, unknown>;
    assert.deepEqual(chosen, { "inclusiveLint.packs": ["core"] });
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
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "ignore" }).first().waitFor();
    await editor.screenshot("configuration");
    await page.keyboard.press("Escape");
    await page.locator(".suggest-widget.visible").waitFor({ state: "detached" });
    await page.keyboard.type("ore: [technology.allowlist]");
    await page.locator(".view-line", { hasText: "ignore: [technology.allowlist]" }).waitFor();
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
    await page.locator(".view-line", { hasText: "igno: []" }).waitFor();
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
    await command(page, "File: Revert File");
    await untilSquiggled(page, ["blacklist", "whitelist"]);
  });

  it("is told once when the server keeps crashing, and starts it again", async () => {
    const { page } = editor;
    const program = join(editor.workspace, ".vscode", "python");
    const answer = `{"executable": "${program}", "version": [3, 12, 0], "server": "0.1.0"}`;
    const script = `#!/bin/sh\nif [ "$1" = -c ]; then echo '${answer}'; exit 0; fi\nexit 3\n`;
    editor.write(".vscode/python", script);
    chmodSync(program, 0o755);
    editor.settings({ "inclusiveLint.interpreter": program });
    const told = toast(page, "ended unexpectedly 4 times");
    await told.waitFor();
    await editor.screenshot("crashing");
    const shown = await page.locator(".notification-toast").allInnerTexts();
    assert.doesNotMatch(shown.join("\n"), /connection/, "the words of a library for each try");
    // A program that works again, at the same place.
    editor.write(".vscode/python", `#!/bin/sh\nexec '${editor.ownPython()}' "$@"\n`);
    await press(told, "Retry");
    await untilSquiggled(page, ["blacklist", "whitelist"]);
  });

  it("is told what is wrong with an interpreter, and is led to the setting and the log", async () => {
    const { page } = editor;
    editor.settings({ "inclusiveLint.interpreter": "/nowhere/python" });
    const told = toast(page, "names /nowhere/python, which can't be run as Python");
    await told.waitFor();
    await editor.screenshot("interpreter");
    await press(told, "Open Setting");
    await page.locator(".settings-editor").waitFor();
    const setting = page.locator(".settings-editor .setting-item-contents", {
      hasText: "The Python program to run the server with",
    });
    assert.equal(await setting.locator("input").inputValue(), "/nowhere/python");
    await editor.screenshot("setting");
    // The newer edition shows settings in a dialog, the older one in a tab.
    const dialog = page.locator(".monaco-modal-editor-block");
    if (await dialog.isVisible()) await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    editor.settings({});
    await openFile(editor, "docs/second.md");
    await untilSquiggled(page, ["blacklist", "whitelist"]);
    await command(page, "Inclusive Lint: Show Log");
    const output = page.locator(".output-view, .pane-body", { hasText: "inclusive-lint 0." });
    await output.first().waitFor();
    await editor.screenshot("log");
    await page.keyboard.press("Control+j");
    await output.first().waitFor({ state: "hidden" });
  });
}

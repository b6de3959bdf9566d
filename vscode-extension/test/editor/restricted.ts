/** A workspace that is not trusted: documents are checked, nothing that it names is run or loaded. */

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { Editor, until } from "./harness.js";
import { command, squiggled, untilSquiggled } from "./keys.js";

export function restrictedTests(version: string, profile: () => Editor | undefined): void {
  describe(`an untrusted workspace with code-server ${version}`, () => {
    let editor: Editor;

    before(async function () {
      const used = profile();
      if (!used) throw new Error("the writer's tests left no profile");
      editor = new Editor({
        version,
        profile: used,
        restricted: true,
        settings: { "security.workspace.trust.startupPrompt": "never" },
        files: {
          "guide.md": "The whitelist is mumpsimus.\n",
          ".inclusive-lint.yaml": "packs: [core, technology, ./pack]\n",
          "pack/pack.yaml":
            'id: local\ntitle: Local\nversion: "1.0"\nlanguage: en\ndescription: d\nlicence: MIT\n',
          "pack/words.yaml":
            '- {id: local.word, since: "1.0", severity: warning, category: clarity, terms: [mumpsimus], ' +
            'message: "m", why: "w", replacements: [habit], sources: [{title: t, url: "https://example.org"}], ' +
            'examples: [{flag: "A [[mumpsimus]]."}]}\n',
          "inclusive_lint_server.py": "open('imported', 'w')\n",
        },
      });
      const program = join(editor.workspace, "python");
      editor.write("python", `#!/bin/sh\ntouch ${join(editor.workspace, "started")}\nexit 1\n`);
      chmodSync(program, 0o755);
      editor.settings({ "inclusiveLint.interpreter": program });
      await editor.start();
      await editor.open("guide.md");
    });

    afterEach(async function () {
      if (this.currentTest?.state === "failed") await editor.screenshot("failed");
    });

    after(async () => {
      if (profile()) await editor.stop();
    });

    it("is checked with the rules that ship, and with nothing that it brings itself", async () => {
      const { page } = editor;
      await untilSquiggled(page, ["whitelist"], 60_000);
      await editor.screenshot("restricted");
      assert.equal(existsSync(join(editor.workspace, "started")), false);
      assert.equal(existsSync(join(editor.workspace, "imported")), false);
    });

    it("has its own rules read once it is trusted", async () => {
      const { page } = editor;
      // The interpreter that it names is then tried, and is none; the setting is taken back.
      editor.settings({});
      await command(page, "Workspaces: Manage Workspace Trust");
      await page.locator(".workspace-trust-editor").waitFor();
      await page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ }).click();
      await page.keyboard.press("Escape");
      await until("a finding of its own pack", 60_000, async () =>
        (await squiggled(page)).includes("mumpsimus"),
      );
    });
  });
}

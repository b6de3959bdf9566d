/** Runs the suites of test/host inside the real extension host, as @vscode/test-electron would. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { join } from "node:path";
import { Editor, EXTENSION } from "./harness.js";

const NOTEBOOK = JSON.stringify({
  cells: [{ cell_type: "markdown", metadata: {}, source: ["The whitelist."] }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

export function hostTests(version: string, profile: () => Editor | undefined): void {
  describe(`the extension host of code-server ${version}`, () => {
    let editor: Editor | undefined;

    before(async () => {
      const used = profile();
      if (!used) throw new Error("the writer's tests left no profile");
      editor = new Editor({
        version,
        profile: used,
        files: {
          "guide.md": "# Guide\n\nThe whitelist holds every guest.\n",
          "notes.ipynb": NOTEBOOK,
          "code.py": "# The whitelist holds every guest.\n",
        },
      });
      await editor.start();
    });

    after(async () => {
      await editor?.stop();
    });

    it("passes its own suites, of which there are some", async () => {
      assert.ok(editor);
      const made = environmentsMade(editor);
      const page = await editor.newPage();
      const lines: string[] = [];
      let ended: (code: number) => void = () => undefined;
      const exit = new Promise<number>((done) => (ended = done));
      await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => {
        lines.push(args.map(String).join(" "));
      });
      await page.exposeFunction("codeAutomationExit", (code: number) => {
        ended(code);
      });
      await page.addInitScript(driveForTests);
      await page.goto(
        editor.url([
          ["extensionDevelopmentPath", editor.remote(EXTENSION)],
          ["extensionTestsPath", editor.remote(join(EXTENSION, "out", "host.js"))],
        ]),
      );
      const code = await exit;
      console.log(lines.filter((line) => line.startsWith("host:")).join("\n"));
      const summary = lines
        .map((line) => /^host: (\d+) passed, (\d+) failed$/.exec(line))
        .find(Boolean);
      assert.ok(summary, `the suites said nothing:\n${lines.slice(-20).join("\n")}`);
      assert.ok(Number(summary[1]) > 0, "no test ran");
      assert.equal(Number(summary[2]), 0);
      assert.equal(code, 0);
      assert.equal(environmentsMade(editor), made, "its environment was made anew");
      await page.close();
    });
  });
}

function environmentsMade(editor: Editor): number {
  return editor.extensionLog().split(" -m venv ").length - 1;
}

/**
 * In the page, before its own scripts: turns the smoke-test driver on, without which no suite runs. Older
 * editions have no flag for it.
 */
function driveForTests(): void {
  const observer = new MutationObserver(() => {
    const meta = document.getElementById("vscode-workbench-web-configuration");
    const settings = meta?.getAttribute("data-settings");
    if (!meta || settings === null || settings === undefined) return;
    observer.disconnect();
    const configuration = JSON.parse(settings) as { developmentOptions?: object };
    configuration.developmentOptions = {
      ...configuration.developmentOptions,
      enableSmokeTestDriver: true,
    };
    meta.setAttribute("data-settings", JSON.stringify(configuration));
  });
  observer.observe(document, { childList: true, subtree: true });
}

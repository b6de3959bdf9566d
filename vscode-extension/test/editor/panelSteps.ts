/** The panel with the findings of the workspace: by keyboard, in every theme, and its report. */

import assert from "node:assert/strict";
import type Axe from "axe-core";
import { it } from "mocha";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { until, type Editor } from "./harness.js";
import {
  SEEN_MS,
  acceptDialog,
  closeEditors,
  command,
  openFile,
  panel,
  press,
  save,
  toast,
  untilSquiggled,
} from "./keys.js";

const THEMES = [
  ["Default Light Modern", "vscode-light"],
  ["Default Dark Modern", "vscode-dark"],
  ["Default High Contrast", "vscode-high-contrast"],
] as const;

/** Runs in the page: what axe-core has against it, by WCAG 2.1 AA and good practice. */
async function barriers(body: Element): Promise<string[]> {
  const view = body.ownerDocument.defaultView as unknown as { axe: typeof Axe; loadAxe(): void };
  view.loadAxe();
  const { violations } = await view.axe.run(body.ownerDocument);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

export function panelSteps(editor: Editor): void {
  it("walks through the findings of the workspace in the panel", async () => {
    const { page } = editor;
    editor.write("docs/second.md", "The blacklist grew, and the whitelist too.\n");
    await openFile(editor, "guide.md");
    await command(page, "Inclusive Lint: Check Workspace");
    const list = panel(page);
    await list.locator("li .place", { hasText: "docs/other.md" }).waitFor();
    await list.locator("li .place", { hasText: "docs/second.md" }).first().waitFor();
    await list.locator("#summary", { hasText: "Findings: 3 of 3. Files: 2." }).waitFor();
    await toast(page, "Checking the workspace").waitFor({ state: "detached" });
    // Away from the tab, whose tooltip would be in the picture.
    await page.mouse.move(600, 500);
    await page.locator(".workbench-hover-container").waitFor({ state: "detached" });
    await editor.screenshot("panel");
    await list.locator("#text").fill("docs/other.md");
    await list.locator("#summary", { hasText: "Findings: 1 of 3. Files: 1." }).waitFor();
    await list.locator("li .place").press("Enter");
    await page.locator(".tab.active", { hasText: "other.md" }).waitFor();
    await untilSquiggled(page, ["whitelist"]);
  });

  it("applies a fix from the panel, by keyboard", async () => {
    const { page } = editor;
    const list = panel(page);
    await list.locator("li .place").press("ArrowRight");
    await list.locator("li .actions button:focus").press("Enter");
    await list.locator("li").waitFor({ state: "detached" });
    await openFile(editor, "docs/other.md");
    await untilSquiggled(page, []);
    await save(page);
    await until("the fix on disk", SEEN_MS, () =>
      editor.read("docs/other.md").includes("to the allowlist."),
    );
  });

  it("can read the panel in every theme, and have it read aloud", async () => {
    const list = panel(editor.page);
    await list.locator("#text").fill("");
    await list.locator("li .place").first().waitFor();
    for (const [theme, kind] of THEMES) {
      editor.settings({ "workbench.colorTheme": theme });
      const body = list.locator(`body.${kind}`);
      await body.waitFor();
      await editor.screenshot(`panel-${kind}`);
      assert.deepEqual(await body.evaluate(barriers), [], theme);
    }
    editor.settings({});
    await list.locator("body.vscode-light").waitFor();
  });

  it("exports what the panel shows", async () => {
    const { page } = editor;
    await command(page, "Inclusive Lint: Show Findings");
    await panel(page).locator("#export").click();
    await acceptDialog(page);
    const report = "inclusive-language-report.md";
    await until("the report", SEEN_MS, () => existsSync(join(editor.workspace, report)));
    assert.match(editor.read(report), /docs\/second\.md:1:5/);
    await press(toast(page, "The report is saved"), "Open");
    await page.locator(".tab.active", { hasText: report }).waitFor();
    await closeEditors(page);
  });
}

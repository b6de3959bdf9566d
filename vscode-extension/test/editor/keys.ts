/** What a person does in the editor, by keyboard, and what they see. */

import type { FrameLocator, Page } from "playwright-core";
import { basename, join } from "node:path";
import { until, type Editor } from "./harness.js";

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const SEEN_MS = 20_000;

/** Runs a command of the palette by its title. */
export async function command(page: Page, title: string): Promise<void> {
  await pick(page, "F1", `>${title}`, title);
}

/** Line and column from 1. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page
    .locator(".monaco-editor .view-lines")
    .first()
    .click({ position: { x: 400, y: 5 } });
  await pick(page, "Control+g", `:${line}:${column}`);
  await page.waitForSelector(".quick-input-widget", { state: "hidden" });
}

/** By the dialog: the search for names needs a program that the older edition lacks here. */
export async function openFile(editor: Editor, path: string): Promise<void> {
  const { page } = editor;
  const input = page.locator(".quick-input-widget .quick-input-box input:visible").first();
  const tab = page.locator(".tab.active", { hasText: basename(path) });
  const full = join(editor.workspace, path);
  const there = page.locator(".tab", { hasText: basename(path) });
  if ((await there.count()) > 0) {
    await there.first().click();
    await tab.waitFor();
    return;
  }
  await until(`${path} open`, 2 * SEEN_MS, async () => {
    await page.keyboard.press("Control+o");
    try {
      await input.waitFor({ timeout: 2000 });
      await until("a folder in the dialog", 2000, async () =>
        (await input.inputValue({ timeout: 1000 })).startsWith("/"),
      );
      await input.fill(full, { timeout: 2000 });
      await page.keyboard.press("Enter");
      // The dialog may still be reading the folder and not take the name yet.
      await tab.waitFor({ timeout: 2000 });
      return true;
    } catch {
      await page.keyboard.press("Escape");
      return false;
    }
  });
}

/**
 * Opens the box at the top, fills it, and takes what it offers. Tries again when the box is closed again:
 * a view that has just been closed may take the focus back.
 */
async function pick(page: Page, key: string, text: string, row?: string): Promise<void> {
  const input = page.locator(".quick-input-widget .quick-input-box input:visible").first();
  const focused = page.locator(".quick-input-list .monaco-list-row.focused", {
    hasText: row ?? "",
  });
  await until(`${text} in the box`, SEEN_MS, async () => {
    await page.keyboard.press(key);
    try {
      await input.fill(text, { timeout: 2000 });
      // Enter must take the row, not one that stood there before the filter.
      if (row !== undefined) await focused.first().waitFor({ timeout: 3000 });
      return true;
    } catch {
      return false;
    }
  });
  await page.keyboard.press("Enter");
}

export async function save(page: Page): Promise<void> {
  await page.keyboard.press("Control+s");
}

/** The words under which there is a squiggle, from where both are drawn. */
export async function squiggled(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const box = ({ left, right, top, bottom }: DOMRect): Box => ({ left, right, top, bottom });
    const waves = [
      ...document.querySelectorAll(
        ".squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint",
      ),
    ].map((wave) => box(wave.getBoundingClientRect()));
    const found: string[] = [];
    for (const line of document.querySelectorAll(".view-line")) {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      const letters: { letter: string; box: Box }[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let at = 0; at < (node.textContent ?? "").length; at++) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          letters.push({
            letter: node.textContent?.[at] ?? "",
            box: box(range.getBoundingClientRect()),
          });
        }
      }
      for (const wave of waves) {
        const middle = (one: Box): number => (one.left + one.right) / 2;
        const under = letters.filter(
          (one) =>
            middle(one.box) > wave.left &&
            middle(one.box) < wave.right &&
            wave.top < one.box.bottom + 2 &&
            wave.bottom > one.box.top,
        );
        if (under.length > 0) found.push(under.map(({ letter }) => letter).join(""));
      }
    }
    return found.sort();
  });
}

export async function untilSquiggled(
  page: Page,
  words: readonly string[],
  ms = SEEN_MS,
): Promise<void> {
  let last: string[] = [];
  const want = JSON.stringify([...words].sort());
  await until("squiggles", ms, async () => {
    last = await squiggled(page);
    return JSON.stringify(last) === want;
  }).catch(() => {
    throw new Error(`squiggles under ${JSON.stringify(last)}, expected ${want}`);
  });
}

/** The titles of the actions offered at the cursor; the menu stays open. */
export async function quickFixes(page: Page): Promise<string[]> {
  const rows = page.locator(".action-widget .monaco-list-row.action");
  await until("actions", SEEN_MS, async () => {
    await page.keyboard.press("Control+.");
    const offered = rows.first().waitFor({ timeout: 3000 });
    return await offered.then(
      () => true,
      () => false,
    );
  });
  return (await rows.allInnerTexts()).map((text) => text.trim());
}

/** Chooses from the open menu with the keyboard. */
export async function choose(page: Page, titles: readonly string[], wanted: RegExp): Promise<void> {
  const index = titles.findIndex((title) => wanted.test(title));
  if (index < 0) throw new Error(`no ${String(wanted)} among ${titles.join(" | ")}`);
  for (let step = 0; step < index; step++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".action-widget", { state: "hidden" });
}

export async function hover(page: Page): Promise<string> {
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+i");
  const box = page.locator(".monaco-hover:visible").first();
  await box.waitFor();
  // The server's part arrives after the message of the diagnostic.
  return await until("the whole hover", SEEN_MS, async () => {
    const text = await box.innerText();
    return text.length > 150 ? text : undefined;
  });
}

export function panel(page: Page): FrameLocator {
  return page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
}

export async function closeEditors(page: Page): Promise<void> {
  await command(page, "View: Close All Editors");
  await page.waitForSelector(".tab", { state: "detached" });
}

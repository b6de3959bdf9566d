/** What a person does in the editor, by keyboard, and what they see. */

import type { FrameLocator, Locator, Page } from "playwright-core";
import { basename, join } from "node:path";
import { until, type Editor } from "./harness.js";

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Long, for machines with much else to do; nothing waits longer than it has to. */
export const SEEN_MS = 60_000;
/** After so long, a key that was not answered is pressed again where that does no harm. */
const AGAIN_MS = 10_000;

const quickInput = (page: Page): Locator =>
  page.locator(".quick-input-widget .quick-input-box input:visible").first();

/** Runs a command of the palette by its title. */
export async function command(page: Page, title: string): Promise<void> {
  await pick(page, "F1", `>${title}`, title);
}

/** Gives the keyboard to the first group of editors. */
export async function focusEditor(page: Page): Promise<void> {
  await until("the focus in the first editor", SEEN_MS, async () => {
    await page.keyboard.press("Control+1");
    return await shows(page.locator(".editor-group-container.active .monaco-editor.focused"));
  });
}

/** Line and column from 1, in the first editor. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await focusEditor(page);
  await pick(page, "Control+g", `:${line}:${column}`);
  await page.waitForSelector(".quick-input-widget", { state: "hidden" });
  const place = page.locator("[id='status.editor.selection']", { hasText: `Ln ${line},` });
  await place.waitFor();
}

/** By its tab where there is one, else by its name. */
export async function openFile(editor: Editor, path: string): Promise<void> {
  const { page } = editor;
  const name = basename(path);
  const there = page.locator(".tab", { hasText: name });
  if ((await there.count()) > 0) await there.first().click();
  // The whole path, since the search for names needs a program that the older edition lacks here.
  else await pick(page, "Control+p", join(editor.workspace, path), name);
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

/**
 * Opens the box at the top, fills it, and takes what it offers. A key that comes too early for the editor
 * is pressed again; that does no harm, since it only opens the box.
 */
async function pick(page: Page, key: string, text: string, row = ""): Promise<void> {
  const input = quickInput(page);
  const focused = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: row });
  await until(`${text} in the box`, SEEN_MS, async () => {
    await page.keyboard.press(key);
    if (!(await shows(input))) return false;
    await input.fill(text);
    // Enter must take the row, not one that stood there before the filter.
    return row === "" || (await shows(focused.first()));
  });
  await input.press("Enter");
}

/** Whether it comes within a while. */
export async function shows(what: Locator): Promise<boolean> {
  return await what.waitFor({ timeout: AGAIN_MS }).then(
    () => true,
    () => false,
  );
}

/** Takes what the dialog for a file offers, as soon as it has read its folder and takes an answer. */
export async function acceptDialog(page: Page): Promise<void> {
  const input = quickInput(page);
  await input.waitFor();
  await until("the dialog closed", SEEN_MS, async () => {
    if (!(await input.isVisible())) return true;
    await input.press("Enter", { timeout: AGAIN_MS }).catch(() => undefined);
    return false;
  });
}

/** Saves the first editor; waits until nothing in it is unsaved. */
export async function save(page: Page): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press("Control+s");
  await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
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
  const rows = page.locator(".action-widget .monaco-list-row.action:visible");
  const none = page.locator(".monaco-editor-overlaymessage:visible");
  await page.keyboard.press("Control+.");
  await until("actions", SEEN_MS, async () => {
    if (await shows(rows.or(none).first())) {
      if (await none.isHidden()) return true;
      // "No code actions available" stays in some versions until it is sent away.
      await page.keyboard.press("Escape");
      await none.waitFor({ state: "hidden" });
    }
    // The editor drops the request when diagnostics arrive meanwhile. Asked for again by the palette,
    // since in an open menu the same key would take an action.
    await command(page, "Quick Fix...");
    return false;
  });
  return (await rows.allInnerTexts()).map((text) => text.trim());
}

/** Chooses from the open menu with the keyboard. */
export async function choose(page: Page, titles: readonly string[], wanted: RegExp): Promise<void> {
  const index = titles.findIndex((title) => wanted.test(title));
  if (index < 0) throw new Error(`no ${String(wanted)} among ${titles.join(" | ")}`);
  for (let step = 0; step < index; step++) await page.keyboard.press("ArrowDown");
  const focused = page.locator(".action-widget .monaco-list-row.focused", { hasText: wanted });
  await focused.waitFor();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".action-widget", { state: "hidden" });
}

/** The box at the cursor, once it says what is looked for; the server's part comes later than the rest. */
export async function hover(page: Page, part: string): Promise<Locator> {
  const box = page.locator(".monaco-hover:visible", { hasText: part }).first();
  await until(`a box with ${part}`, SEEN_MS, async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+i");
    return await shows(box);
  });
  return box;
}

/** A notification in the corner, by some of its words. */
export function toast(page: Page, text: string): Locator {
  return page.locator(".notification-toast", { hasText: text });
}

export async function press(notification: Locator, title: string): Promise<void> {
  await notification.locator(".monaco-button", { hasText: title }).click();
  await notification.waitFor({ state: "detached" });
}

export function panel(page: Page): FrameLocator {
  return page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
}

export async function closeEditors(page: Page): Promise<void> {
  await command(page, "View: Close All Editors");
  await page.waitForSelector(".tab", { state: "detached" });
}

// @vitest-environment node
/** The panel's page as a browser would run it: jsdom, with the bundle that is shipped. */

import { buildSync } from "esbuild";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { contentPolicy, page } from "../../src/panel/html.js";
import { readFromPage, type FromPage, type PageState } from "../../src/panel/messages.js";
import type { Row } from "../../src/panel/model.js";
import { rowsOf } from "./findings.js";

const script = buildSync({
  entryPoints: ["webview/panel.ts"],
  bundle: true,
  write: false,
  format: "iife",
}).outputFiles[0]!.text;

const parts = {
  nonce: "n0nce",
  scriptUri: "https://local/panel.js",
  styleUri: "https://local/panel.css",
  language: "en",
  words: { title: 'A "title" <b>', all: "All", replace: "Replace with {text}" },
};

interface Opened {
  readonly document: Document;
  readonly sent: FromPage[];
  readonly state: () => PageState | undefined;
  show(rows: readonly Row[], busy?: boolean): void;
  click(selector: string): void;
  press(key: string): void;
}

function open(kept?: PageState): Opened {
  const dom = new JSDOM(page(parts), { runScripts: "outside-only", pretendToBeVisual: true });
  const sent: FromPage[] = [];
  let state = kept;
  const { document } = dom.window;
  Object.assign(dom.window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: FromPage) => sent.push(message),
      getState: () => state,
      setState: (next: PageState) => (state = next),
    }),
  });
  // jsdom draws nothing; what is inside a closed fold has no boxes.
  dom.window.Element.prototype.getClientRects = function () {
    const hidden = this.parentElement?.closest("details:not([open])");
    return (hidden && this.tagName !== "SUMMARY" ? [] : [{}]) as unknown as DOMRectList;
  };
  dom.window.eval(script);
  return {
    document,
    sent,
    state: () => state,
    show: (rows, busy = false) => {
      const data = { type: "show", rows, busy, note: "" };
      dom.window.dispatchEvent(new dom.window.MessageEvent("message", { data }));
    },
    click: (selector) => {
      document.querySelector<HTMLElement>(selector)!.click();
    },
    press: (key) => {
      const event = new dom.window.KeyboardEvent("keydown", {
        key,
        bubbles: true,
        cancelable: true,
      });
      document.activeElement!.dispatchEvent(event);
    },
  };
}

const two = rowsOf({}, { match: "master", rule: "technology.master", fingerprint: "b-1" });

describe("the page's policy", () => {
  test("allows nothing but what carries the nonce", () => {
    expect(contentPolicy("x")).toBe(
      "default-src 'none'; script-src 'nonce-x'; style-src 'nonce-x'; base-uri 'none'; form-action 'none'",
    );
  });

  test("is met: no inline script, style or handler, and words are escaped", () => {
    const html = page(parts);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain("A &quot;title&quot; &lt;b&gt;");
  });
});

describe("the page", () => {
  test("asks for the findings, and shows them under their category and rule", () => {
    const page = open();
    expect(page.sent).toEqual([{ type: "ready" }]);
    page.show(two);
    const headings = [...page.document.querySelectorAll("h2, h3")].map((one) => one.textContent);
    expect(headings).toEqual(["race", "technology.allowlist", "technology.master"]);
  });

  test("never reads a document's words as HTML", () => {
    const page = open();
    page.show(rowsOf({ match: "<img src=x onerror=alert(1)>" }));
    expect(page.document.querySelector("#list img")).toBeNull();
  });

  test("jumps, fixes and explains by number", () => {
    const page = open();
    page.show(two);
    page.click("li .place");
    page.click("li .actions button");
    page.click("li .quiet");
    expect(page.sent.slice(1)).toEqual([
      { type: "open", id: 0 },
      { type: "fix", id: 0, replacement: 0 },
      { type: "rule", id: 0 },
    ]);
  });

  test("filters while one types, exports what is shown, and remembers the filter", () => {
    const page = open();
    page.show(two);
    const text = page.document.querySelector<HTMLInputElement>("#text")!;
    text.value = "technology.master";
    text.dispatchEvent(new page.document.defaultView!.Event("input"));
    expect(page.document.querySelectorAll("li")).toHaveLength(1);
    page.click("#export");
    expect(page.sent.at(-1)).toEqual({ type: "export", ids: [1], format: "md" });
    const again = open(page.state());
    again.show(two);
    expect(again.document.querySelectorAll("li")).toHaveLength(1);
  });

  test("says with each button what it does", () => {
    const page = open();
    page.show(two);
    const fix = page.document.querySelector("li .actions button")!;
    expect(fix.getAttribute("aria-label")).toBe("Replace with allowlist");
    const unnamed = [...page.document.querySelectorAll("button, input, select")].filter(
      (control) =>
        !control.textContent.trim() &&
        !control.getAttribute("aria-label") &&
        !control.closest("label")?.querySelector("span")?.textContent,
    );
    expect(unnamed).toEqual([]);
  });

  test("is walked through with the arrow keys", () => {
    const page = open();
    page.show(two);
    const where = (): string | undefined =>
      (page.document.activeElement as HTMLElement).dataset.key;
    page.document.querySelector<HTMLElement>("summary")!.focus();
    page.press("ArrowDown");
    expect(where()).toBe("fold race/technology.allowlist");
    page.press("ArrowDown");
    page.press("ArrowRight");
    expect(where()).toMatch(/^fix 0 /);
    page.press("End");
    expect(where()).toMatch(/^open b-1/);
  });

  test("keeps the focus when the list is drawn anew, on the next finding after a fix", () => {
    const page = open();
    page.show(two);
    const fix = page.document.querySelector<HTMLElement>("li .actions button")!;
    fix.focus();
    fix.click();
    page.show(two.slice(1));
    expect((page.document.activeElement as HTMLElement).dataset.key).toMatch(/^open b-1/);
  });

  test("draws thousands in parts", () => {
    const page = open();
    page.show(rowsOf(...Array.from({ length: 500 }, (_, n) => ({ fingerprint: `f-${n}` }))));
    expect(page.document.querySelectorAll("li")).toHaveLength(200);
    page.click("main > details > details > button");
    expect(page.document.querySelectorAll("li")).toHaveLength(500);
  });
});

test.each([
  null,
  "ready",
  { type: "other" },
  { type: "open" },
  { type: "open", id: -1 },
  { type: "fix", id: 0, replacement: "x" },
  { type: "export", ids: [0.5], format: "md" },
  { type: "export", ids: [0], format: "exe" },
])("a message that the page has no business to send is refused: %j", (message) => {
  expect(readFromPage(message)).toBeUndefined();
});

/** What is left of the server's Markdown. */

import { describe, expect, test } from "vitest";
import { withoutFileLinks, withoutMessages } from "../../src/markdown.js";

describe("a hover", () => {
  test("leaves out the message that the editor shows above it", () => {
    expect(withoutMessages("**Say it plainly.**\n\nWhy.", ["Say it plainly."])).toBe("Why.");
  });

  test("knows a message whose marks are escaped", () => {
    expect(withoutMessages("**a\\*b\\_c**\n\nWhy.", ["a*b_c"])).toBe("Why.");
  });

  test("keeps what the editor does not show", () => {
    const text = "**Say it plainly.**\n\nWhy.";
    expect(withoutMessages(text, ["Another message."])).toBe(text);
    expect(withoutMessages("Why.", ["Why."])).toBe("Why.");
  });

  test("of several findings leaves out each message", () => {
    const text = "**One.**\n\nA.\n\n---\n\n**Two.**\n\nB.";
    expect(withoutMessages(text, ["One.", "Two."])).toBe("A.\n\n---\n\nB.");
  });
});

describe("an explanation", () => {
  test("names a file without a link to it", () => {
    const text = "[technology.allowlist](file:///a/b%20c.md) · race";
    expect(withoutFileLinks(text)).toBe("technology.allowlist · race");
  });

  test("keeps the links to sources", () => {
    const text = "- [Word list](https://example.org/words)";
    expect(withoutFileLinks(text)).toBe(text);
  });
});

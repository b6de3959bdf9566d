import { describe, expect, test } from "vitest";
import { exportReport } from "../../src/panel/export.js";
import { rowsOf } from "./findings.js";

describe("a report as", () => {
  test("Markdown names each place, its message and the words to use", () => {
    const report = exportReport(rowsOf({ message: "Prefer *this*." }), "md");
    expect(report).toContain("1 findings in 1 files: 0 errors, 1 warnings, 0 suggestions.");
    expect(report).toContain("## race (1)");
    expect(report).toContain("- `a.md:1:5`: Prefer \\*this\\*. Instead: `allowlist`.");
  });

  test("Markdown survives a path with backquotes", () => {
    expect(exportReport(rowsOf({ path: "a`b`.md" }), "md")).toContain("``a`b`.md:1:5``");
  });

  test("CSV quotes, and no spreadsheet runs what a document says", () => {
    const report = exportReport(rowsOf({ match: '=cmd("x"), y', message: "two\nlines" }), "csv");
    expect(report).toContain(`"'=cmd(""x""), y"`);
    expect(report).toContain('"two\nlines"');
    expect(report.startsWith("path,line,column,severity,")).toBe(true);
  });

  test("JSON can be read again, with lines and columns from 1", () => {
    const report = JSON.parse(exportReport(rowsOf({}), "json")) as { findings: object[] };
    expect(report.findings[0]).toMatchObject({ line: 1, column: 5, replacements: ["allowlist"] });
  });

  test.each(["md", "csv", "json"] as const)("%s is whole without findings", (format) => {
    expect(exportReport([], format)).not.toBe("");
  });
});

import type { Row } from "../../src/panel/model.js";
import type { ReportedFinding } from "../../src/protocol.js";

/** A finding with what a test doesn't care about filled in. */
export function finding(change: Partial<ReportedFinding> = {}): ReportedFinding {
  const range = { start: { line: 0, character: 4 }, end: { line: 0, character: 13 } };
  return {
    uri: `file:///w/${change.path ?? "a.md"}`,
    path: "a.md",
    range,
    rule: "technology.allowlist",
    pack: "technology",
    category: "race",
    severity: "warning",
    message: "Prefer 'allowlist' to 'whitelist' here.",
    match: "whitelist",
    fingerprint: "0123456789abcdef-1",
    replacements: [{ text: "allowlist", edits: [{ range, newText: "allowlist" }] }],
    ...change,
  };
}

export function rowsOf(...changes: Partial<ReportedFinding>[]): Row[] {
  return changes.map((change, id) => ({ id, finding: finding(change) }));
}

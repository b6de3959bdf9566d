import { expect, test } from "vitest";
import { findingOf } from "../../src/panel/fromDiagnostic.js";
import { finding } from "./findings.js";

const whole = finding();
const { range, message, pack, category, severity, fingerprint, match, replacements } = whole;
const data = { v: 1, pack, category, severity, fingerprint, match, replacements };

test("a finding is read from its diagnostic as the server reports it", () => {
  const diagnostic = { range, message, code: { value: whole.rule }, data };
  expect(findingOf(diagnostic, whole.uri, whole.path)).toEqual(whole);
});

test.each([undefined, null, {}, "text"])("a diagnostic with the data %j is no finding", (other) => {
  expect(findingOf({ range, message, code: "IL101", data: other }, "u", "p")).toBeUndefined();
});

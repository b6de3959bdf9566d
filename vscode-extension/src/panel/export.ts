/** The findings that the panel shows, as a report to hand on. Pure. */

import type { ReportedFinding } from "../protocol.js";
import { count, sections, type Row } from "./model.js";

export const EXPORTS = ["md", "csv", "json"] as const;
export type ExportFormat = (typeof EXPORTS)[number];

export function exportReport(rows: readonly Row[], format: ExportFormat): string {
  switch (format) {
    case "md":
      return toMarkdown(rows);
    case "csv":
      return toCsv(rows);
    case "json":
      return toJson(rows);
  }
}

function toMarkdown(rows: readonly Row[]): string {
  const { findings, files, severities } = count(rows);
  const lines = [
    "# Inclusive language report",
    "",
    `${findings} findings in ${files} files: ${severities.error} errors, ` +
      `${severities.warning} warnings, ${severities.suggestion} suggestions.`,
  ];
  for (const section of sections(rows, "category")) {
    lines.push("", `## ${section.name} (${section.rows.length})`);
    for (const group of section.groups) {
      lines.push("", `### ${group.name} (${group.rows.length})`, "");
      for (const { finding } of group.rows) {
        const words = finding.replacements.map(({ text }) => inline(text)).join(", ");
        const instead = words === "" ? "" : ` Instead: ${words}.`;
        lines.push(`- ${inline(place(finding))}: ${escapeMarkdown(finding.message)}${instead}`);
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

function toCsv(rows: readonly Row[]): string {
  const head = ["path", "line", "column", "severity", "category", "pack", "rule"];
  const records = rows.map(({ finding }) => [
    finding.path,
    finding.range.start.line + 1,
    finding.range.start.character + 1,
    finding.severity,
    finding.category,
    finding.pack,
    finding.rule,
    finding.match,
    finding.message,
    finding.replacements.map(({ text }) => text).join(" | "),
  ]);
  const table = [[...head, "match", "message", "replacements"], ...records];
  return table.map((record) => `${record.map(cell).join(",")}\r\n`).join("");
}

function toJson(rows: readonly Row[]): string {
  const findings = rows.map(({ finding }) => ({
    path: finding.path,
    line: finding.range.start.line + 1,
    column: finding.range.start.character + 1,
    severity: finding.severity,
    category: finding.category,
    pack: finding.pack,
    rule: finding.rule,
    match: finding.match,
    message: finding.message,
    replacements: finding.replacements.map(({ text }) => text),
    fingerprint: finding.fingerprint,
  }));
  return `${JSON.stringify({ version: 1, summary: count(rows), findings }, null, 2)}\n`;
}

function place(finding: ReportedFinding): string {
  const { line, character } = finding.range.start;
  return finding.place
    ? `${finding.path}, ${finding.place}`
    : `${finding.path}:${line + 1}:${character + 1}`;
}

/** A code span; the fence is longer than any run of backquotes inside. */
function inline(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${text.replace(/\s+/g, " ")}${pad}${fence}`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
}

/** A spreadsheet runs a cell that begins like a formula; an apostrophe makes it text. */
function cell(value: string | number): string {
  const text = typeof value === "number" ? String(value) : value.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

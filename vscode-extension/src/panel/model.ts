/** The findings of a workspace as the panel lists them: filtered, grouped, ordered. Pure. */

import type { ReportedFinding, Severity } from "../protocol.js";

export type Grouping = "category" | "rule" | "file";

export interface Filter {
  /** Free text, matched in the words found, the message, the rule and the path. */
  readonly text: string;
  /** Empty: all. */
  readonly severity: Severity | "";
  readonly category: string;
  readonly pack: string;
}

export interface View {
  readonly filter: Filter;
  readonly grouping: Grouping;
}

export const EVERYTHING: View = {
  filter: { text: "", severity: "", category: "", pack: "" },
  grouping: "category",
};

/** A finding with the number that the page names it by; see `RowNumbers`. */
export interface Row {
  readonly id: number;
  readonly finding: ReportedFinding;
}

/**
 * Numbers findings. A finding keeps its number for as long as the panel lives, and no other gets it: what
 * the page asks for may be about a list that has changed since.
 */
export class RowNumbers {
  private readonly numbers = new Map<string, number>();

  rows(findings: readonly ReportedFinding[]): Row[] {
    return findings.map((finding) => ({ id: this.numberOf(finding), finding }));
  }

  private numberOf({ uri, rule, fingerprint, range }: ReportedFinding): number {
    // Without a fingerprint the place stands in; it is the same only until the next edit.
    const place = fingerprint === "" ? `${range.start.line}:${range.start.character}` : "";
    const key = [uri, rule, fingerprint, place].join("\n");
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(key, number);
    return number;
  }
}

export interface Group {
  /** A category, a rule id or a path. */
  readonly name: string;
  readonly rows: readonly Row[];
}

/** A group, and within a category its rules. */
export interface Section extends Group {
  readonly groups: readonly Group[];
}

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, suggestion: 2 };

export function filterRows(rows: readonly Row[], filter: Filter): Row[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ finding }) => {
    if (filter.severity !== "" && finding.severity !== filter.severity) return false;
    if (filter.category !== "" && finding.category !== filter.category) return false;
    if (filter.pack !== "" && finding.pack !== filter.pack) return false;
    const { match, message, rule, path } = finding;
    const text = `${match}\n${message}\n${rule}\n${path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Sections with most findings first; rows by path and place. */
export function sections(rows: readonly Row[], grouping: Grouping): Section[] {
  const ordered = [...rows].sort((left, right) => compare(left.finding, right.finding));
  if (grouping === "category") {
    return groupBy(ordered, (finding) => finding.category).map((group) => ({
      ...group,
      groups: groupBy(group.rows, (finding) => finding.rule),
    }));
  }
  const key = grouping === "rule" ? "rule" : "path";
  return groupBy(ordered, (finding) => finding[key]).map((group) => ({ ...group, groups: [] }));
}

/** The values of a field that occur, sorted. */
export function choices(rows: readonly Row[], field: "category" | "pack"): string[] {
  return [...new Set(rows.map(({ finding }) => finding[field]))].sort();
}

export interface Counts {
  readonly findings: number;
  readonly files: number;
  readonly severities: Readonly<Record<Severity, number>>;
}

export function count(rows: readonly Row[]): Counts {
  const severities: Record<Severity, number> = { error: 0, warning: 0, suggestion: 0 };
  for (const { finding } of rows) severities[finding.severity] += 1;
  const files = new Set(rows.map(({ finding }) => finding.uri)).size;
  return { findings: rows.length, files, severities };
}

function groupBy(rows: readonly Row[], key: (finding: ReportedFinding) => string): Group[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = key(row.finding);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, rows: members }))
    .sort((left, right) => right.rows.length - left.rows.length || order(left.name, right.name));
}

function compare(left: ReportedFinding, right: ReportedFinding): number {
  return (
    order(left.path, right.path) ||
    left.range.start.line - right.range.start.line ||
    left.range.start.character - right.range.start.character ||
    WEIGHT[left.severity] - WEIGHT[right.severity]
  );
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

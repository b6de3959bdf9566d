/** What the server says beyond the standard protocol; see docs/lsp-protocol.md. */

export const SOURCE = "inclusive-lint";

export const REQUESTS = {
  report: "inclusiveLint/workspaceReport",
  packs: "inclusiveLint/packs",
  rule: "inclusiveLint/rule",
} as const;

export const NOTIFICATIONS = { status: "inclusiveLint/status" } as const;

export const SERVER_COMMANDS = {
  createBaseline: "inclusiveLint.server.createBaseline",
  explain: "inclusiveLint.server.explain",
} as const;

/** Commands that code actions of the server may name, as this client has them. */
export const CLIENT_COMMANDS = {
  explainAtCursor: "inclusiveLint.explainAtCursor",
  showRule: "inclusiveLint.showRule",
} as const;

export interface Position {
  readonly line: number;
  /** UTF-16 units, as the editor counts. */
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export type Severity = "suggestion" | "warning" | "error";

export interface Replacement {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

export interface ReportedFinding {
  readonly uri: string;
  /** Relative to its folder. */
  readonly path: string;
  readonly range: Range;
  readonly rule: string;
  readonly pack: string;
  readonly category: string;
  readonly severity: Severity;
  readonly message: string;
  readonly match: string;
  readonly href?: string | null;
  /** Where a person looks when lines don't help: "cell 3, line 2". */
  readonly place?: string | null;
  readonly fingerprint: string;
  readonly replacements: readonly Replacement[];
}

export interface WorkspaceReport {
  readonly version: number;
  readonly cancelled: boolean;
  readonly findings: readonly ReportedFinding[];
  readonly notices: readonly { readonly path: string; readonly message: string }[];
  readonly summary: { readonly files: number; readonly findings: number };
}

export interface PackInfo {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly rules: number;
  readonly enabled: boolean;
}

export interface ServerStatus {
  readonly state: "starting" | "linting" | "ready" | "error";
  readonly uri: string | null;
  readonly findings: number;
  /** Each as name@version. */
  readonly packs: readonly string[];
  readonly message: string | null;
}

export interface Explanation {
  readonly markdown: string;
}

export interface RuleInfo {
  readonly id: string;
  readonly markdown: string;
}

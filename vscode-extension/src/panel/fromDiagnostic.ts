/** A finding from the diagnostic that the editor shows for it, whose `data` the server fills. Pure. */

import type { Range, Replacement, ReportedFinding, Severity } from "../protocol.js";

/** The parts of the editor's diagnostic that are read here. */
export interface ShownDiagnostic {
  readonly source?: string | undefined;
  readonly message: string;
  readonly range: { readonly start: Place; readonly end: Place };
  readonly code?: string | number | { readonly value: string | number } | undefined;
  /** As the language client keeps it. */
  readonly data?: unknown;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** Undefined for what is no finding, such as a mistake in a configuration file. */
export function findingOf(
  diagnostic: ShownDiagnostic,
  uri: string,
  path: string,
): ReportedFinding | undefined {
  const { code, data, message } = diagnostic;
  if (typeof data !== "object" || data === null) return undefined;
  const { pack, category, severity, fingerprint, match, replacements } = data as Record<
    string,
    unknown
  >;
  if (typeof pack !== "string" || typeof category !== "string" || typeof match !== "string") {
    return undefined;
  }
  return {
    uri,
    path,
    range: plainRange(diagnostic.range),
    rule: String(typeof code === "object" ? code.value : (code ?? "")),
    pack,
    category,
    severity: severity as Severity,
    message,
    match,
    fingerprint: typeof fingerprint === "string" ? fingerprint : "",
    replacements: Array.isArray(replacements) ? (replacements as Replacement[]) : [],
  };
}

function plainRange({ start, end }: ShownDiagnostic["range"]): Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

/** What the panel's page and the extension say to each other, and the check of what the page says. */

import type { Row, View } from "./model.js";
import { EXPORTS, type ExportFormat } from "./export.js";

export interface ShowMessage {
  readonly type: "show";
  readonly rows: readonly Row[];
  readonly busy: boolean;
  /** A line for the head of the list: what is going on, or why there is nothing to see. */
  readonly note: string;
}

export type ToPage = ShowMessage | { readonly type: "announce"; readonly text: string };

export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "check" }
  | { readonly type: "open"; readonly id: number }
  | { readonly type: "fix"; readonly id: number; readonly replacement: number }
  | { readonly type: "rule"; readonly id: number }
  | { readonly type: "export"; readonly ids: readonly number[]; readonly format: ExportFormat };

/** What the page keeps over a reload. */
export interface PageState {
  readonly view: View;
  readonly closed: readonly string[];
}

/** Undefined for anything that the page has no business to send. */
export function readFromPage(value: unknown): FromPage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, id, replacement, ids, format } = value as Record<string, unknown>;
  switch (type) {
    case "ready":
    case "check":
      return { type };
    case "open":
    case "rule":
      return isIndex(id) ? { type, id } : undefined;
    case "fix":
      return isIndex(id) && isIndex(replacement) ? { type, id, replacement } : undefined;
    case "export": {
      const known = EXPORTS.find((name) => name === format);
      return known && Array.isArray(ids) && ids.every(isIndex)
        ? { type, ids, format: known }
        : undefined;
    }
    default:
      return undefined;
  }
}

function isIndex(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

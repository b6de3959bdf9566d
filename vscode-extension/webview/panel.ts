/** The panel's page: shows what the extension sends, keeps filters, and says what was asked for. */

import {
  EVERYTHING,
  choices,
  count,
  filterRows,
  sections,
  type Group,
  type Grouping,
  type Row,
  type Section,
  type View,
} from "../src/panel/model.js";
import { EXPORTS, type ExportFormat } from "../src/panel/export.js";
import type { FromPage, PageState, ShowMessage, ToPage } from "../src/panel/messages.js";
import type { Severity } from "../src/protocol.js";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

/** Rows drawn in one group before "Show more". */
const FIRST_ROWS = 200;
const SEVERITIES: readonly Severity[] = ["error", "warning", "suggestion"];
const GROUPINGS: readonly Grouping[] = ["category", "rule", "file"];

const host = acquireVsCodeApi();
const words = JSON.parse(document.body.dataset.words ?? "{}") as Record<string, string>;
const kept = host.getState();
let view: View = kept?.view ?? EVERYTHING;
const closed = new Set<string>(kept?.closed);
const expanded = new Set<string>();
let shown: ShowMessage = { type: "show", rows: [], busy: true, note: "" };

const list = element("list");
const text = element("text") as HTMLInputElement;
const check = element("check") as HTMLButtonElement;
const exporting = element("export") as HTMLButtonElement;
const select = (id: string): HTMLSelectElement => element(id) as HTMLSelectElement;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

function word(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: { class?: string; text?: string } = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (options.class !== undefined) made.className = options.class;
  if (options.text !== undefined) made.textContent = options.text;
  made.append(...children);
  return made;
}

function save(): void {
  host.setState({ view, closed: [...closed] });
}

function fill(id: string, options: readonly (readonly [string, string])[], value: string): void {
  const box = select(id);
  const known = options.some(([name]) => name === value);
  box.replaceChildren(
    ...options.map(([name, label]) => {
      const option = make("option", { text: label });
      option.value = name;
      return option;
    }),
  );
  box.value = known ? value : (options[0]?.[0] ?? "");
}

function fillTools(): void {
  const all = ["", word("all")] as const;
  const { filter, grouping } = view;
  const named = (names: readonly string[]): [string, string][] => names.map((name) => [name, name]);
  const spoken = (names: readonly string[]): [string, string][] =>
    names.map((name) => [name, word(name)]);
  // A choice that no finding has any more stays, so that a fix never changes the filter.
  const withChosen = (names: readonly string[], chosen: string): string[] =>
    chosen === "" || names.includes(chosen) ? [...names] : [...names, chosen];
  const categories = withChosen(choices(shown.rows, "category"), filter.category);
  const packs = withChosen(choices(shown.rows, "pack"), filter.pack);
  fill("severity", [all, ...spoken(SEVERITIES)], filter.severity);
  fill("category", [all, ...named(categories)], filter.category);
  fill("pack", [all, ...named(packs)], filter.pack);
  fill("grouping", spoken(GROUPINGS), grouping);
}

function draw(): void {
  const focused = focusKey();
  const rows = filterRows(shown.rows, view.filter);
  const counts = count(rows);
  const summary = word("summary", {
    shown: counts.findings,
    all: shown.rows.length,
    files: counts.files,
  });
  setText("summary", shown.busy ? word("busy") : summary);
  setText("note", shown.note);
  check.disabled = shown.busy;
  exporting.disabled = rows.length === 0;
  list.setAttribute("aria-busy", String(shown.busy));
  list.replaceChildren(...sections(rows, view.grouping).map(drawSection));
  if (rows.length === 0 && !shown.busy) {
    const empty = shown.rows.length === 0 ? "nothing" : "noMatch";
    list.append(make("p", { class: "empty", text: word(empty) }));
  }
  if (focused !== undefined) focusOn(focused);
}

/** A status region is read aloud on each change, so an equal text is not set again. */
function setText(id: string, value: string): void {
  const target = element(id);
  if (target.textContent !== value) target.textContent = value;
}

function drawSection(section: Section): HTMLElement {
  const body =
    section.groups.length > 0
      ? section.groups.map((group) => drawFold(group, `${section.name}/${group.name}`, "h3"))
      : drawRows(section, section.name);
  return fold(section, section.name, "h2", body);
}

function drawFold(group: Group, key: string, heading: "h2" | "h3"): HTMLElement {
  return fold(group, key, heading, drawRows(group, key));
}

function fold(group: Group, key: string, heading: "h2" | "h3", body: readonly Node[]): HTMLElement {
  const title = make(heading, { text: group.name });
  const amount = make("span", { class: "count", text: String(group.rows.length) });
  const summary = make("summary", {}, title, amount);
  summary.dataset.key = `fold ${key}`;
  const details = make("details", {}, summary, ...body);
  details.open = !closed.has(key);
  details.addEventListener("toggle", () => {
    if (details.open) closed.delete(key);
    else closed.add(key);
    save();
  });
  return details;
}

function drawRows(group: Group, key: string): Node[] {
  const limit = expanded.has(key) ? Infinity : FIRST_ROWS;
  const items = make("ul", {}, ...group.rows.slice(0, limit).map(drawRow));
  const rest = group.rows.length - limit;
  if (rest <= 0) return [items];
  const more = button(word("more", { count: rest }), `more ${key}`, () => {
    expanded.add(key);
    draw();
  });
  return [items, more];
}

function drawRow({ id, finding }: Row): HTMLElement {
  const { start } = finding.range;
  const place = finding.place ?? word("place", { line: start.line + 1 });
  const open = button("", `open ${finding.fingerprint} ${finding.uri}`, () => {
    host.postMessage({ type: "open", id });
  });
  open.className = "place";
  const severity = make("span", {
    class: `severity ${finding.severity}`,
    text: word(finding.severity),
  });
  open.append(
    severity,
    make("strong", { text: finding.match }),
    make("span", { class: "where", text: `${finding.path}, ${place}` }),
    make("span", { class: "message", text: finding.message }),
  );
  const actions = make("div", { class: "actions" });
  finding.replacements.forEach((replacement, index) => {
    const key = `fix ${index} ${finding.fingerprint} ${finding.uri}`;
    const fix = button(replacement.text, key, () => {
      focusAfter(fix);
      host.postMessage({ type: "fix", id, replacement: index });
    });
    const label = word("replace", { text: replacement.text });
    fix.setAttribute("aria-label", label);
    fix.title = label;
    actions.append(fix);
  });
  const why = button(word("why"), `why ${finding.fingerprint} ${finding.uri}`, () => {
    host.postMessage({ type: "rule", id });
  });
  why.className = "quiet";
  why.setAttribute("aria-label", word("whyOf", { rule: finding.rule }));
  actions.append(why);
  return make("li", {}, open, actions);
}

function button(label: string, key: string, action: () => void): HTMLButtonElement {
  const made = make("button", { text: label });
  made.type = "button";
  made.dataset.key = key;
  made.addEventListener("click", action);
  return made;
}

function focusKey(): string | undefined {
  const active = document.activeElement;
  return active instanceof HTMLElement && list.contains(active) ? active.dataset.key : undefined;
}

/** Keyboard users stay where they were when the list is drawn anew. */
function focusOn(key: string): void {
  const stops = [...list.querySelectorAll<HTMLElement>("[data-key]")];
  const target =
    stops.find((stop) => stop.dataset.key === key) ??
    stops.find((stop) => stop.dataset.key === fallbackKey);
  target?.focus();
}

let fallbackKey: string | undefined;

/** The row of a fix goes away; the focus then moves to the next finding. */
function focusAfter(fix: HTMLElement): void {
  const rows = [...list.querySelectorAll<HTMLElement>("button.place")];
  const own = fix.closest("li")?.querySelector<HTMLElement>("button.place");
  const index = own ? rows.indexOf(own) : -1;
  fallbackKey = (rows[index + 1] ?? rows[index - 1])?.dataset.key;
}

/** Up and down move between findings and groups, left and right within one, Home and End to the ends. */
function moveByKey(event: KeyboardEvent): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  const visible = (stop: HTMLElement): boolean => stop.getClientRects().length > 0;
  const stops = [...list.querySelectorAll<HTMLElement>("summary, button.place")].filter(visible);
  const row = active.closest("li");
  const anchor = row ? row.querySelector<HTMLElement>("button.place") : active;
  const index = anchor ? stops.indexOf(anchor) : -1;
  let target: HTMLElement | undefined;
  if (event.key === "ArrowDown") target = stops[index + 1];
  else if (event.key === "ArrowUp") target = stops[index - 1];
  else if (event.key === "Home") target = stops[0];
  else if (event.key === "End") target = stops.at(-1);
  else if (row && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const buttons = [...row.querySelectorAll<HTMLElement>("button")];
    target = buttons[buttons.indexOf(active) + (event.key === "ArrowRight" ? 1 : -1)];
  }
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function changeView(change: Partial<View["filter"]> & { grouping?: Grouping }): void {
  const { grouping, ...filter } = change;
  view = { filter: { ...view.filter, ...filter }, grouping: grouping ?? view.grouping };
  save();
  draw();
}

text.value = view.filter.text;
text.addEventListener("input", () => {
  changeView({ text: text.value });
});
select("severity").addEventListener("change", () => {
  changeView({ severity: select("severity").value as Severity | "" });
});
select("category").addEventListener("change", () => {
  changeView({ category: select("category").value });
});
select("pack").addEventListener("change", () => {
  changeView({ pack: select("pack").value });
});
select("grouping").addEventListener("change", () => {
  changeView({ grouping: select("grouping").value as Grouping });
});
check.addEventListener("click", () => {
  host.postMessage({ type: "check" });
});
exporting.addEventListener("click", () => {
  const ids = filterRows(shown.rows, view.filter).map(({ id }) => id);
  host.postMessage({ type: "export", ids, format: select("format").value as ExportFormat });
});
list.addEventListener("keydown", moveByKey);
window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "announce") {
    setText("live", data.text);
    return;
  }
  shown = data;
  fillTools();
  draw();
});

const formatNames: Record<ExportFormat, string> = { md: "Markdown", csv: "CSV", json: "JSON" };
fill(
  "format",
  EXPORTS.map((name) => [name, formatNames[name]]),
  EXPORTS[0],
);
fillTools();
draw();
host.postMessage({ type: "ready" });

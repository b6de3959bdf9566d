import { describe, expect, test } from "vitest";
import {
  EVERYTHING,
  RowNumbers,
  choices,
  count,
  filterRows,
  sections,
} from "../../src/panel/model.js";
import { finding, rowsOf } from "./findings.js";

const rows = rowsOf(
  { path: "b.md", rule: "core.guys", pack: "core", category: "gender", match: "guys" },
  { path: "a.md", severity: "error" },
  { path: "a.md", rule: "technology.master", match: "master" },
  { path: "c.md", match: "Whitelist" },
);
const ids = (found: readonly { id: number }[]): number[] => found.map(({ id }) => id);

describe("the filter", () => {
  const { filter } = EVERYTHING;

  test("lets everything pass at first", () => {
    expect(ids(filterRows(rows, filter))).toEqual([0, 1, 2, 3]);
  });

  test.each([
    [{ text: "WHITELIST" }, [1, 2, 3]],
    [{ text: "allowlist a.md" }, [1, 2]],
    [{ severity: "error" as const }, [1]],
    [{ category: "gender" }, [0]],
    [{ pack: "technology", text: "master" }, [2]],
    [{ text: "nowhere" }, []],
  ])("%j", (change, expected) => {
    const texts = rowsOf(
      ...rows.map(({ finding }) => ({
        ...finding,
        message: finding.match === "guys" ? "Prefer 'folks'." : finding.message,
      })),
    );
    expect(ids(filterRows(texts, { ...filter, ...change }))).toEqual(expected);
  });
});

describe("the list", () => {
  test("goes by category, most findings first, and within it by rule", () => {
    const shape = sections(rows, "category").map(({ name, groups }) => [
      name,
      groups.map((group) => [group.name, ids(group.rows)]),
    ]);
    expect(shape).toEqual([
      [
        "race",
        [
          ["technology.allowlist", [1, 3]],
          ["technology.master", [2]],
        ],
      ],
      ["gender", [["core.guys", [0]]]],
    ]);
  });

  test("goes by file in order of place", () => {
    const at = (line: number): object => ({
      range: { start: { line, character: 0 }, end: { line, character: 1 } },
    });
    const [section] = sections(rowsOf(at(10), at(9), at(2)), "file");
    expect(ids(section!.rows)).toEqual([2, 1, 0]);
  });
});

test("the choices are those that occur", () => {
  expect(choices(rows, "category")).toEqual(["gender", "race"]);
});

test("files are counted once", () => {
  const severities = { error: 1, warning: 3, suggestion: 0 };
  expect(count(rows)).toEqual({ findings: 4, files: 3, severities });
});

describe("the number of a finding", () => {
  const one = finding({ fingerprint: "a-1" });
  const two = finding({ fingerprint: "a-2" });
  const moved = { range: { start: { line: 9, character: 0 }, end: { line: 9, character: 9 } } };

  test("stays when others come and go, and when it moves", () => {
    const numbers = new RowNumbers();
    const [first, second] = numbers.rows([one, two]);
    expect(numbers.rows([{ ...two, ...moved }])[0]?.id).toBe(second!.id);
    expect(numbers.rows([two, one]).map(({ id }) => id)).toEqual([second!.id, first!.id]);
  });

  test("never goes to another", () => {
    const numbers = new RowNumbers();
    const [gone] = numbers.rows([one]);
    const elsewhere = finding({ path: "b.md", fingerprint: "a-1" });
    expect(numbers.rows([two, elsewhere]).map(({ id }) => id)).not.toContain(gone!.id);
  });
});

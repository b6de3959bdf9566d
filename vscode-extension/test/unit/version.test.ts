import { describe, expect, test } from "vitest";
import { pythonFit, releaseOf, serverFits, wheelVersion } from "../../src/python/version.js";

describe("which Python fits", () => {
  test.each([
    [[3, 9, 18], "too old"],
    [[2, 7, 18], "too old"],
    [[3, 10, 0], "fits"],
    [[3, 14, 2], "fits"],
    [[3, 15, 0], "too new"],
  ] as const)("%j is %s", (version, fit) => {
    expect(pythonFit(version)).toBe(fit);
  });
});

describe("which installed server fits the one that ships", () => {
  test.each([
    ["0.1.0", "0.1.0", true],
    ["0.1.3", "0.1.0", true],
    ["0.1.0", "0.1.3", false],
    ["0.2.0", "0.1.0", false],
    ["1.4.0", "1.2.1", true],
    ["1.2", "1.2.0", true],
    ["1.2.0.post1", "1.2.0", true],
    ["2.0.0", "1.2.0", false],
    ["1.1.9", "1.2.0", false],
    ["nonsense", "1.2.0", false],
  ])("%s for %s: %s", (installed, bundled, fits) => {
    expect(serverFits(installed, bundled)).toBe(fits);
  });
});

test("a release is read from a full version", () => {
  expect(releaseOf("1.2rc1")).toEqual([1, 2]);
  expect(releaseOf("not a version")).toBeUndefined();
});

test("the version stands in the wheel's name, and another package's wheel has none", () => {
  expect(wheelVersion("inclusive_lint-0.1.0-py3-none-any.whl")).toBe("0.1.0");
  expect(wheelVersion("spacy-3.8.0-py3-none-any.whl")).toBeUndefined();
});

/** Versions of Python and of inclusive-lint: which ones fit. Pure; knows no process and no editor. */

export type PythonVersion = readonly [major: number, minor: number, micro: number];

/** The oldest Python that the server runs on. */
export const OLDEST_PYTHON: PythonVersion = [3, 10, 0];

/** The first Python that the server's dependencies are not known to run on. */
export const FIRST_UNKNOWN_PYTHON: PythonVersion = [3, 15, 0];

/** Negative, zero or positive, as for `Array.sort`. */
export function comparePython(left: PythonVersion, right: PythonVersion): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

export type PythonFit = "fits" | "too old" | "too new";

export function pythonFit(version: PythonVersion): PythonFit {
  if (comparePython(version, OLDEST_PYTHON) < 0) return "too old";
  return comparePython(version, FIRST_UNKNOWN_PYTHON) < 0 ? "fits" : "too new";
}

export function showPython(version: PythonVersion): string {
  return version.join(".");
}

/** The release numbers of a PEP 440 version ("1.2rc1" gives [1, 2]); undefined if it is none. */
export function releaseOf(version: string): number[] | undefined {
  const match = /^\s*v?(?:\d+!)?(\d+(?:\.\d+)*)/.exec(version);
  return match?.[1]?.split(".").map(Number);
}

/**
 * Whether an installed inclusive-lint can serve this extension, which ships with `bundled`: the same
 * major version (before 1.0: the same minor one), and not older than the one shipped.
 */
export function serverFits(installed: string, bundled: string): boolean {
  const have = releaseOf(installed);
  const want = releaseOf(bundled);
  if (!have || !want) return false;
  const fixed = (want[0] ?? 0) === 0 ? 2 : 1;
  for (let place = 0; place < Math.max(have.length, want.length); place++) {
    const difference = (have[place] ?? 0) - (want[place] ?? 0);
    if (difference !== 0) return place >= fixed && difference > 0;
  }
  return true;
}

/** The version in a wheel's file name ("inclusive_lint-0.1.0-py3-none-any.whl"). */
export function wheelVersion(fileName: string): string | undefined {
  return /^inclusive_lint-([^-]+)-.+\.whl$/.exec(fileName)?.[1];
}

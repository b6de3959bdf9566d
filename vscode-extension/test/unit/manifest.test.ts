/** What the manifest promises agrees with the code, the protocol and the schemas. */

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CODE_LANGUAGES, PROSE_LANGUAGES, isChecked, isServed } from "../../src/selector.js";

interface Manifest {
  readonly activationEvents: string[];
  readonly devDependencies: Record<string, string>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
  };
  readonly contributes: {
    readonly commands: { command: string }[];
    readonly configuration: { properties: Record<string, { markdownDescription: string }> };
    readonly walkthroughs: { steps: { media: { markdown: string } }[] }[];
  };
  readonly [key: string]: unknown;
}

interface Addresses {
  readonly repository: { readonly url: string };
  readonly bugs: { readonly url: string };
  readonly homepage: string;
  readonly qna: string;
}

const read = (path: string): string => readFileSync(path, "utf8");
const manifest = JSON.parse(read("package.json")) as Manifest;
const words = JSON.parse(read("package.nls.json")) as Record<string, string>;
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => read(join("src", name)));

describe("the manifest", () => {
  test("has every string in package.nls.json, and that holds no other", () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([^"%]+)%"/g)].map(([, key]) => key!);
    expect(Object.keys(words).sort()).toEqual([...new Set(used)].sort());
  });

  test("restricts every setting that can name a path", () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(supported).toBe("limited");
    expect(restrictedConfigurations.sort()).toEqual([
      "inclusiveLint.configuration",
      "inclusiveLint.interpreter",
      "inclusiveLint.packs",
    ]);
  });

  test("activates for every language that is checked, and never at start-up", () => {
    const languages = manifest.activationEvents.flatMap((event) =>
      event.startsWith("onLanguage:") ? [event.slice("onLanguage:".length)] : [],
    );
    expect(languages.sort()).toEqual([...PROSE_LANGUAGES, ...CODE_LANGUAGES].sort());
    expect(manifest.activationEvents).not.toContain("*");
    expect(manifest.activationEvents).not.toContain("onStartupFinished");
  });

  test("names only commands that are registered", () => {
    const registered = sources.flatMap((source) => [
      ...[...source.matchAll(/register\("(\w+)"/g)].map(([, name]) => `inclusiveLint.${name!}`),
      ...[...source.matchAll(/: "(inclusiveLint\.(?!server)\w+)"/g)].map(([, name]) => name!),
    ]);
    for (const { command } of manifest.contributes.commands) expect(registered).toContain(command);
  });

  test("has a setting for each key of the protocol, and no other", () => {
    const protocol = read("../docs/lsp-protocol.md");
    const table = protocol.slice(protocol.indexOf("## Settings"), protocol.indexOf("## Init"));
    const keys = [...table.matchAll(/^\| `([\w.]+)` \|/gm)].map(
      ([, key]) => `inclusiveLint.${key!}`,
    );
    expect(Object.keys(manifest.contributes.configuration.properties).sort()).toEqual(keys.sort());
  });

  test("has all that a marketplace asks for", () => {
    const wanted =
      "publisher license icon repository bugs homepage qna categories keywords galleryBanner extensionKind";
    for (const key of wanted.split(" ")) expect(manifest).toHaveProperty(key);
    const { repository, bugs, homepage, qna } = manifest as unknown as Addresses;
    const project = repository.url.replace(/\.git$/, "");
    for (const address of [bugs.url, homepage, qna]) {
      expect(address.startsWith(`${project}/`), address).toBe(true);
    }
    for (const file of [manifest.icon as string, "README.md", "CHANGELOG.md", "LICENSE"]) {
      expect(existsSync(file), file).toBe(true);
    }
    expect(statSync(manifest.icon as string).size).toBeLessThan(100_000);
  });

  test("names walkthrough pages that exist", () => {
    for (const { steps } of manifest.contributes.walkthroughs) {
      for (const { media } of steps) expect(existsSync(media.markdown)).toBe(true);
    }
  });
});

test("every string of the code is in the bundle for translators", () => {
  const bundle = JSON.parse(read("l10n/bundle.l10n.json")) as Record<string, unknown>;
  const used = sources.flatMap((source) =>
    [...source.matchAll(/l10n\.t\(\s*("(?:[^"\\]|\\.)*")/g)].map(
      ([, literal]) => JSON.parse(literal!) as string,
    ),
  );
  expect(used.length).toBeGreaterThan(50);
  expect(Object.keys(bundle).sort()).toEqual([...new Set(used)].sort());
});

test("the lock file names no registry's host", () => {
  expect(read("package-lock.json")).not.toMatch(/"resolved"/);
});

describe("documents", () => {
  const document = (
    languageId: string,
    scheme = "file",
    path = "/w/a",
  ): Parameters<typeof isServed>[0] => ({
    languageId,
    uri: { scheme, path },
  });
  const settings = { languages: null, sourceComments: false };

  test.each(["file", "untitled", "vscode-vfs", "vscode-notebook-cell"])(
    "of %s are checked",
    (scheme) => {
      expect(isChecked(document("markdown", scheme), settings)).toBe(true);
    },
  );

  test.each(["git", "output", "vscode-scm", "inclusive-lint"])("of %s are not", (scheme) => {
    expect(isChecked(document("markdown", scheme), settings)).toBe(false);
  });

  test("of code are checked where the setting asks for it", () => {
    expect(isChecked(document("python"), settings)).toBe(false);
    expect(isChecked(document("python"), { ...settings, sourceComments: true })).toBe(true);
  });

  test("of the languages in the setting alone are checked, where it is set", () => {
    expect(isChecked(document("markdown"), { ...settings, languages: ["html"] })).toBe(false);
  });

  test.each([
    ["/w/.inclusive-lint.yaml", true],
    ["/w/rules/core/gender.yaml", true],
    ["/w/mine/pack.yaml", true],
    ["/w/other.yaml", false],
  ])("in YAML, %s is helped with: %s", (path, served) => {
    expect(isServed(document("yaml", "file", path), settings)).toBe(served);
  });
});

/** The schemas of the manifest's yamlValidation, in the language server that the YAML extension runs. */

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { getLanguageService, type LanguageService } from "yaml-language-server";
import { TextDocument } from "vscode-languageserver-textdocument";
import { hasSchema } from "../../src/selector.js";

interface Association {
  readonly fileMatch: string[];
  readonly url: string;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  contributes: { yamlValidation: Association[] };
};
const associations = manifest.contributes.yamlValidation;
const RULE = `- id: ours.word
  since: "1.0"
  severity: warning
  category: clarity
  terms: [mumpsimus]
  message: m
  why: w
  sources: [{ title: t, url: "https://example.org" }]
  examples: [{ flag: "A [[mumpsimus]]." }]
`;

let service: LanguageService;

beforeAll(() => {
  execFileSync(process.execPath, ["scripts/copy-schemas.mjs"]);
  const unused = (): void => undefined;
  service = getLanguageService({
    schemaRequestService: async (uri: string) =>
      await Promise.resolve(readFileSync(new URL(uri), "utf8")),
    workspaceContext: { resolveRelativePath: (path: string) => path },
    telemetry: { send: unused, sendError: unused, sendTrack: unused },
  });
  service.configure({
    validate: true,
    completion: true,
    schemas: associations.map(({ fileMatch, url }) => ({
      uri: pathToFileURL(url).href,
      // As the extension makes them from the manifest.
      fileMatch: fileMatch.map((name) => (/^[/!]/.test(name) ? name : `/${name}`)),
    })),
  });
});

// What is parsed is kept by path and version.
let version = 0;
const documentAt = (path: string, text: string): TextDocument =>
  TextDocument.create(`file://${path}`, "yaml", ++version, text);

/** The message of each problem, and the text that it marks. */
async function problems(path: string, text: string): Promise<string[]> {
  const document = documentAt(path, text);
  const found = await service.doValidation(document, false);
  return found.map(({ message, range }) => `${message as string} ${document.getText(range)}`);
}

async function offered(path: string, text: string): Promise<string[]> {
  const document = documentAt(path, text);
  const list = await service.doComplete(document, document.positionAt(text.length), false);
  return list.items.map(({ label }) => label);
}

describe("the packs of this project", () => {
  const packs = readdirSync("../rules", { withFileTypes: true }).filter((one) => one.isDirectory());
  test.each(packs.map(({ name }) => name))("pass: %s", async (name) => {
    const files = readdirSync(`../rules/${name}`).filter((file) => file.endsWith(".yaml"));
    expect(files).toContain("pack.yaml");
    for (const file of files) {
      const text = readFileSync(`../rules/${name}/${file}`, "utf8");
      expect(await problems(`/w/rules/${name}/${file}`, text), file).toEqual([]);
    }
  });
});

describe("mistakes", () => {
  test("in a rule are told", async () => {
    const wrong = RULE.replace("severity: warning", "severity: loud").replace("why:", "wy:");
    const found = (await problems("/w/rules/ours/words.yaml", wrong)).join("\n");
    expect(found).toMatch(/Missing property "why"/);
    expect(found).toMatch(/Warning wy/);
    expect(found).toMatch(/Warning loud/);
  });

  test("in pack.yaml are told, wherever it is", async () => {
    const wrong = 'id: ours\nversion: "1.0"\nlicence: MIT\nlanguage: english\n';
    const found = (await problems("/w/ours/pack.yaml", wrong)).join("\n");
    expect(found).toMatch(/Missing property "title"/);
    expect(found).toMatch(/Warning english/);
  });

  test("in the configuration are told", async () => {
    const found = await problems("/w/.inclusive-lint.yaml", "igno: []\n");
    expect(found.join()).toMatch(/Warning igno/);
  });
});

describe("keys are completed", () => {
  test.each([
    ["/w/rules/ours/words.yaml", "- id: ours.word\n  sev", "severity"],
    ["/w/rules/ours/words.yaml", `${RULE}- id: ours.other\n  sev`, "severity"],
    ["/w/ours/pack.yaml", "id: ours\nlic", "licence"],
    ["/w/.inclusive-lint.yaml", "pac", "packs"],
  ])("in %s after %j: %s", async (path, text, key) => {
    expect(await offered(path, text)).toContain(key);
  });
});

describe("files of other tools with such names are left alone", () => {
  test.each([
    ["/w/rules/host/shell.yaml", "- rule: Shell\n  desc: d\n  condition: c\n"],
    ["/w/rules/python/eval.yaml", "rules:\n  - id: eval\n    message: m\n    severity: ERROR\n"],
    ["/w/packs/mail/pack.yaml", "ref: mail\nname: mail\nversion: 1.0.0\nauthor: a\n"],
    ["/w/other.yaml", "packs: 1\n"],
  ])("%s", async (path, text) => {
    expect(await problems(path, text)).toEqual([]);
  });
});

test.each(["/w/.inclusive-lint.yml", "/w/pack.yaml", "/w/rules/a/b.yml"])(
  "%s has a schema, and then no help from the server beside it",
  (path) => {
    expect(hasSchema(path)).toBe(true);
  },
);

/** What is in the .vsix, read with the tool that packs it. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "mocha";
import { VSIX } from "./writer.js";

const LIMIT_BYTES = 1.5 * 1024 * 1024;

/** Name to compressed size, from the archive's own listing. */
function entries(): Map<string, number> {
  const print = `
import json, sys, zipfile
print(json.dumps({i.filename: i.compress_size for i in zipfile.ZipFile(sys.argv[1]).infolist()}))`;
  const output = execFileSync(process.env.PYTHON ?? "python3", ["-c", print, VSIX], {
    encoding: "utf8",
  });
  return new Map(Object.entries(JSON.parse(output) as Record<string, number>));
}

export function packageTests(): void {
  describe("the .vsix", () => {
    it("is at most 1.5 MB without the wheel", () => {
      let size = 0;
      for (const [name, bytes] of entries()) if (!name.endsWith(".whl")) size += bytes;
      console.log(`      ${(size / 1024).toFixed(0)} KB without the wheel`);
      assert.ok(size <= LIMIT_BYTES, `${size} bytes`);
    });

    it("holds one wheel, the schemas, the words, and nothing of the tests", () => {
      const names = [...entries().keys()];
      assert.equal(names.filter((name) => name.endsWith(".whl")).length, 1);
      for (const name of ["schemas/config.schema.json", "schemas/pack.schema.json"]) {
        assert.ok(names.includes(`extension/${name}`), name);
      }
      assert.ok(names.includes("extension/l10n/bundle.l10n.json"));
      assert.ok(names.includes("extension/dist/ThirdPartyNotices.txt"));
      assert.deepEqual(
        names.filter((name) => /test|node_modules|\.ts$|\.map$/.test(name)),
        [],
      );
    });
  });
}

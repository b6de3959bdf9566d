// Puts the JSON Schemas of configuration and packs where the YAML extension finds them. They come from
// the library, which PYTHON (default: python3) must be able to import.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";

const PRINT_PACK_SCHEMA = `
import json
from inclusive_lint.packs.schema import json_schema
print(json.dumps(json_schema("pack"), indent=2))
`;

mkdirSync("schemas", { recursive: true });
copyFileSync("../inclusive_lint/schemas/config.schema.json", "schemas/config.schema.json");
const python = process.env.PYTHON ?? "python3";
const run = spawnSync(python, ["-c", PRINT_PACK_SCHEMA], { cwd: "..", encoding: "utf8" });
if (run.status !== 0) {
  console.error(`copy-schemas: ${python} can't import the library; set PYTHON\n${run.stderr}`);
  process.exit(1);
}
writeFileSync("schemas/pack.schema.json", run.stdout);

// Puts the JSON Schemas of configuration and packs where the YAML extension finds them. The library
// writes them from its own checks (docs/generate_schemas.py).
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const read = (name) =>
  JSON.parse(readFileSync(`../inclusive_lint/schemas/${name}.schema.json`, "utf8"));
const write = (name, schema) =>
  writeFileSync(`schemas/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);

/** `schema` where `condition` holds; silence elsewhere. */
function only(condition, schema) {
  const { $schema, $defs, title, ...rest } = schema;
  return { $schema, title, $defs, if: condition, then: rest };
}

/** Objects with nothing that we don't know (one that is still empty, too), or with what only we have. */
function ours(schema, telling) {
  const known = Object.keys(schema.properties);
  const properties = Object.fromEntries(telling.map((name) => [name, schema.properties[name]]));
  return [{ propertyNames: { enum: known } }, { type: "object", required: telling, properties }];
}

mkdirSync("schemas", { recursive: true });
write("config", read("config"));

// Other tools have files named rules/*/*.yaml and pack.yaml too: those must not be called wrong.
const pack = read("pack");
const [known, telling] = ours(pack, ["id", "version", "licence"]);
write("pack", only({ anyOf: [{ type: ["object", "null"], ...known }, telling] }, pack));
const rules = read("rules");
const [knownRule, tellingRule] = ours(rules.items, ["id", "since"]);
const list = { type: ["array", "null"], items: knownRule };
write("rules", only({ anyOf: [list, { type: "array", contains: tellingRule }] }, rules));

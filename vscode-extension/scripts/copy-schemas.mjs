// Copies the JSON Schemas of the library into the extension, where the YAML extension finds them.
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";

const from = resolve("../inclusive_lint/schemas");
const { contributes } = JSON.parse(await readFile("package.json", "utf8"));
await mkdir("schemas", { recursive: true });
for (const { url } of contributes.yamlValidation) {
  const name = basename(url);
  await copyFile(resolve(from, name), resolve("schemas", name));
}

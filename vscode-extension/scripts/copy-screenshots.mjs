// Takes the README's pictures from the last run of the tests in the editor.
import { copyFileSync, readdirSync } from "node:fs";

const folder = "test-results/4.139.1";
for (const name of ["hover", "quick-fix", "panel"]) {
  const shot = readdirSync(folder).find((file) => file.endsWith(`-${name}.png`));
  if (!shot) throw new Error(`no ${name} in ${folder}`);
  copyFileSync(`${folder}/${shot}`, `images/${name}.png`);
}

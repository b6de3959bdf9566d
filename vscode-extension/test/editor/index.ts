/** The tests in real editors, for mocha: the newest edition and the one at the engine floor. */

import { after } from "mocha";
import { rmSync } from "node:fs";
import { CURRENT, OLDEST, RESULTS, type Editor } from "./harness.js";
import { hostTests } from "./inHost.js";
import { packageTests } from "./package.js";
import { restrictedTests } from "./restricted.js";
import { writerTests } from "./writer.js";

packageTests();
rmSync(RESULTS, { recursive: true, force: true });
const profiles: Editor[] = [];
after(() => {
  for (const profile of profiles) profile.remove();
});
for (const version of [CURRENT, OLDEST]) {
  let profile: Editor | undefined;
  writerTests(version, (kept) => {
    profiles.push((profile = kept));
  });
  hostTests(version, () => profile);
  if (version === CURRENT) restrictedTests(version, () => profile);
}

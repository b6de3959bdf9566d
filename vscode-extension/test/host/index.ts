/** What the extension host calls: runs the suites with mocha and says how many tests ran. */

import Mocha from "mocha";
import { suites } from "./suites.js";

/** What a test says is printed below, in a form that the caller reads. */
class Silent extends Mocha.reporters.Base {}

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 300_000, reporter: Silent });
  mocha.suite.emit("pre-require", globalThis, null as unknown as string, mocha);
  suites();
  let passed = 0;
  let failed = 0;
  await new Promise<void>((done) => {
    const runner = mocha.run(() => {
      done();
    });
    runner.on("pass", (test) => {
      passed += 1;
      console.log(`host:   ok ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on("fail", (test, error: Error) => {
      failed += 1;
      console.log(`host:   FAILED ${test.fullTitle()}: ${error.stack ?? error.message}`);
    });
  });
  console.log(`host: ${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) throw new Error(`${failed} failed, ${passed} passed`);
}

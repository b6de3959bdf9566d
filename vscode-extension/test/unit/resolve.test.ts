import { describe, expect, test } from "vitest";
import type { Interpreter } from "../../src/python/probe.js";
import { readAnswer, systemCommands } from "../../src/python/probe.js";
import {
  chooseInterpreter,
  findSystemPython,
  type Surroundings,
} from "../../src/python/resolve.js";
import type { PythonVersion } from "../../src/python/version.js";

function python(
  command: string,
  server: string | null = null,
  version: PythonVersion = [3, 12, 1],
): Interpreter {
  return { command, args: [], executable: command, version, server };
}

function around(change: Partial<Surroundings>, known: Interpreter[] = []): Surroundings {
  return {
    setting: "",
    trusted: true,
    bundled: "0.1.0",
    probe: (command) => Promise.resolve(known.find((one) => one.command === command)),
    workspacePython: () => Promise.resolve(undefined),
    ownPython: () => Promise.resolve(python("/own", "0.1.0")),
    log: () => undefined,
    ...change,
  };
}

describe("the interpreter is", () => {
  const workspacePython = (): Promise<string> => Promise.resolve("/ws");

  test("the setting's, before all others", async () => {
    const known = [python("/set", "0.1.0"), python("/ws", "0.1.0")];
    const chosen = await chooseInterpreter(around({ setting: "/set", workspacePython }, known));
    expect([chosen.origin, chosen.interpreter.command]).toEqual(["setting", "/set"]);
  });

  test("the workspace's, where it has a fitting server", async () => {
    const chosen = await chooseInterpreter(around({ workspacePython }, [python("/ws", "0.1.2")]));
    expect(chosen.origin).toBe("workspace");
  });

  test.each([null, "0.2.0", "0.0.9"])(
    "our own, where the workspace's has server %s",
    async (server) => {
      const chosen = await chooseInterpreter(around({ workspacePython }, [python("/ws", server)]));
      expect(chosen.origin).toBe("own");
    },
  );

  test("our own in an untrusted workspace, without asking the workspace's", async () => {
    const asked = (): never => {
      throw new Error("asked an untrusted workspace");
    };
    const chosen = await chooseInterpreter(around({ trusted: false, workspacePython: asked }));
    expect(chosen.origin).toBe("own");
  });
});

describe("a setting that can't be used is an error, not passed over", () => {
  test.each([
    ["interpreter missing", []],
    ["interpreter without server", [python("/set")]],
    ["python too old", [python("/set", "0.1.0", [3, 9, 0])]],
  ])("%s", async (kind, known) => {
    const choice = chooseInterpreter(around({ setting: "/set" }, known));
    await expect(choice).rejects.toMatchObject({ kind });
  });
});

describe("of the system's Pythons", () => {
  const commands = [["python3"], ["python3.12"]] as const;
  const find = (...known: Interpreter[]): Promise<Interpreter> =>
    findSystemPython(commands, (command) =>
      Promise.resolve(known.find((one) => one.command === command)),
    );

  test("the first that fits is taken, also behind one that is too old", async () => {
    const found = await find(python("python3", null, [3, 8, 0]), python("python3.12"));
    expect(found.command).toBe("python3.12");
  });

  test("one that is too old is named", async () => {
    const finding = find(python("python3", null, [3, 8, 0]));
    await expect(finding).rejects.toMatchObject({
      kind: "python too old",
      detail: "python3 (3.8.0)",
    });
  });

  test("none at all is said so", async () => {
    await expect(find()).rejects.toMatchObject({ kind: "no python" });
  });

  test("Windows is asked through its launcher first", () => {
    expect(systemCommands("win32")[0]).toEqual(["py", "-3"]);
  });
});

describe("what a Python answers", () => {
  test("is read from its last line, whatever a site hook printed before", () => {
    const answer = 'hello\n{"executable": "/p", "version": [3, 11, 2], "server": null}\n';
    expect(readAnswer(answer)).toEqual({ executable: "/p", version: [3, 11, 2], server: null });
  });

  test.each(["", "null", "[]", '{"executable": 3}', '{"executable": "p", "version": [3]}'])(
    "is refused when it is %j",
    (text) => {
      expect(() => readAnswer(text)).toThrow();
    },
  );
});

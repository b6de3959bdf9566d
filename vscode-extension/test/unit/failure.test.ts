import { expect, test } from "vitest";
import { classifyOutput, pipStep } from "../../src/python/failure.js";

test.each([
  [
    "offline",
    "WARNING: Retrying after connection broken by 'NewConnectionError(...)': /simple/spacy/\nERROR: Could not find a version that satisfies the requirement spacy<3.9,>=3.8\nERROR: No matching distribution found for spacy",
  ],
  ["no package", "ERROR: No matching distribution found for spacy<3.9,>=3.8"],
  [
    "no venv",
    "The virtual environment was not created successfully because ensurepip is not available.",
  ],
  ["no venv", "/usr/bin/python3: No module named venv"],
  [
    "disk full",
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
  ],
  ["not permitted", "Error: [Errno 13] Permission denied: '/x/python-1'"],
  ["unknown", "something else"],
] as const)("output is told to be: %s", (kind, output) => {
  expect(classifyOutput(output).kind).toBe(kind);
});

test("the detail is the line that tells most", () => {
  expect(classifyOutput("Collecting x\nERROR: it broke\nnote: see above").detail).toBe(
    "ERROR: it broke",
  );
});

test.each([
  ["Collecting spacy<3.9,>=3.8 (from inclusive-lint==0.1.0)", { step: "get", what: "spacy" }],
  ["  Downloading numpy-2.3.5-cp311-cp311-manylinux.whl (16.9 MB)", { step: "get", what: "numpy" }],
  [
    "Processing /store/inclusive_lint-0.1.0-py3-none-any.whl",
    { step: "get", what: "inclusive_lint" },
  ],
  ["Installing collected packages: click, spacy", { step: "install", what: "click, spacy" }],
])("progress is read from: %s", (line, step) => {
  expect(pipStep(line)).toEqual(step);
});

test("other lines of pip are no progress", () => {
  expect(pipStep("Requirement already satisfied: click")).toBeUndefined();
});

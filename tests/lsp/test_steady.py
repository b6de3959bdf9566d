"""Thousands of random edits, and after each the diagnostics of a fresh check; and memory that doesn't grow with them.

The full number of edits takes minutes and is marked slow; STEADY_EDITS sets another.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from inclusive_lint_server.positions import TextIndex
from lsp_client import Client, environment
from lsp_words import CONFIG, lay_out

from inclusive_lint.config import load_config
from inclusive_lint.engine import Linter
from inclusive_lint.model import Source

EDITS = int(os.environ.get("STEADY_EDITS", "10000"))
PIECES = [
    "teacup", " kettle", "teapots ", "\n", "\r\n", "\n\n", "# ", "- ", "> ", "|", "`", "*", "😀", "é",
    "\u2028", "👩\u200d🦽", " a ", "An ", ".", "“", "”", "<!-- inclusive-lint: disable-next-line -- x -->\n",
    "```\n", "&amp;", "\t", "white", "[x](teacup)", "<b>", "---\n", "    ",
]  # fmt: skip
START = "# Tea\n\nA teacup 😀 and a kettle.\n\n- teapot\n\n> A teacup\r\n> more.\n"
CONFIGS = [
    CONFIG,
    CONFIG + "ignore: [tea.cup]\n",
    CONFIG + "severity: {tea.pot: error}\n",
    CONFIG + "allow: [kettle]\n",
]


class Editor:
    """An editor that does anything to its documents, and knows what the diagnostics must be."""

    def __init__(self, client, folder, seed, encoding):
        self.client, self.folder, self.encoding = client, folder, encoding
        self.random = random.Random(seed)
        self.texts = {}
        self.versions = {}
        self.undo = []
        self.linters = {}
        self.count = 0

    def uri(self, name):
        return (self.folder / name).as_uri()

    def open(self, name, text):
        self.versions[name] = self.versions.get(name, 0) + 1
        self.texts[name] = text
        self.client.open(self.uri(name), text, version=self.versions[name])

    def close(self, name):
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})
        assert self.client.diagnostics(self.uri(name)) == []
        return self.texts.pop(name)

    def step(self):
        """One thing that a person does; the name of the document to look at."""
        name = self.random.choice(sorted(self.texts))
        what = self.random.random()
        if what < 0.01:
            new = f"doc{self.random.randrange(4)}-{self.count}.md"
            text = self.close(name)
            self.open(new, text)
            return new
        if what < 0.02:
            self.open(name, self.close(name))
            return name
        if what < 0.025:
            self.configure()
            return None
        if what < 0.04 and self.undo:
            self.change(
                name,
                [(0, len(self.texts[name]), self.undo.pop(self.random.randrange(len(self.undo))))],
            )
            return name
        self.undo = [*self.undo[-20:], self.texts[name]]
        edits, text = [], self.texts[name]
        for _ in range(self.random.choice([1, 1, 1, 1, 2, 5])):
            at = self.place(text)
            end = self.place(text, at, min(len(text), at + self.random.choice([0, 0, 0, 1, 3, 12])))
            put_in = "".join(self.random.choices(PIECES, k=self.random.choice([0, 1, 1, 2])))
            edits.append((at, end, put_in))
            text = text[:at] + put_in + text[end:]
        if len(text) > 4000:
            edits.append((500, len(text), ""))
        self.change(name, edits)
        return name

    def place(self, text, least=0, most=None):
        """A place that a position can name: not inside a CRLF."""
        at = self.random.randint(least, len(text) if most is None else most)
        return at - 1 if text[at - 1 : at + 1] == "\r\n" and at > least else at

    def change(self, name, edits):
        text, events = self.texts[name], []
        for start, end, put_in in edits:
            if text[start - 1 : start + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n":
                continue
            first, last = TextIndex(text, self.encoding).range(start, end)
            span = {"start": first._asdict(), "end": last._asdict()}
            events.append({"range": span, "text": put_in})
            text = text[:start] + put_in + text[end:]
        self.versions[name] += 1
        self.texts[name] = text
        self.client.change(self.uri(name), self.versions[name], *events)

    def configure(self):
        path = self.folder / ".inclusive-lint.yaml"
        path.write_text(self.random.choice(CONFIGS))
        changes = [{"uri": path.as_uri(), "type": 2}]
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
        for name in self.texts:
            self.client.diagnostics(self.uri(name), self.versions[name])

    def expected(self, name):
        """What a fresh check of the same text finds."""
        path = self.folder / name
        settings = load_config(path).settings_for(str(path))
        linter = self.linters.setdefault(settings, Linter(settings))
        text = self.texts[name]
        index = TextIndex(text, self.encoding)
        shown = {"suggestion": 3, "warning": 2, "error": 1}
        result = linter.lint_source(Source(path.as_posix(), text, format="markdown"))
        return [
            (f.rule, shown[f.severity], *index.position(f.start), *index.position(f.end), f.match, f.fingerprint)
            for f in result.findings
            if f.suppressed is None
        ]  # fmt: skip

    def shown(self, name):
        """What the server shows for the newest version."""
        return [
            (
                d["code"],
                d["severity"],
                *d["range"]["start"].values(),
                *d["range"]["end"].values(),
                d["data"]["match"],
                d["data"]["fingerprint"],
            )
            for d in self.client.diagnostics(self.uri(name), self.versions[name])
        ]

    def run(self, steps):
        for _ in range(steps):
            self.count += 1
            name = self.step()
            if name is not None:
                assert self.shown(name) == self.expected(name), repr(self.texts[name])
            self.client.seen.clear()


def edited(tmp_path, steps, seed, encoding):
    folder = lay_out(tmp_path / "w")
    with Client() as client:
        general = {"general": {"positionEncodings": [encoding]}}
        client.initialize(folder, capabilities=general, options={"lintDelay": 0})
        editor = Editor(client, folder, seed, encoding)
        for name in ("one.md", "two.md"):
            editor.open(name, START)
            assert editor.shown(name) == editor.expected(name)
        editor.run(steps)
        assert client.stop() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_after_each_of_many_edits_the_diagnostics_are_those_of_a_fresh_check(tmp_path, encoding):
    edited(tmp_path, 200, 1, encoding)


@pytest.mark.slow
def test_after_each_of_ten_thousand_edits_too(tmp_path):
    edited(tmp_path, EDITS, 2, "utf-16")


def resident(pid):
    """Resident kB of a process and its children."""
    total = 0
    for number in [pid, *children(pid)]:
        lines = Path(f"/proc/{number}/status").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return total


def children(pid):
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_an_hour_of_typing_leaves_memory_where_it_was(tmp_path):
    """3,600 changes, a new word in each, with the shipped packs: one a second for an hour."""
    rng = random.Random(3)
    words = ["whitelist", "crazy", "the blind", "he", "guys", "master", "his", "disabled"]
    with Client(env=environment(INCLUSIVE_LINT_PRELOAD="1")) as client:
        client.initialize(tmp_path, options={"lintDelay": 0})
        uri = (tmp_path / "a.md").as_uri()
        paragraphs = ["The user opens the file and he reads it."] * 60
        client.open(uri, "\n\n".join(paragraphs))
        client.diagnostics(uri, 1)
        start = None
        for version in range(2, 3602):
            made_up = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=8))
            sentence = f"Each {made_up} is {rng.choice(words)} and {made_up}s {rng.choice(words)}."
            paragraphs[rng.randrange(60)] = sentence
            client.change(uri, version, {"text": "\n\n".join(paragraphs)})
            client.diagnostics(uri, version)
            client.seen.clear()
            if version == 200:
                start = resident(client.process.pid)
        end = resident(client.process.pid)
        assert end <= 1.2 * start, f"{start} kB grew to {end} kB"

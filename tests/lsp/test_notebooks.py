"""A notebook that is open in the editor is judged as its file is on the command line."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inclusive_lint_server.linting import Folder
from inclusive_lint_server.notebooks import lint_notebook
from inclusive_lint_server.worker_state import WorkerState
from lsp_words import CONFIG, RICH, lay_out, spans

from inclusive_lint.baseline import create_baseline, save_baseline
from inclusive_lint.config import load_config
from inclusive_lint.run import RunOptions, check

CELLS = [
    ("markdown", '# "Tea"\n\nA teacup 😀 and\na \\*teapot\\*.\n'),
    ("markdown", "A teapot,\na kettle <!-- inclusive-lint: disable-line -->\nand a teapot.\n"),
    ("python", "%%bash\n# a kettle\necho teacup\n"),
    ("python", 's = "teacup"  # a kettle, é, a\tteapot\n'),
    ("markdown", "A teacup.\n\n<!-- inclusive-lint: disable -- all of it -->\n\nA kettle."),
    ("markdown", "A teapot, and again a teapot."),
    ("markdown", "<!-- inclusive-lint: enable -->\n\nA teapot and a teacup."),
    ("raw", "---\ntitle: A teacup\n---\n"),
]  # fmt: skip


ANYWHERE = "anywhere"
"""The command line tells no cell for a suppression without use."""


def cell_uri(number):
    return f"vscode-notebook-cell:/w/n.ipynb#{number}"


def kind_of(language):
    return 1 if language == "markdown" else 2


def as_file(cells):
    """The notebook as it is saved."""
    listed = [
        {"cell_type": {"python": "code"}.get(language, language), "source": text.splitlines(True)}
        for language, text in cells
    ]
    metadata = {"language_info": {"name": "python"}}
    return json.dumps({"cells": listed, "metadata": metadata}, indent=1)


def open_notebook(client, uri, cells, version=1):
    listed = [
        {"kind": kind_of(language), "document": cell_uri(number)}
        for number, (language, _) in enumerate(cells)
    ]
    notebook = {"uri": uri, "notebookType": "jupyter-notebook", "version": version}
    documents = [
        {"uri": cell_uri(number), "languageId": language, "version": version, "text": text}
        for number, (language, text) in enumerate(cells)
    ]
    params = {"notebookDocument": {**notebook, "cells": listed}, "cellTextDocuments": documents}
    client.notify("notebookDocument/didOpen", params)


def on_the_command_line(folder):
    """(rule, cell, fingerprint) of all findings that count."""
    result = check([folder / "n.ipynb"], load_config(folder))
    return [
        (f.rule, (f.place or ANYWHERE).partition(",")[0], f.fingerprint)
        for f in result.files[0].findings
        if f.suppressed is None
    ]


def in_the_editor(client, count=8):
    """The same, from the diagnostics of the cells."""
    found = []
    for number in range(count):
        for diagnostic in client.diagnostics(cell_uri(number)):
            fingerprint = diagnostic["data"]["fingerprint"]
            found.append((diagnostic["code"], f"cell {number + 1}", fingerprint))
    return found


@pytest.fixture
def notebook(tmp_path):
    folder = lay_out(tmp_path / "w", CONFIG + "include: ['*.ipynb']\n")
    (folder / "n.ipynb").write_text(as_file(CELLS), encoding="utf-8")
    return folder


def test_findings_and_fingerprints_are_those_of_the_command_line(start, notebook):
    client = start(notebook, client={"settings": {"languages": ["markdown", "python", "raw"]}})
    open_notebook(client, (notebook / "n.ipynb").as_uri(), CELLS)
    expected = on_the_command_line(notebook)
    assert any(fingerprint.endswith("-2") for _, _, fingerprint in expected)
    assert in_the_editor(client) == expected


def test_edits_and_words_are_those_of_the_cell(start, notebook):
    client = start(notebook)
    open_notebook(client, (notebook / "n.ipynb").as_uri(), CELLS)
    first, second = client.diagnostics(cell_uri(0))
    assert spans([first, second]) == [(2, 2, 8), (3, 4, 10)]
    assert first["data"]["match"] == "teacup"
    assert first["data"]["replacements"][0]["edits"] == [
        {"range": first["range"], "newText": "mug"}
    ]


def test_a_baseline_of_the_command_line_holds_in_the_editor(start, notebook):
    with (notebook / ".inclusive-lint.yaml").open("a") as config:
        config.write("baseline: known.json\n")
    whole = check([notebook / "n.ipynb"], load_config(notebook), RunOptions(no_baseline=True))
    save_baseline(create_baseline(whole, notebook), notebook / "known.json")
    client = start(notebook)
    uri = (notebook / "n.ipynb").as_uri()
    open_notebook(client, uri, CELLS)
    assert in_the_editor(client) == []
    # One more of a kind is new, and it is the last one, in a cell that hasn't changed.
    change = {"document": {"uri": cell_uri(0), "version": 2}}
    text = CELLS[0][1] + "\nA teapot and a teacup.\n"
    changed = {"cells": {"textContent": [{**change, "changes": [{"text": text}]}]}}
    params = {"notebookDocument": {"uri": uri, "version": 2}, "change": changed}
    client.notify("notebookDocument/didChange", params)
    cells = [(CELLS[0][0], text), *CELLS[1:]]
    (notebook / "n.ipynb").write_text(as_file(cells), encoding="utf-8")
    expected = on_the_command_line(notebook)
    assert [cell for _, cell, _ in expected] == ["cell 7", "cell 7"]
    assert spans(client.diagnostics(cell_uri(6))) == [(2, 2, 8), (2, 15, 21)]
    assert client.diagnostics(cell_uri(0), 2) == []


def test_cells_that_move_are_numbered_anew(start, notebook):
    client = start(notebook)
    uri = (notebook / "n.ipynb").as_uri()
    open_notebook(client, uri, [("markdown", "A teacup."), ("markdown", "So, a teacup.")])
    before = [client.diagnostics(cell_uri(n))[0]["data"]["fingerprint"] for n in range(2)]
    array = {"start": 0, "deleteCount": 2}
    swapped = [{"kind": 1, "document": cell_uri(n)} for n in (1, 0)]
    structure = {"array": {**array, "cells": swapped}}
    params = {
        "notebookDocument": {"uri": uri, "version": 2},
        "change": {"cells": {"structure": structure}},
    }
    client.notify("notebookDocument/didChange", params)
    (notebook / "n.ipynb").write_text(
        as_file([("markdown", "So, a teacup."), ("markdown", "A teacup.")]), encoding="utf-8"
    )
    wanted = [fingerprint for _, _, fingerprint in on_the_command_line(notebook)]
    after = [client.request("textDocument/hover", hover_at(cell_uri(n))) for n in (1, 0)]
    assert all(after)
    assert sorted(wanted) == sorted(before)


def hover_at(uri):
    return {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 8}}


def test_a_cell_is_pulled(start, notebook):
    pulling = {**RICH, "textDocument": {**RICH["textDocument"], "diagnostic": {}}}
    client = start(notebook, capabilities=pulling)
    open_notebook(client, (notebook / "n.ipynb").as_uri(), CELLS)
    asked = [
        client.ask("textDocument/diagnostic", {"textDocument": {"uri": cell_uri(n)}})
        for n in range(7)
    ]
    counts = [len(client.answer(number)["items"]) for number in asked]
    assert counts == [2, 2, 1, 2, 1, 0, 2]


PIECES = [
    "A teacup.", " kettle", "# a teapot\n", "\n\n", '"', "😀 ", "\\", "\t", "%%bash\n", "*", "s = 'teapot'\n",
    "<!-- inclusive-lint: disable -->\n\n", "<!-- inclusive-lint: enable -->\n\n", "# inclusive-lint: disable-line\n",
]  # fmt: skip


class Person:
    """Somebody who edits a notebook in every way, and saves it after each step."""

    def __init__(self, client, folder, seed):
        self.client, self.folder = client, folder
        self.random = random.Random(seed)
        self.uri = (folder / "n.ipynb").as_uri()
        self.cells = [[number, *cell] for number, cell in enumerate(CELLS)]
        self.next, self.version = len(CELLS), 1
        open_notebook(client, self.uri, CELLS)

    def notify(self, cells):
        self.version += 1
        notebook = {"uri": self.uri, "version": self.version}
        params = {"notebookDocument": notebook, "change": {"cells": cells}}
        self.client.notify("notebookDocument/didChange", params)

    def splice(self, start, delete, new, opened=(), closed=()):
        listed = [{"kind": kind_of(each[1]), "document": cell_uri(each[0])} for each in new]
        self.cells[start : start + delete] = new
        structure = {"array": {"start": start, "deleteCount": delete, "cells": listed}}
        structure["didOpen"] = [
            {"uri": cell_uri(n), "languageId": language, "version": self.version, "text": text}
            for n, language, text in opened
        ]
        structure["didClose"] = [{"uri": cell_uri(n)} for n, _, _ in closed]
        self.notify({"structure": structure})

    def step(self):
        what, at = self.random.random(), self.random.randrange(len(self.cells))
        if what < 0.15:
            cell = [self.next, self.random.choice(["markdown", "python"]), self.text()]
            self.next += 1
            self.splice(at, 0, [cell], opened=[cell])
        elif what < 0.25 and len(self.cells) > 3:
            self.splice(at, 1, [], closed=[self.cells[at]])
        elif what < 0.35 and at > 0:
            self.splice(at - 1, 2, [self.cells[at], self.cells[at - 1]])
        else:
            cell = self.cells[at]
            cell[2] = self.text() + self.random.choice([cell[2], ""])
            document = {"uri": cell_uri(cell[0]), "version": self.version + 1}
            self.notify({"textContent": [{"document": document, "changes": [{"text": cell[2]}]}]})

    def text(self):
        return "".join(self.random.choices(PIECES, k=self.random.randrange(5)))

    def shown(self):
        asked = [
            self.client.ask("textDocument/diagnostic", {"textDocument": {"uri": cell_uri(number)}})
            for number, _, _ in self.cells
        ]
        return [
            (
                diagnostic["code"],
                ANYWHERE if diagnostic["code"].startswith("inclusive-lint") else f"cell {place}",
                diagnostic["data"]["fingerprint"],
            )
            for place, number in enumerate(asked, 1)
            for diagnostic in self.client.answer(number)["items"]
        ]

    def expected(self):
        file = as_file([(language, text) for _, language, text in self.cells])
        (self.folder / "n.ipynb").write_text(file, encoding="utf-8")
        return on_the_command_line(self.folder)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_each_of_many_changes_the_cells_show_what_a_check_of_the_file_finds(
    start, notebook, seed
):
    pulling = {**RICH, "textDocument": {**RICH["textDocument"], "diagnostic": {}}}
    client = start(notebook, capabilities=pulling, client={"settings": {"lintDelay": 0}})
    person = Person(client, notebook, seed)
    for _ in range(60):
        assert person.shown() == person.expected(), person.cells
        person.step()


def test_a_pulling_client_is_told_when_one_cell_changes_what_holds_for_another(start, notebook):
    document = {**RICH["textDocument"], "diagnostic": {}}
    workspace = {**RICH["workspace"], "diagnostics": {"refreshSupport": True}}
    pulling = {**RICH, "textDocument": document, "workspace": workspace}
    client = start(notebook, capabilities=pulling)
    uri = (notebook / "n.ipynb").as_uri()
    open_notebook(client, uri, [("markdown", "Tea."), ("markdown", "A teacup.")])

    def pulled():
        params = {"textDocument": {"uri": cell_uri(1)}}
        return len(client.request("textDocument/diagnostic", params)["items"])

    assert pulled() == 1
    text = "<!-- inclusive-lint: disable -- all of it -->\n"
    content = {"document": {"uri": cell_uri(0), "version": 2}, "changes": [{"text": text}]}
    change = {"cells": {"textContent": [content]}}
    params = {"notebookDocument": {"uri": uri, "version": 2}, "change": change}
    client.notify("notebookDocument/didChange", params)
    client.wait("workspace/diagnostic/refresh")
    assert pulled() == 0


def test_a_closed_notebook_shows_nothing(start, notebook):
    client = start(notebook)
    uri = (notebook / "n.ipynb").as_uri()
    open_notebook(client, uri, CELLS[:2])
    in_the_editor(client, 2)
    closed = [{"uri": cell_uri(n)} for n in range(2)]
    params = {"notebookDocument": {"uri": uri}, "cellTextDocuments": closed}
    client.notify("notebookDocument/didClose", params)
    assert in_the_editor(client, 2) == []


@given(
    st.lists(
        st.text(st.sampled_from('teacup "\\/\n\t\r\x00\x1f\u2028é😀'), max_size=30), max_size=4
    )
)
def test_any_text_keeps_its_places(tmp_path_factory, texts):
    worker = state(tmp_path_factory)
    texts = [f"{text} teacup" for text in texts]
    cells = [
        {"uri": str(n), "type": "markdown", "language": "markdown", "bytes": len(text.encode())}
        for n, text in enumerate(texts)
    ]
    folder = next(iter(worker.linting.folders))
    path = worker.linting.folders[folder].path + "/n.ipynb"
    head, body = lint_notebook(
        worker, {"path": path, "folder": folder, "cells": cells}, "".join(texts).encode()
    )
    assert [part["uri"] for part in head["parts"]] == [cell["uri"] for cell in cells]
    for part, text in zip(head["parts"], texts, strict=True):
        index = worker.index(text)
        for diagnostic in json.loads(b"[%s]" % body[slice(*part["at"])]):
            start, end = (
                index.offset(*diagnostic["range"][side].values()) for side in ("start", "end")
            )
            assert text[start:end] == diagnostic["data"]["match"]
            assert (
                text[start:end].lower().strip() in ("teacup", "teacups")
                or diagnostic["code"] != "tea.cup"
            )


WORKERS = []


def state(factory):
    """One worker for all examples."""
    if not WORKERS:
        folder = lay_out(factory.mktemp("notebooks"))
        WORKERS.append(WorkerState())
        WORKERS[0].linting.folders = {folder.as_uri(): Folder(folder.as_posix(), {})}
    return WORKERS[0]

"""The server's beginning, its end, and that nothing a client sends makes it end early."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from lsp_client import COMMAND, Client, ServerError, environment, typed
from lsp_words import RICH, spans

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="child processes are listed through /proc"
)


def children(pid):
    """Process ids of a process's children."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def still_lints(client, folder, name="alive.md"):
    """Whether a document is linted as if nothing had happened."""
    uri = (folder / name).as_uri()
    client.open(uri, "A teacup.\n")
    return spans(client.diagnostics(uri, 1)) == [(0, 2, 8)]


def test_exit_after_shutdown_is_a_good_end(start, workspace):
    assert start(workspace).stop() == 0


def test_exit_without_shutdown_is_not(start, workspace):
    client = start(workspace)
    client.notify("exit")
    assert client.process.wait(timeout=10) == 1


def test_it_ends_when_its_input_is_closed(start, workspace):
    client = start(workspace)
    client.process.stdin.close()
    assert client.process.wait(timeout=10) == 1


def test_it_ends_when_its_client_has_gone(workspace):
    waiting = [sys.executable, "-c", "input()"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as parent, Client() as client:
        client.initialize(workspace, processId=parent.pid)
        client.request("textDocument/hover", position("file:///x"))
        parent.kill()
        parent.wait()
        assert client.process.wait(timeout=10) == 1


def test_a_client_that_is_not_on_this_machine_does_not_end_it(workspace):
    with Client() as client:
        client.initialize(workspace, processId=2**22 + 1)
        assert still_lints(client, workspace)


@needs_proc
def test_the_linting_process_ends_with_the_server(start, workspace):
    client = start(workspace)
    assert still_lints(client, workspace)
    descriptors = [os.pidfd_open(child) for child in children(client.process.pid)]
    assert descriptors
    client.process.kill()
    for descriptor in descriptors:
        assert select.select([descriptor], [], [], 10)[0]
        os.close(descriptor)


def test_requests_before_initialize_are_refused():
    with Client() as client:
        with pytest.raises(ServerError) as caught:
            client.request("textDocument/hover", position("file:///x"))
        assert caught.value.code == -32002


def test_a_second_initialize_is_refused(client, home):
    with pytest.raises(ServerError, match="already"):
        client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})


def test_requests_after_shutdown_are_refused(start, workspace):
    client = start(workspace)
    client.request("shutdown")
    with pytest.raises(ServerError) as caught:
        client.request("textDocument/hover", position("file:///x"))
    assert caught.value.code == -32600


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{not json", -32700),
        (b"\xff\xfe", -32700),
        (b"[" * 100_000, -32700),
        (b'"text"', None),
        (b"[]", None),
        (b'{"id": 77, "method": "textDocument/hover"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 77, "method": 5}', -32600),
        (b'{"jsonrpc": "2.0", "id": 77, "method": "no/such"}', -32601),
        (b'{"jsonrpc": "2.0", "id": 77, "method": "textDocument/hover", "params": {}}', -32602),
        (b'{"jsonrpc": "2.0", "id": 77, "method": "textDocument/hover"}', -32602),
        (b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": [1]}', None),
        (b'{"jsonrpc": "2.0", "method": "no/such"}', None),
        (b'{"jsonrpc": "2.0", "id": 77, "result": 1}', None),
        (b'{"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": ""}}', None),
    ],
)
def test_a_broken_message_is_answered_where_it_can_be_and_the_server_lives(
    client, home, body, code
):
    client.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    number = None if code == -32700 else 77
    if code is not None:
        client._pump(lambda: number in client.answers, 10, "a refusal")
        assert client.answers.pop(number)["error"]["code"] == code
    assert still_lints(client, home, f"broken{abs(hash(body))}.md")
    assert "window/showMessage" not in [m for _, m, _ in client.seen]


def test_stray_lines_before_a_header_are_passed_over(client, home):
    client.send_bytes(b"a wrapper says hello\r\nContent-Length: x\r\n\r\n")
    body = json.dumps({"jsonrpc": "2.0", "id": 901, "method": "inclusiveLint/packs", "params": {}})
    header = b"content-type: text/json\r\nCONTENT-LENGTH:%d\r\n\r\n" % len(body)
    client.send_bytes(header + body.encode())
    assert client.answer(901)


def test_messages_about_documents_that_are_not_open_change_nothing(client, home):
    uri = "file:///not/open.md"
    client.change(uri, 2, typed(0, 0, "x"))
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert client.request("textDocument/hover", position(uri)) is None
    assert (
        client.actions(
            uri, {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
        )
        == []
    )
    assert still_lints(client, home, "others.md")


def test_text_that_no_file_could_hold_is_linted_all_the_same(client, home):
    uri = (home / "surrogate.md").as_uri()
    client.open(uri, "\ud83d \0 A teacup.\n")
    assert spans(client.diagnostics(uri, 1)) == [(0, 6, 12)]


@needs_proc
def test_a_linting_process_that_dies_is_started_anew(start, workspace):
    client = start(workspace)
    assert still_lints(client, workspace)
    for child in children(client.process.pid):
        os.kill(child, signal.SIGKILL)
    assert still_lints(client, workspace, "again.md")


def test_a_linting_process_that_keeps_dying_is_given_up_with_one_message(workspace):
    script = (
        "from inclusive_lint_server.server import make_server, serve; import sys, os;"
        "os._exit(serve(make_server(process_command=(sys.executable, '-c', 'pass')),"
        " sys.stdin.buffer, sys.stdout.buffer))"
    )
    with Client(command=[sys.executable, "-c", script]) as client:
        client.initialize(workspace, options={"lintDelay": 0})
        uri = (workspace / "a.md").as_uri()
        client.open(uri, "teacup")
        for version in range(2, 6):
            client.change(uri, version, typed(0, 0, "x"))
            client.wait("window/logMessage", lambda p: "a.md" in p["message"])
        shown = client.wait("window/showMessage")
        assert "not started again" in shown["message"]
        assert client.request("textDocument/hover", position(uri)) is None
        assert "window/showMessage" not in [m for _, m, _ in client.seen]


def test_nothing_but_the_protocol_is_written_to_standard_output(workspace):
    with Client() as client:
        client.initialize(workspace)
        assert still_lints(client, workspace)
        assert client.stop() == 0
    assert client.errors == []


def test_the_trace_is_told_to_a_client_that_asks_for_it(start, workspace):
    client = start(workspace)
    assert still_lints(client, workspace)
    assert "$/logTrace" not in [m for _, m, _ in client.seen]
    client.notify("$/setTrace", {"value": "verbose"})
    assert still_lints(client, workspace, "traced.md")
    told = client.wait("$/logTrace", lambda p: p["message"].startswith("linted"))
    assert "traced.md, version 1, in " in told["message"]


def test_a_module_in_the_workspace_is_not_run(workspace):
    for name in ("yaml", "pygls", "json", "inclusive_lint", "spacy"):
        (workspace / f"{name}.py").write_text("raise SystemExit('run from the workspace')")
    with Client(cwd=workspace) as client:
        client.initialize(workspace)
        assert still_lints(client, workspace)


def test_it_serves_one_client_over_loopback():
    with subprocess.Popen(
        [*COMMAND, "--tcp", "0"], stderr=subprocess.PIPE, env=environment()
    ) as process:
        line = process.stderr.readline().decode()
        host, _, port = line.strip().rpartition(" ")[2].partition(":")
        assert host == "127.0.0.1"
        with socket.create_connection((host, int(port))) as connection:
            body = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}'
            connection.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            assert connection.recv(16) == b"Content-Length: "
        assert process.wait(timeout=10) == 1


def test_it_says_its_version():
    done = subprocess.run(
        [*COMMAND, "--version"], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip()[0].isdigit()


@pytest.mark.parametrize("capabilities", [{}, RICH], ids=["poor", "rich"])
def test_what_it_can_do_is_said_at_the_start(workspace, capabilities):
    with Client() as client:
        said = client.initialize(workspace, capabilities=capabilities)["capabilities"]
    assert said["textDocumentSync"]["change"] == 2
    assert said["positionEncoding"] == "utf-16"
    assert "diagnosticProvider" not in said
    commands = said["executeCommandProvider"]["commands"]
    assert all(command.startswith("inclusiveLint.server.") for command in commands)


def position(uri):
    return {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}

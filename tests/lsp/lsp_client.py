"""A language client that is nothing but messages: it drives the real server process, over pipes, and waits without sleeping."""

from __future__ import annotations

import itertools
import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "inclusive_lint_server"]
SECONDS = 15


def environment(**more):
    """The environment of a server run from this source tree."""
    roots = [str(ROOT / "lsp_server"), str(ROOT)]
    path = {"PYTHONPATH": os.pathsep.join(roots)}
    # Most tests use a pack that needs no model.
    return os.environ | path | {"INCLUSIVE_LINT_PRELOAD": "0"} | more


class ServerError(Exception):
    """The server answered a request with an error."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]


class Client:
    """Talks to one server process. Use as a context manager."""

    def __init__(self, *, settings=None, command=COMMAND, cwd=None, env=None):
        self.settings = settings
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env=env or environment(),
        )
        self.numbers = itertools.count(1)
        self.incoming = queue.SimpleQueue()
        self.seen = []
        self.answers = {}
        self.applied = []
        self.hooks = {}
        self.responders = {
            "workspace/configuration": lambda p: [self.settings for _ in p["items"]],
            "workspace/applyEdit": lambda p: self.applied.append(p["edit"]) or {"applied": True},
        }
        threading.Thread(target=self._read, daemon=True).start()
        self.errors = []
        threading.Thread(target=self._drain, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()

    def _drain(self):
        try:
            for line in self.process.stderr:
                self.errors.append(line.decode("utf-8", "replace"))
        except ValueError:
            pass

    def _read(self):
        stream = self.process.stdout
        try:
            while True:
                length = None
                while (line := stream.readline()) not in (b"\r\n", b""):
                    name, _, value = line.partition(b":")
                    if name.lower() == b"content-length":
                        length = int(value)
                if length is None:
                    break
                self.incoming.put((time.perf_counter(), json.loads(stream.read(length))))
        except (ValueError, OSError):
            pass
        self.incoming.put((time.perf_counter(), None))

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def notify(self, method, params=None):
        self.send({"method": method, "params": params})

    def ask(self, method, params=None):
        """Send a request; returns its number."""
        number = next(self.numbers)
        self.send({"id": number, "method": method, "params": params})
        return number

    def answer(self, number, timeout=SECONDS):
        """Wait for the answer to a request."""
        self._pump(lambda: number in self.answers, timeout, f"an answer to request {number}")
        message = self.answers.pop(number)
        if "error" in message:
            raise ServerError(message["error"])
        return message["result"]

    def request(self, method, params=None, timeout=SECONDS):
        return self.answer(self.ask(method, params), timeout)

    def wait(self, method, matches=lambda _params: True, timeout=SECONDS):
        """Wait for a notification that matches, taking it out of those seen."""
        found = []

        def look():
            for number, (_, name, params) in enumerate(self.seen):
                if name == method and matches(params):
                    found.append(params)
                    self.last_time = self.seen[number][0]
                    del self.seen[number]
                    return True
            return False

        self._pump(look, timeout, method)
        return found[0]

    def _pump(self, done, timeout, what):
        deadline = time.monotonic() + timeout
        while not done():
            try:
                at, message = self.incoming.get(timeout=max(deadline - time.monotonic(), 0.001))
            except queue.Empty:
                raise AssertionError(
                    f"waited {timeout} s for {what}; seen: {self.seen[-5:]}; log: {self.errors[-20:]}"
                ) from None
            if message is None:
                raise EOFError(
                    f"the server ended while {what} was awaited; log: {self.errors[-20:]}"
                )
            self._take(at, message)

    def _take(self, at, message):
        if "method" not in message:
            self.answers[message["id"]] = message
        elif "id" in message:
            params = message.get("params")
            result = self.responders.get(message["method"], lambda _params: None)(params)
            self.send({"id": message["id"], "result": result})
            self.seen.append((at, message["method"], params))
        else:
            self.seen.append((at, message["method"], message["params"]))
            self.hooks.get(message["method"], lambda _params: None)(message["params"])

    # --- the usual exchanges ---------------------------------------------------------------------

    def initialize(self, *folders, capabilities=None, options=None, **more):
        params = {
            "processId": os.getpid(),
            "rootUri": None,
            "capabilities": capabilities or {},
            "initializationOptions": options,
            "workspaceFolders": [{"uri": f.as_uri(), "name": f.name} for f in folders] or None,
            **more,
        }
        result = self.request("initialize", params)
        self.notify("initialized", {})
        return result

    def open(self, uri, text, language="markdown", version=1):
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri, version, *changes):
        document = {"uri": uri, "version": version}
        self.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)}
        )

    def diagnostics(self, uri, version=None, timeout=SECONDS):
        """The diagnostics pushed for a document (of a version)."""
        params = self.wait(
            "textDocument/publishDiagnostics",
            lambda p: p["uri"] == uri and version in (None, p.get("version")),
            timeout,
        )
        return params["diagnostics"]

    def actions(self, uri, span, only=None, diagnostics=()):
        context = {"diagnostics": list(diagnostics)} | ({"only": only} if only else {})
        params = {"textDocument": {"uri": uri}, "range": span, "context": context}
        return self.request("textDocument/codeAction", params)

    def stop(self):
        """Shut down as a good client does; returns the exit code."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(timeout=10)


def at(line, character, end=None):
    """A range on one line."""
    last = character if end is None else end
    return {
        "start": {"line": line, "character": character},
        "end": {"line": line, "character": last},
    }


def typed(line, character, text, removed=0):
    """A change event: ``text`` put in, ``removed`` units taken out before it."""
    return {"range": at(line, character, character + removed), "text": text}

"""tree-sitter grammars and Python's tokenizer as a second opinion on where comments are."""

from __future__ import annotations

import io
import re
import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]{2,}")
GRAMMARS = {
    "javascript": "javascript", "typescript": "typescript", "tsx": "tsx", "go": "go", "c": "c", "cpp": "cpp",
    "rust": "rust", "ruby": "ruby", "perl": "perl", "css": "css", "scss": "scss", "php": "php", "shell": "bash",
    "lua": "lua", "java": "java", "csharp": "csharp", "cmake": "cmake", "tcl": "tcl", "sql": "sql",
    "lisp": "elisp", "powershell": "powershell", "vim": "vim", "fortran": "fortran", "r": "r",
    "julia": "julia", "kotlin": "kotlin", "scala": "scala", "swift": "swift", "haskell": "haskell",
    "elixir": "elixir", "erlang": "erlang", "clojure": "clojure", "dart": "dart", "dockerfile": "dockerfile",
    "makefile": "make", "hcl": "hcl", "groovy": "groovy", "zig": "zig", "nix": "nix", "matlab": "matlab",
    "objectivec": "objc", "proto": "proto",
}  # fmt: skip
"""Our language -> the grammar's name."""


def python_comments(text: str) -> list[str]:
    """The comments that the tokenizer finds."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def tree_comments(text: str, language: str) -> list[str]:
    """The comments that the grammar finds; an empty list when it could not parse the text."""
    from tree_sitter_language_pack import get_parser

    tree = get_parser(GRAMMARS[language]).parse(text.encode())
    if tree.root_node.has_error:
        return []
    return [node.text.decode() for node in _nodes(tree.root_node) if "comment" in node.type]


def _nodes(root: object) -> Iterator[object]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if "comment" not in node.type:
            stack.extend(reversed(node.children))

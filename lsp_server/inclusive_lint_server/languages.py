"""What an editor calls a language, as a format of the engine; and how to write a comment in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inclusive_lint.blocks import format_of

PROSE: dict[str, str] = {
    "asciidoc": "asciidoc", "adoc": "asciidoc",
    "bibtex-style": "latex", "context": "latex", "latex": "latex", "tex": "latex", "plaintex": "latex",
    "doctex": "latex", "rsweave": "latex",
    "git-commit": "commit", "gitcommit": "commit", "git-rebase-message": "commit", "jj-commit": "commit",
    "hgcommit": "commit", "NeogitCommitMessage": "commit",
    "html": "html", "htmldjango": "html", "django-html": "html", "jinja-html": "html", "xhtml": "html",
    "vue": "html", "vue-html": "html", "svelte": "html", "handlebars": "html", "astro": "html",
    "markdown": "markdown", "quarto": "markdown", "rmd": "markdown", "rmarkdown": "markdown",
    "pandoc": "markdown", "ipython_markdown": "markdown", "prompt": "markdown",
    "mdx": "mdx",
    "plaintext": "text", "text": "text", "txt": "text", "mail": "text", "raw": "text",
    "po": "po", "pot": "po", "gettext": "po",
    "restructuredtext": "rst", "rst": "rst",
}  # fmt: skip
"""Language ids (VS Code's, Vim's, Emacs's) of prose -> format."""

DATA: dict[str, str] = {
    "yaml": "yaml", "dockercompose": "yaml", "github-actions-workflow": "yaml",
    "json": "json", "jsonc": "json", "jsonl": "json",
    "toml": "toml", "properties": "properties", "java-properties": "properties",
}  # fmt: skip
"""Language ids of data files: linted only when the setting ``languages`` names them."""

_SLASHES = (
    "bicep c cpp csharp cuda-cpp dart fsharp glsl go groovy hlsl java javascript javascriptreact "
    "jsonc kotlin less objective-c objective-cpp odin php proto proto3 rust scala scss solidity "
    "swift typescript typescriptreact verilog systemverilog v zig"
)
_HASHES = (
    "coffeescript crystal cmake dockerfile elixir gdscript julia just makefile nim nix perl perl6 "
    "powershell python r ruby shellscript sh bash zsh fish tcl terraform hcl starlark"
)
_CODE_COMMENTS: dict[str, str] = {
    **dict.fromkeys(_SLASHES.split(), "//"),
    **dict.fromkeys(_HASHES.split(), "#"),
    **dict.fromkeys(("sql", "lua", "haskell", "ada", "vhdl", "elm", "plsql"), "--"),
    **dict.fromkeys(("clojure", "lisp", "scheme", "racket", "emacs-lisp", "elisp"), ";;"),
    **dict.fromkeys(("erlang", "matlab", "prolog"), "%"),
    **dict.fromkeys(("vb", "basic"), "'"),
    "fortran-modern": "!", "fortran": "!", "viml": '"', "vim": '"',
}  # fmt: skip

_SUFFIXES: dict[str, str] = {
    "bash": ".sh", "c": ".c", "cpp": ".cpp", "csharp": ".cs", "dart": ".dart", "go": ".go", "java": ".java",
    "javascript": ".js", "javascriptreact": ".jsx", "julia": ".jl", "kotlin": ".kt", "lua": ".lua",
    "perl": ".pl", "php": ".php", "powershell": ".ps1", "python": ".py", "r": ".r", "ruby": ".rb",
    "rust": ".rs", "scala": ".scala", "shellscript": ".sh", "sql": ".sql", "swift": ".swift",
    "typescript": ".ts", "typescriptreact": ".tsx",
    "html": ".html", "markdown": ".md", "latex": ".tex", "restructuredtext": ".rst", "asciidoc": ".adoc",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommentSyntax:
    """How a suppression is written in a format."""

    before: str
    after: str = ""
    place: Literal["line_end", "line_above", "block_above"] = "line_above"
    """Where it can stand without changing what a reader of the document sees: at the end of the
    line, on a line of its own, or as a block of its own before the paragraph."""


_COMMENTS: dict[str, CommentSyntax] = {
    "markdown": CommentSyntax("<!-- ", " -->", "line_end"),
    "html": CommentSyntax("<!-- ", " -->", "line_end"),
    "mdx": CommentSyntax("{/* ", " */}", "line_end"),
    "rst": CommentSyntax(".. ", "", "block_above"),
    "asciidoc": CommentSyntax("// "),
    "latex": CommentSyntax("% "),
    "commit": CommentSyntax("# "),
    "yaml": CommentSyntax("# "),
    "toml": CommentSyntax("# "),
    "properties": CommentSyntax("# "),
    "po": CommentSyntax("# "),
}


def is_code(language_id: str) -> bool:
    """Whether an editor's language is a programming language known here."""
    return language_id in _CODE_COMMENTS and language_id not in DATA


def format_for(language_id: str, path: str, *, is_cell: bool = False) -> str | None:
    """The engine's format of a document, None when nothing is known about it.

    The name decides, as it does on the command line; but a name that says only "plain text" gives
    way to the language that the editor (and so the writer) chose.
    """
    by_language = PROSE.get(language_id) or DATA.get(language_id)
    if by_language is None and is_code(language_id):
        by_language = "code"
    if is_cell:
        return by_language
    by_name = format_of(path)
    if by_name is None or (by_name == "text" and by_language is not None):
        return by_language
    return by_name


def is_linted(
    language_id: str, format_name: str | None, languages: tuple[str, ...] | None, *, code: bool
) -> bool:
    """Whether the settings ``languages`` and ``sourceComments`` (``code``) ask for such a document."""
    if format_name is None:
        return False
    if languages is not None and language_id in languages:
        return True
    if format_name == "code":
        return code
    return languages is None and format_name not in DATA.values()


def suffix_of(language_id: str) -> str:
    """A file name's ending that says the same as the language id, '' if there is none."""
    return _SUFFIXES.get(language_id, "")


def comment_syntax(format_name: str, language_id: str) -> CommentSyntax | None:
    """How to write a comment, None for formats that have none (plain text, JSON)."""
    if format_name == "code":
        mark = _CODE_COMMENTS.get(language_id)
        return CommentSyntax(f"{mark} ") if mark else None
    return _COMMENTS.get(format_name)

"""Second stage, helper: which programming language a name means, and how its comments look; data."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple


class Syntax(NamedTuple):
    """The lexical rules of a language, as far as comments and strings go."""

    line: tuple[str, ...] = ()
    """Regular expressions of what opens a comment up to the end of the line."""
    block: tuple[tuple[str, str], ...] = ()
    """Opening and closing of a comment over lines."""
    nested: bool = False
    """Block comments nest."""
    quotes: str = '"'
    """Strings on one line, a backslash escaping: any of '"', "'", '`'."""
    long: tuple[tuple[str, str, bool], ...] = ()
    """Strings over lines: opening, closing, whether a backslash escapes."""
    char: bool = False
    """A single quote opens one character only, or a lifetime, or ends a name."""
    raw: str = ""
    """'rust' r#"..."#, 'cpp' R"x(...)x", 'swift' #"..."#, 'lua' [==[...]==] and
    'cmake' the same, with #[==[...]==] for comments."""
    heredoc: str = ""
    """Regular expression of a heredoc's opening; the group ``tag`` is what ends it."""
    docstring: str = ""
    """'python', 'elixir', 'julia', 'clojure', 'graphql': which strings are documentation."""
    regex: bool = False
    """A slash may open a regular expression."""
    kebab: bool = False
    """Identifiers hold hyphens."""
    pod: bool = False
    """Plain old documentation: from =word at a line's start to =cut; ``=begin`` in Ruby."""
    stray: bool = False
    """Quotes nest in ways not followed here, so one that follows a word opens no long string."""
    php: bool = False
    """Only what stands between <? and ?> is code."""


_C_BLOCK = (("/*", "*/"),)
_SLASHES = (r"//(?<!:\/\/)",)
_HASH_ALONE = (r"#(?<![^\s;&|(){}\[\],]#)",)
_TRIPLE = (('"""', '"""', True),)
_TRIPLES = (('"""', '"""', True), ("'''", "'''", True))
_SHELL_DOC = r"<<-?[ \t]{0,3}(?P<hq>['\"\\]?)(?P<tag>[A-Za-z_]\w{0,40})(?P=hq)?"
_RUBY_DOC = r"<<[~-]?(?P<hq>['\"`]?)(?P<tag>[A-Z_]\w{0,40})(?P=hq)"
_C = Syntax(_SLASHES, _C_BLOCK, char=True, raw="cpp")
_SCRIPT = Syntax(_SLASHES, _C_BLOCK, quotes="\"'", long=(("`", "`", True),), regex=True)
_JVM = Syntax(_SLASHES, _C_BLOCK, long=_TRIPLE, char=True)
_NESTED = Syntax(_SLASHES, _C_BLOCK, nested=True, long=(('"""', '"""', False),), char=True)
_HASH = Syntax(_HASH_ALONE, quotes="\"'")
_LISP = Syntax(
    (";",), (("#|", "|#"),), nested=True, quotes="", long=(('"', '"', True),), kebab=True
)
_SEMI_ML = Syntax((), (("(*", "*)"),), nested=True, char=True)

SYNTAX: dict[str, Syntax] = {
    "c": _C,
    "cpp": _C,
    "objectivec": _C,
    "csharp": Syntax(
        _SLASHES, _C_BLOCK, long=(('"""', '"""', False), ('@"', '"', False)), char=True
    ),
    "java": _JVM,
    "groovy": Syntax(_SLASHES, _C_BLOCK, quotes="\"'", long=_TRIPLES, regex=True),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "go": Syntax(_SLASHES, _C_BLOCK, long=(("`", "`", False),), char=True),
    "rust": Syntax(_SLASHES, _C_BLOCK, nested=True, quotes="", long=(('"', '"', True),), char=True, raw="rust"),
    "swift": Syntax(_SLASHES, _C_BLOCK, nested=True, long=_TRIPLE, raw="swift"),
    "kotlin": _NESTED,
    "scala": _NESTED,
    "dart": Syntax(_SLASHES, _C_BLOCK, nested=True, quotes="\"'", long=_TRIPLES),
    "php": Syntax(
        (r"//(?<!:\/\/)", r"#(?!\[)"), _C_BLOCK, quotes="",
        long=(('"', '"', True), ("'", "'", True)),
        heredoc=r"<<<[ \t]?(?P<hq>['\"]?)(?P<tag>[A-Za-z_]\w{0,40})(?P=hq)", php=True,
    ),
    "python": Syntax(("#",), quotes="\"'", long=_TRIPLES, docstring="python"),
    "ruby": Syntax((r"#(?<![^\s;&|(){}\[\],]#)(?!\{)",), quotes="\"'`", heredoc=_RUBY_DOC, pod=True, regex=True),
    "shell": Syntax(
        _HASH_ALONE, quotes="", long=(('"', '"', True), ("'", "'", False)), heredoc=_SHELL_DOC,
        stray=True,
    ),
    "powershell": Syntax(
        _HASH_ALONE, (("<#", "#>"),), quotes="",
        long=(('@"', '\n"@', False), ("@'", "\n'@", False), ('"', '"', False), ("'", "'", False)),
    ),
    "perl": Syntax(_HASH_ALONE, quotes="\"'", heredoc=_RUBY_DOC, pod=True, regex=True),
    "r": Syntax(("#",), quotes="", long=(('"', '"', True), ("'", "'", True))),
    "julia": Syntax(
        ("#(?!=)",), (("#=", "=#"),), nested=True, long=_TRIPLE, char=True, docstring="julia"
    ),
    "lua": Syntax((r"--(?!\[=*\[)",), quotes="\"'", raw="lua"),
    "haskell": Syntax(
        (r"--+(?![!#$%&*+./<=>?@\\^|~:])(?<![!#$%&*+./<=>?@\\^|~:]--)",), (("{-", "-}"),),
        nested=True, char=True,
    ),
    "elixir": Syntax(("#",), quotes="\"'", long=_TRIPLES, docstring="elixir"),
    "erlang": Syntax((r"%(?<!\$%)",), quotes="\"'"),
    "clojure": Syntax(
        (r";(?<!\\;)",), quotes="", long=(('"', '"', True),), docstring="clojure", kebab=True
    ),
    "lisp": _LISP,
    "sql": Syntax(("--",), _C_BLOCK, quotes="", long=(("'", "'", False), ('"', '"', False))),
    "css": Syntax((), _C_BLOCK, quotes="\"'", kebab=True),
    "scss": Syntax((r"//(?<!:\/\/)",), _C_BLOCK, quotes="\"'", kebab=True),
    "dockerfile": Syntax((r"#(?<![^\n]#)",), quotes=""),
    "makefile": Syntax((r"#(?<![\\$'\"]#)",), quotes=""),
    "hcl": Syntax((r"#", r"//(?<!:\/\/)"), _C_BLOCK, heredoc=_SHELL_DOC),
    "vim": Syntax(
        (r'"(?:(?<=\n")|(?<=  ")|(?<=\t")|(?<!.{1}"))', r'"(?<![^\s]")(?=[^"\r\n]*(?:[\r\n]|\Z))', r"#(?<![^\s]#)(?=[ ])"), quotes="'"
    ),
    "zig": Syntax(_SLASHES, char=True),
    "nix": Syntax(
        _HASH_ALONE, _C_BLOCK, quotes="", long=(("''", "''", False), ('"', '"', True)), kebab=True
    ),
    "matlab": Syntax((r"%(?!\{[ \t]*[\r\n])",), (("%{\n", "%}"),), long=()),
    "fortran": Syntax(("!",), quotes="\"'"),
    "pascal": Syntax(_SLASHES, (("{", "}"), ("(*", "*)")), quotes="'"),
    "ocaml": _SEMI_ML,
    "fsharp": Syntax(_SLASHES, (("(*", "*)"),), long=_TRIPLE, char=True),
    "ada": Syntax(("--",)),
    "verilog": Syntax(_SLASHES, _C_BLOCK),
    "assembly": Syntax((r";", r"#(?<![^\s]#)(?=[ ])"), _C_BLOCK),
    "cmake": Syntax((r"#(?!\[=*\[)",), raw="cmake"),
    "tcl": Syntax((r"#(?<![^\s;]#)",), quotes=""),
    "nim": Syntax((r"#(?!\[)",), (("#[", "]#"),), nested=True, long=(('"""', '"""', False),)),
    "graphql": Syntax(("#",), long=(('"""', '"""', False),), docstring="graphql"),
    "batch": Syntax((r"[Rr][eE][mM]\b(?<![^\n]...)", "::(?<![^\\n]::)"), quotes=""),
    "basic": Syntax(("'",)),
    "coffeescript": Syntax((r"#(?!##|\{)",), (("###", "###"),), quotes="\"'"),
    "hash": _HASH,
    "prolog": Syntax(("%",), _C_BLOCK, quotes=""),
    "ini": Syntax((r"[;#](?<![^\n][;#])",), quotes=""),
    "protobuf": Syntax(_SLASHES, _C_BLOCK, quotes="\"'"),
}  # fmt: skip
"""Language name -> its syntax; the scanner knows no other source."""

_SUFFIX_LISTS = {
    "c": "c h", "cpp": "cc cpp cxx c++ hpp hh hxx inl ino cu cuh d", "objectivec": "m mm",
    "csharp": "cs csx", "java": "java", "groovy": "groovy gradle gvy",
    "javascript": "js jsx mjs cjs es6", "typescript": "ts tsx mts cts", "go": "go", "rust": "rs",
    "swift": "swift", "kotlin": "kt kts", "scala": "scala sc sbt", "dart": "dart",
    "php": "php phtml php5 php7", "python": "py pyi pyw pyx pxd bzl star",
    "ruby": "rb rake gemspec podspec ru", "shell": "sh bash zsh ksh bats fish",
    "powershell": "ps1 psm1 psd1", "perl": "pl pm t", "r": "r", "julia": "jl", "lua": "lua",
    "haskell": "hs lhs elm purs", "elixir": "ex exs", "erlang": "erl hrl",
    "clojure": "clj cljs cljc edn", "lisp": "lisp lsp cl el scm ss rkt", "sql": "sql psql plsql",
    "css": "css", "scss": "scss less sass styl", "dockerfile": "dockerfile containerfile",
    "makefile": "mk mak", "hcl": "tf tfvars hcl nomad", "vim": "vim", "zig": "zig", "nix": "nix",
    "matlab": "matlab", "fortran": "f f90 f95 f03 f08 for", "pascal": "pas dpr lpr",
    "ocaml": "ml mli", "fsharp": "fs fsx fsi", "ada": "adb ads vhd vhdl", "verilog": "v sv svh",
    "assembly": "asm s", "cmake": "cmake", "tcl": "tcl", "nim": "nim", "graphql": "graphql gql",
    "batch": "bat cmd", "basic": "vb vbs bas", "coffeescript": "coffee", "prolog": "pro",
    "hash": "awk cr pp gd jq", "protobuf": "proto thrift sol cue jsonnet libsonnet",
    "ini": "ini cfg conf editorconfig service desktop",
}  # fmt: skip
SUFFIXES: dict[str, str] = {
    f".{suffix}": name for name, suffixes in _SUFFIX_LISTS.items() for suffix in suffixes.split()
}
"""Lower-case suffix -> language."""

NAMES: dict[str, str] = {
    "Dockerfile": "dockerfile", "Containerfile": "dockerfile", "Makefile": "makefile",
    "makefile": "makefile", "GNUmakefile": "makefile", "CMakeLists.txt": "cmake",
    "Jenkinsfile": "groovy", "Vagrantfile": "ruby", "Gemfile": "ruby", "Rakefile": "ruby",
    "Podfile": "ruby", "Fastfile": "ruby", "Brewfile": "ruby", "BUILD": "python",
    "BUILD.bazel": "python", "WORKSPACE": "python", "SConstruct": "python", "Tiltfile": "python",
    "Justfile": "hash", "justfile": "hash", ".bashrc": "shell", ".profile": "shell",
    ".zshrc": "shell", ".bash_profile": "shell", ".vimrc": "vim", ".gitignore": "hash",
    ".dockerignore": "hash", ".gitattributes": "hash", "CODEOWNERS": "hash", "go.mod": "go",
}  # fmt: skip
"""File name -> language."""

_INTERPRETERS = {
    "python": "python", "bash": "shell", "sh": "shell", "zsh": "shell", "ksh": "shell",
    "dash": "shell", "fish": "shell", "node": "javascript", "deno": "typescript",
    "bun": "typescript", "ruby": "ruby", "perl": "perl", "php": "php", "lua": "lua",
    "rscript": "r", "julia": "julia", "awk": "hash", "gawk": "hash", "make": "makefile",
    "tclsh": "tcl", "wish": "tcl", "pwsh": "powershell", "groovy": "groovy", "elixir": "elixir",
    "escript": "erlang", "runghc": "haskell", "swift": "swift", "scala": "scala",
}  # fmt: skip
_OBJECTIVE_C = ("@interface", "@implementation", "@protocol", "#import", "#include", "@import")


def language_of_name(path: str) -> str | None:
    """The language that a path's name means; None when it means none."""
    name = PurePosixPath(path).name
    if name in NAMES:
        return NAMES[name]
    if name.startswith(("Dockerfile.", "Containerfile.")):
        return "dockerfile"
    return SUFFIXES.get(PurePosixPath(name).suffix.lower())


def language_of(path: str, text: str) -> str | None:
    """The language of a source: by its name, else by its first line ("#!/usr/bin/env python3")."""
    language = language_of_name(path)
    if language == "objectivec" and path.endswith(".m"):
        return language if any(word in text[:20_000] for word in _OBJECTIVE_C) else "matlab"
    if language is None and text.startswith("#!"):
        words = text[2:300].split("\n", 1)[0].split()
        named = [word.rsplit("/", 1)[-1] for word in words if not word.startswith("-")]
        if named[:1] == ["env"]:
            named = [word for word in named[1:] if "=" not in word]
        if named:
            return _INTERPRETERS.get(named[0].rstrip("0123456789.").lower())
    return language

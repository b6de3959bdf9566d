from __future__ import annotations

import random
import sys
import sysconfig
import tokenize
from collections import Counter
from pathlib import Path

import oracle_code
import pytest
from faithful import ALPHABET, read, shown, visible
from hypothesis import given, settings
from hypothesis import strategies as st

from inclusive_lint.blocks import format_of
from inclusive_lint.readers.code_languages import NAMES, SUFFIXES, SYNTAX, language_of
from inclusive_lint.readers.code_scan import scan

TOKENS = [
    *"\"'`#/*-;%()[]{}<>=!?\\ \n", "//", "/*", "*/", '"""', "'''", "#|", "|#", "--[[", "]]", "<!--", "<?php", "?>",
    "<<EOF\n", "EOF\n", "=begin\n", "=cut\n", "word", " two words ", 'r#"', 'R"x(', "{-", "-}", "%{\n", "@doc ",
    "def f():\n", "\n\n", "\r\n", ":param x:", "@param x", "{@code x}", "`x`", "<b>", "```", ">>> ", "::\n", "a.b/c",
]  # fmt: skip


def blocks(text: str, path: str, scope: str = "comments") -> list[tuple[str, str]]:
    return [(block.kind, visible(block.text)) for block in read("code", text, path, scope).blocks]


def prose(text: str, path: str, scope: str = "comments") -> list[str]:
    return shown(read("code", text, path, scope))


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.py", "x = '# no'  # A note\n", ["A note"]),
        ("a.py", "# One line\n# and more.\n#\n# Next\n", ["One line and more.", "Next"]),
        ("a.py", "x = 1  # about x\n# about y\n", ["about x", "about y"]),
        ("a.js", 'var u = "http://a.b"; // A note\n/* a\n * b\n */', ["A note", "a b"]),
        ("a.js", "a = b / c; r = /[/'\"]/; // note", ["note"]),
        ("a.js", "`a // ${b} no` // note", ["note"]),
        ("a.rs", "fn f<'a>(x: &'a str) {} // it's\n/* a /* b */ c */", ["it's", "a /* b */ c"]),
        ("a.rs", 'let s = r#"// no"#; /// Does it', ["Does it"]),
        ("a.go", "s := `\n// no\n` // yes there", ["yes there"]),
        ("a.c", "char c = '\"'; // note\n", ["note"]),
        ("a.cpp", 'auto s = R"x(// no)x"; // note', ["note"]),
        ("a.cs", '/// <summary>Does it</summary>\nvar s = @"c:\\"; // note', ["Does it", "note"]),
        (
            "a.sh",
            'echo ${a#b} $# "# no" # note\ncat <<EOF\ndon\'t # no\nEOF\n# end',
            ["note", "end"],
        ),
        (
            "a.rb",
            "x = <<~EOS\n  # no\nEOS\n=begin\nSome words\n=end\n# note",
            ["Some words", "note"],
        ),
        ("a.rb", "x = %(a #{b} c) # note", ["note"]),
        ("a.php", "don't <?php # note ?> isn't // no <?php // yes", ["note", "yes"]),
        ("a.lua", "--[[ long\nnote ]] x = [[-- no]] -- short", ["long note", "short"]),
        ("a.hs", "f' x = 'a' -- note\n{- a {- b -} c -}", ["note", "a {- b -} c"]),
        ("a.sql", "SELECT '-- no' -- note\n", ["note"]),
        ("a.css", "a { b: '/* no */' } /* note */", ["note"]),
        (
            "a.vim",
            'let a = "x" " note\n" It\'s the "first" line',
            ["note", 'It\'s the "first" line'],
        ),
        ("a.ps1", '<# long #> $a = "# no" # note', ["long", "note"]),
        ("a.m", "x = 1 % note\n", ["note"]),
        ("a.m", "#import <a.h>\nx = 1 % 2; // note\n", ["note"]),
        ("a.el", '; note\n(a "; no")', ["note"]),
        ("a.ex", '@doc """\nDoes `x` well.\n"""\ns = """\nno doc\n"""', ["Does _ well."]),
        ("a.jl", '"""\nDoes it.\n"""\nf(x) = x\' # note', ["Does it.", "note"]),
        ("a.tf", 'a = "# no" # note\n// more', ["note", "more"]),
        ("Dockerfile", "RUN a # no comment\n# note", ["note"]),
        ("CMakeLists.txt", "#[=[ long\nnote ]=]\nset(a b) # note", ["long note", "note"]),
        (
            "a.pl",
            "=head1 A title\n\nSome C<code> words.\n\n  my $code;\n\n=cut\n# note",
            ["A title", "Some C_ words.", "note"],
        ),
        ("a.unknown", "# nothing", []),
    ],
)
def test_comments_are_found_and_strings_are_not(path: str, text: str, expected: list[str]) -> None:
    assert prose(text, path) == expected


def test_docstrings_are_those_that_document() -> None:
    text = '"""Module."""\ndef f():\n    """Does it.\n\n    More."""\n    x = """no"""\n    g(\n        """no"""\n    )\n'
    found = [("docstring", "Module."), ("docstring", "Does it."), ("docstring", "More.")]
    assert blocks(text, "a.py") == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "/**\n * Gets {@code x} of <b>it</b>.\n * @param {string} name the host\n * @see Foo#bar\n */",
            ["Gets _ of it.", "the host"],
        ),
        ("/** See {@link Foo the guide} at https://a.b/c. */", ["See the guide at _."]),
        ("// Calls `whitelist` and whitelist() or /a/whitelist", ["Calls _ and _ or _"]),
        ("// ```\n// master = 1\n// ```\n// Text", ["Text"]),
        ("// - one item\n//   goes on\n// - two", ["one item goes on", "two"]),
        ("// sha dGhpcyBpcyBhIG1hc3RlciBzZWNyZXQ0Nw12 here", ["sha _ here"]),
    ],
)
def test_markup_in_comments_is_masked(text: str, expected: list[str]) -> None:
    assert prose(text, "a.js") == expected


@pytest.mark.parametrize(
    "text",
    [
        "// foo(master);\n",
        "// const whitelist = [];\n// whitelist.push(a);\n",
        "// if (master) {\n//   run();\n// }\n",
        "// eslint-disable-next-line whitelist\n",
        "// inclusive-lint: disable master -- reason\n",
        "//# sourceMappingURL=master.map\n",
    ],
)
def test_code_and_directives_to_tools_are_left_out(text: str) -> None:
    assert prose(text, "a.js") == []


def test_code_between_sentences_is_left_out() -> None:
    assert prose("// We call it so:\n// foo(1);\n// The rest is plain.", "a.js") == [
        "We call it so:",
        "The rest is plain.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "// Code generated by protoc. DO NOT EDIT.\n// A note\n",
        "/* WARNING: do not edit! Generated by make from a.h.in */\n// A note\n",
        "/* @generated */ // A note\n",
        "# This file was automatically generated\n# A note\n",
        "var a=1;" * 400 + "// A note\n",
    ],
)
def test_generated_and_minified_files_are_left_out(text: str) -> None:
    assert prose(text, "a.js") == prose(text, "a.py") == []


def test_a_docstring_that_starts_a_file_without_a_last_line_end_is_read() -> None:
    assert blocks('"""The guests."""\nx = f(1)', "a.py") == [("docstring", "The guests.")]


def test_field_lists_of_docstrings_lose_their_names() -> None:
    text = 'def f():\n    """Does it.\n\n    :param int master: the host\n    :rtype: int\n\n    Args:\n        slave (str): the copy\n\n    x : int\n        the number\n    """\n'
    assert prose(text, "a.py") == ["Does it.", "the host", "Args:", "the copy", "the number"]


def test_each_comment_is_told_for_suppressions() -> None:
    found = read("code", "x = 1  # inclusive-lint: disable\n# more\n", "a.py")
    assert [comment.text for comment in found.comments] == ["inclusive-lint: disable", "more"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('x = "The master\\u0020node {name} is %s"', ["The master node _ is _"]),
        ('x = "a/b/master"; y = "master"; z = "npm run-script x"; "SELECT a FROM b"', []),
    ],
)
def test_strings_are_read_when_asked(text: str, expected: list[str]) -> None:
    assert prose(text, "a.js", "strings") == expected
    assert prose(text, "a.js") == []


def test_identifiers_are_read_when_asked() -> None:
    text = "const isWhitelisted = 'my-key'; // note\nif (a9f8e7d6c5b4a3f2e1d0) db.master_node"
    found = [("identifier", "isWhitelisted"), ("comment", "note"), ("identifier", "master_node")]
    assert blocks(text, "a.js", "comments identifiers") == found
    assert ("identifier", "my-key") in blocks(text, "a.js", "strings identifiers")


def test_names_tell_the_format_and_the_language() -> None:
    assert {format_of(f"x/{name}") for name in NAMES} == {"code"}
    assert {SUFFIXES[suffix] for suffix in SUFFIXES} <= set(SYNTAX)
    assert format_of("a.TSX") == "code"
    assert format_of("a.md") == "markdown"
    assert language_of("run", "#!/usr/bin/env -S python3.11 -u\n") == "python"
    assert language_of("run", "#!/bin/sh\n") == "shell"
    assert language_of("Dockerfile.dev", "") == "dockerfile"


@given(
    st.lists(st.sampled_from(TOKENS), max_size=40).map("".join), st.sampled_from(sorted(SUFFIXES))
)
@settings(max_examples=500, deadline=None)
def test_any_code_is_read_faithfully(text: str, suffix: str) -> None:
    read("code", text, f"a{suffix}", "all")


@given(st.text(alphabet=ALPHABET, max_size=100), st.sampled_from(sorted(SUFFIXES)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_faithfully(text: str, suffix: str) -> None:
    read("code", text, f"a{suffix}", "all")


def agreement(ours: str, theirs: list[str]) -> tuple[int, int]:
    mine = Counter(oracle_code.WORD.findall(ours))
    other = Counter(oracle_code.WORD.findall(" ".join(theirs)))
    return sum((mine & other).values()), sum((mine | other).values())


def comments(text: str, language: str) -> str:
    return " ".join(
        text[p.start : p.end] for p in scan(text, language) if p.kind in ("line", "block")
    )


def test_comments_agree_with_the_tokenizer() -> None:
    files = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    agreed = total = 0
    for path in random.Random(4).sample(files, min(60, len(files))):
        with tokenize.open(path) as file:
            text = file.read()
        a, t = agreement(comments(text, "python"), oracle_code.python_comments(text))
        agreed, total = agreed + a, total + t
    print(f"python: {agreed / total:.4%} of {total} words agree", file=sys.stderr)  # noqa: T201 - the number is wanted
    assert agreed / total >= 0.995


SAMPLES = {
    "javascript": "const a = 'it\\'s // no'; // yes\nconst r = x / y; /* two\nlines */ const q = /[\"'/]/g; // three\n",
    "typescript": "let a: string = `// no ${b}`; // yes\n/** doc */ function f<T>(x: T): T { return x / 2; } // two\n",
    "go": "package a\n\n// One\nvar s = `// no`\nvar r = '\"' // two\n/* three */\n",
    "java": "/** One */ class A { char c = '\"'; String s = \"// no\"; // two\n}\n",
    "c": "#include <a.h> // one\nint main(void) { char *s = \"/* no */\"; return 'a'; } /* two */\n",
    "cpp": "auto s = R\"x(// no)x\"; // one\nint n = 1'000; /* two */\n",
    "csharp": 'class A { string s = @"c:\\"; // one\n /* two */ }\n',
    "rust": "fn f<'a>(x: &'a str) -> &'a str { x } // one\n/* two /* three */ four */\n",
    "ruby": 'x = "# no #{y}" # one\ny = %w[a b] # two\n',
    "php": "<?php $a = '# no'; # one\n// two\n/* three */\n",
    "kotlin": 'val s = """// no""" // one\n/* two */\n',
    "scala": 'object A { val s = "// no" // one\n /* two */ }\n',
    "swift": 'let s = "// no" // one\n/* two /* three */ */\n',
    "shell": "a=${b#c} # one\necho \"# no\" 'x # no' # two\n",
    "lua": "local a = [[-- no]] -- one\n--[[ two ]]\n",
    "haskell": "module A where\n-- one\nf' x = x {- two -}\n",
    "elixir": 'a = "# no" # one\n',
    "dart": "var a = '// no'; // one\n/* two */\n",
    "css": "a { b: c; } /* one */\n",
    "hcl": 'a = "# no" # one\n',
    "sql": "SELECT '-- no' FROM a; -- one\n",
    "r": 'a <- "# no" # one\n',
    "julia": 'a = "# no" # one\n#= two =#\n',
    "makefile": "a: b\n\tc\n# one\n",
    "zig": 'const a = "// no"; // one\n',
    "nix": '{ a = "# no"; /* one */ } # two\n',
    "clojure": '(def a "; no") ; one\n',
    "powershell": "$a = '# no' # one\n<# two #>\n",
    "perl": "my $a = '# no'; # one\n",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_comments_agree_with_the_grammar(language: str) -> None:
    pytest.importorskip("tree_sitter_language_pack", reason="the grammars aren't installed")
    text = SAMPLES[language]
    theirs = oracle_code.tree_comments(text, language)
    assert theirs
    agreed, total = agreement(comments(text, language), theirs)
    assert agreed == total

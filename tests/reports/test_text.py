"""The report for people, as it is seen."""

import click
from samples import HIDDEN, file_result, finding, result_of

from inclusive_lint.model import Edit, FileResult, Notice, Replacement, Result
from inclusive_lint.reports import report
from inclusive_lint.reports.base import ReportOptions


def shown(result, **options):
    return report("text")(result, (), ReportOptions(**{"quiet": True} | options))


def test_a_finding_shows_its_line_with_the_span_underlined():
    text = "Intro.\n\nWe keep a whitelist of hosts.\n"
    expected = (
        "docs/a.md:3:11: warning: Prefer 'allowlist' to 'whitelist' here. [technology.allowlist]\n"
        "  |\n"
        "3 | We keep a whitelist of hosts.\n"
        "  |           ^^^^^^^^^\n"
        "  = instead: allowlist\n"
        "\n"
    )
    assert expected == shown(result_of(text))


def test_wide_and_combining_characters_move_the_underline():
    text = "日本 e\u0301 whitelist"
    lines = shown(result_of(text)).splitlines()
    assert "1 | 日本 e\u0301 whitelist" == lines[2]
    assert "  |        ^^^^^^^^^" == lines[3]


def test_a_tab_is_shown_as_spaces_up_to_its_stop():
    lines = shown(result_of("a\twhitelist")).splitlines()
    assert "1 | a   whitelist" == lines[2]
    assert "  |     ^^^^^^^^^" == lines[3]


def test_a_long_line_is_cut_around_the_span():
    text = "x" * 500 + " whitelist " + "y" * 500
    lines = shown(result_of(text), width=80).splitlines()
    assert len(lines[2]) <= 80
    assert lines[2].startswith("1 | …")
    assert lines[2].endswith("y…")
    at = lines[3].index("^")
    assert "whitelist" == lines[2][at : at + 9]


def test_a_line_of_many_megabytes_is_cut_without_measuring_it():
    text = "é" * 5_000_000 + " whitelist " + "é" * 5_000_000
    lines = shown(result_of(text), width=80).splitlines()
    at = lines[3].index("^")
    assert "whitelist" == lines[2][at : at + 9]


def test_a_span_longer_than_the_window_is_cut_too():
    match = "white" + "-" * 300 + "list"
    lines = shown(result_of(f"a {match} b", finding(f"a {match} b", match)), width=60).splitlines()
    assert all(len(line) <= 60 for line in lines[2:4])


def test_a_term_broken_over_a_line_end_is_underlined_on_both_lines():
    text = "> The white\n> list is kept.\n"
    lines = shown(result_of(text, finding(text, "white\n> list"))).splitlines()
    assert ["1 | > The white", "  |       ^^^^^"] == lines[2:4]
    assert ["2 | > list is kept.", "  | ^^^^^^"] == lines[4:6]


def test_control_and_direction_characters_of_the_source_never_reach_the_terminal():
    text = "\x1b[31m whitelist \u202e\x9b2J\r"
    out = shown(result_of(text, finding(text, message="a\nb\x1b[0m")))
    assert not any(char in out for char in "\x1b\u202e\x9b\r")


def test_colours_change_nothing_but_colours():
    result = result_of("We keep a whitelist.")
    colored = shown(result, color=True, quiet=False)
    assert "\x1b[" in colored
    assert shown(result, quiet=False) == click.unstyle(colored)


def test_an_empty_replacement_reads_as_leave_it_out():
    text = "a whitelist"
    found = finding(text, words=("",))
    assert "instead: (leave it out)" in shown(result_of(text, found))


def test_many_replacements_end_in_an_ellipsis():
    text = "a whitelist"
    words = tuple(Replacement(f"w{i}", (Edit(2, 11, f"w{i}"),)) for i in range(9))
    out = shown(result_of(text, finding(text, replacements=words)))
    assert "instead: w0, w1, w2, w3, w4, w5, ...\n" in out


def test_a_place_that_lines_do_not_tell_is_named():
    text = "whitelist"
    assert "here. (slide 2) [tech" in shown(result_of(text, finding(text, place="slide 2")))


def test_a_suppressed_finding_is_not_shown_but_counted():
    text = "whitelist"
    out = shown(result_of(text, finding(text, suppressed=HIDDEN)), quiet=False)
    assert "No findings in 1 file; 1 suppressed.\n" == out


def test_the_summary_counts_by_severity_and_says_what_a_fix_would_do():
    text = "whitelist whitelist whitelist"
    result = Result(
        (
            file_result(
                text,
                finding(text, severity="error"),
                finding(text, occurrence=1),
                finding(text, occurrence=2, safe=False),
            ),
            file_result("", path="b.md"),
            FileResult("c.md", notices=(Notice("c.md", "IL301", "can't be read", fatal=True),)),
        )
    )
    tail = shown(result, quiet=False).splitlines()[-3:]
    assert [
        "3 findings (1 error, 2 warnings) in 1 of 2 files; 1 input not read.",
        "2 can be fixed with --fix.",
        "1 more can be fixed with --fix --unsafe-fixes.",
    ] == tail


def test_quiet_keeps_fatal_notices_and_drops_the_others():
    notices = (Notice("a.md", "IL301", "gone", fatal=True), Notice("a.md", "IL304", "no model"))
    result = Result((FileResult("a.md", notices=notices),))
    assert "a.md: error: IL301 gone\n" == shown(result)
    assert "notice: IL304 no model" in shown(result, quiet=False)


def test_statistics_rank_rules_and_categories():
    text = "whitelist whitelist slave"
    result = result_of(
        text,
        finding(text),
        finding(text, occurrence=1),
        finding(text, "slave", rule="technology.replica", category="history"),
    )
    out = report("concise")(result, (), ReportOptions(quiet=True, statistics=True))
    assert (
        "Findings by rule:\n2  technology.allowlist\n1  technology.replica\n\n"
        "Findings by category:\n2  race\n1  history\n\n"
    ) in out


def test_concise_has_one_line_a_finding():
    out = report("concise")(result_of("a whitelist"), (), ReportOptions(quiet=True))
    assert (
        "docs/a.md:1:3: warning: Prefer 'allowlist' to 'whitelist' here. [technology.allowlist]\n"
        == out
    )

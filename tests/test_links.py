"""Links to the pages of rules lead somewhere, and never to a place that nobody keeps."""

import json
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from inclusive_lint import links
from inclusive_lint.model import FileResult, Finding, Result, Source
from inclusive_lint.packs.ruleset import load_rules
from inclusive_lint.reports import REPORTS, sarif
from inclusive_lint.reports.base import ReportOptions

RULE = "technology.allowlist"


@pytest.fixture(autouse=True)
def unpublished(monkeypatch):
    monkeypatch.delenv(links.VARIABLE, raising=False)


def test_without_a_public_place_a_rule_has_its_installed_page():
    assert links.public_page(RULE) is None
    address = urlparse(links.page_of(RULE))
    text = Path(url2pathname(address.path)).read_text("utf-8")
    assert (address.scheme, f"# {RULE}\n" in text) == ("file", True)


def test_a_rule_of_somebody_elses_pack_has_no_page():
    assert links.page_of("theirs.zonk") is None


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://example.org/rules/{rule}.html", f"https://example.org/rules/{RULE}.html"),
        ("https://example.org/rules/", f"https://example.org/rules/{RULE}"),
        ("https://example.org/rules", f"https://example.org/rules/{RULE}"),
    ],
)
def test_where_pages_are_published_links_lead_there(base, expected, monkeypatch):
    monkeypatch.setenv(links.VARIABLE, base)
    assert (links.public_page(RULE), links.page_of(RULE)) == (expected, expected)


def help_uri():
    rule = load_rules(("technology",)).by_id()[RULE]
    finding = Finding("a.md", RULE, "technology", "race", "warning", "m", "whitelist", 0, 9)
    source = Source("a.md", "whitelist")
    result = Result((FileResult("a.md", (finding,), source=source),))
    report = json.loads(sarif.render(result, [rule], ReportOptions()))
    return report["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"], rule


def test_sarif_names_the_first_source_until_pages_are_published(monkeypatch):
    uri, rule = help_uri()
    assert uri == rule.sources[0].url
    monkeypatch.setenv(links.VARIABLE, "https://example.org/{rule}")
    assert help_uri()[0] == f"https://example.org/{RULE}"


def test_editors_get_the_page_of_a_rule_that_has_one():
    from inclusive_lint_server.encode import diagnostic_of
    from inclusive_lint_server.positions import TextIndex

    index = TextIndex("whitelist")
    found = Finding("a.md", RULE, "technology", "race", "warning", "m", "whitelist", 0, 9)
    theirs = Finding("a.md", "theirs.zonk", "theirs", "race", "warning", "m", "whitelist", 0, 9)
    assert diagnostic_of(found, index, 2, "")["codeDescription"] == {"href": links.page_of(RULE)}
    assert "codeDescription" not in diagnostic_of(theirs, index, 2, "")


def test_no_report_knows_a_path_of_this_machine():
    assert "sarif" in REPORTS
    assert not help_uri()[0].startswith("file:")

"""The reports that other programs read, read by such programs or by their schemas."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HIDDEN, RULES, file_result, finding, result_of

from inclusive_lint.model import ConfigError, Edit, FileResult, Notice, Replacement, Result
from inclusive_lint.reports import REPORTS, report, report_of_path
from inclusive_lint.reports.base import ReportOptions

TEXT = "🙂 A whitelist,\r\nand é an whitelist.\r\n"


def sample():
    second = finding(TEXT, occurrence=1, words=("allowlist", "permit list"), suppressed=HIDDEN)
    return Result(
        (
            file_result(TEXT, finding(TEXT), second),
            FileResult("gone.md", notices=(Notice("gone.md", "IL301", "not there", fatal=True),)),
            file_result("clean", path="clean.md"),
        ),
        (Notice("", "IL304", "the English model is missing"),),
    )


def rendered(name, result=None, **options):
    return report(name)(sample() if result is None else result, RULES, ReportOptions(**options))


def test_json_has_the_documented_shape():
    data = json.loads(rendered("json"))
    assert ["version", "tool", "findings", "notices", "summary"] == list(data)
    assert 1 == data["version"]
    first, second = data["findings"]
    assert {
        "path": "docs/a.md",
        "rule": "technology.allowlist",
        "pack": "technology",
        "category": "race",
        "severity": "warning",
        "message": "Prefer 'allowlist' to 'whitelist' here.",
        "match": "whitelist",
        "start": {"line": 1, "column": 5, "offset": 4},
        "end": {"line": 1, "column": 14, "offset": 13},
        "replacements": ["allowlist"],
        "fix": {"safe": True, "edits": [{"start": 4, "end": 13, "text": "allowlist"}]},
        "fingerprint": "0123456789abcdef-1",
        "suppressed": None,
    } == first
    assert {"kind": "comment", "reason": "a quotation", "line": 3} == second["suppressed"]
    assert second["fix"] is None
    assert {"line": 2, "column": 10, "offset": 25} == second["start"]


def test_json_offsets_cut_the_match_out_of_the_text():
    for entry in json.loads(rendered("json"))["findings"]:
        assert entry["match"] == TEXT[entry["start"]["offset"] : entry["end"]["offset"]]


def test_json_counts_and_notices():
    data = json.loads(rendered("json"))
    assert [
        {"path": "", "code": "IL304", "message": "the English model is missing", "fatal": False},
        {"path": "gone.md", "code": "IL301", "message": "not there", "fatal": True},
    ] == data["notices"]
    summary = data["summary"]
    assert (2, 1, 1, 1, 1) == tuple(
        summary[k] for k in ("files", "files_with_findings", "findings", "suppressed", "unread")
    )
    assert {"error": 0, "warning": 1, "suggestion": 0} == summary["by_severity"]


def test_jsonl_says_the_same_as_json():
    lines = [json.loads(line) for line in rendered("jsonl").splitlines()]
    data = json.loads(rendered("json"))
    assert data["findings"] == [
        {k: v for k, v in line.items() if k != "type"}
        for line in lines
        if line["type"] == "finding"
    ]
    assert ["finding", "finding", "notice", "notice", "summary"] == [x["type"] for x in lines]


def test_github_commands_escape_what_would_end_them():
    text = "whitelist"
    odd = finding(text, path="a,b:c%.md", message="50 %\nnew", replacements=())
    out = rendered("github", result_of(text, odd))
    assert (
        "::warning file=a%2Cb%3Ac%25.md,line=1,col=1,endLine=1,endColumn=10,"
        "title=technology.allowlist::50 %25%0Anew\n"
    ) == out


def test_gitlab_fingerprints_differ_between_files_with_the_same_text():
    text = "a whitelist"
    files = [file_result(text, finding(text, path=p), path=p) for p in ("a.md", "b.md")]
    entries = json.loads(rendered("gitlab", Result(tuple(files))))
    assert 2 == len({entry["fingerprint"] for entry in entries})
    assert {"path": "a.md", "lines": {"begin": 1, "end": 1}} == entries[0]["location"]
    assert "minor" == entries[0]["severity"]


def sarif_schema():
    path = Path(__file__).parents[1] / "data" / "sarif-schema-2.1.0.json"
    return jsonschema.Draft7Validator(json.loads(path.read_text("utf-8")))


def test_sarif_is_valid_by_the_published_schema():
    assert [] == list(sarif_schema().iter_errors(json.loads(rendered("sarif"))))


def test_sarif_is_valid_without_a_rule_or_a_source():
    text = "whitelist"
    bare = finding(text, fingerprint="", replacements=(), fix=None)
    result = Result((FileResult("a b.md", (bare,)),))
    data = json.loads(report("sarif")(result, (), ReportOptions()))
    assert [] == list(sarif_schema().iter_errors(data))


def test_sarif_carries_help_fingerprint_suppression_and_fix():
    run = json.loads(rendered("sarif"))["runs"][0]
    assert "unicodeCodePoints" == run["columnKind"]
    rule = run["tool"]["driver"]["rules"][0]
    assert "https://example.org/allowlist" == rule["helpUri"]
    assert ["race", "technology"] == rule["properties"]["tags"]
    first, second = run["results"]
    assert {"inclusiveLint/v1": "0123456789abcdef-1"} == first["partialFingerprints"]
    assert [] == first["suppressions"]
    assert "inSource" == second["suppressions"][0]["kind"]
    assert "a quotation" == second["suppressions"][0]["justification"]
    change = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert "allowlist" == change["insertedContent"]["text"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (1, 5, 1, 14) == tuple(
        region[k] for k in ("startLine", "startColumn", "endLine", "endColumn")
    )
    assert run["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a b#1.md", "docs/a%20b%231.md"),
        ("/tmp/é.md", "file:///tmp/%C3%A9.md"),
        ("C:/x y.md", "file:///C:/x%20y.md"),
        ("bad\udcff.md", "bad%FF.md"),
    ],
)
def test_sarif_paths_are_uris(path, uri):
    result = result_of("whitelist", finding("whitelist", path=path))
    run = json.loads(rendered("sarif", result))["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert uri == place["artifactLocation"]["uri"]


def test_junit_is_read_by_junitparser(tmp_path):
    suites = junitparser.JUnitXml.fromstring(rendered("junit").encode())
    cases = [case for suite in suites for case in suite]
    assert 3 == suites.tests == len(cases)
    assert (1, 1) == (suites.failures, suites.errors)
    failed = [c for c in cases if c.result and isinstance(c.result[0], junitparser.Failure)]
    assert "technology.allowlist at 1:5" == failed[0].name


def test_checkstyle_has_an_entry_a_finding():
    root = ET.fromstring(rendered("checkstyle"))
    assert ["docs/a.md", "gone.md"] == [f.get("name") for f in root]
    entry = root[0][0]
    assert ("1", "5", "warning", "inclusive-lint.technology.allowlist") == tuple(
        entry.get(k) for k in ("line", "column", "severity", "source")
    )


def test_rdjson_columns_are_bytes_of_utf8():
    data = json.loads(rendered("rdjson"))
    finding_ = next(d for d in data["diagnostics"] if d["code"]["value"] != "IL301")
    start = finding_["location"]["range"]["start"]
    assert {"line": 1, "column": 8} == start
    assert "whitelist" == TEXT.splitlines()[0].encode()[7:16].decode()


def test_rdjson_merges_the_edits_of_a_replacement():
    text = "A whitelist, a x"
    edits = (Edit(0, 1, "An"), Edit(2, 11, "allowlist"))
    found = finding(text, replacements=(Replacement("allowlist", edits),))
    data = json.loads(rendered("rdjson", result_of(text, found)))
    (suggestion,) = data["diagnostics"][0]["suggestions"]
    assert "An allowlist" == suggestion["text"]
    assert (1, 12) == tuple(suggestion["range"][k]["column"] for k in ("start", "end"))


def test_markdown_is_one_table_row_a_finding_whatever_the_text_holds():
    text = "a white|list* <b>`x`"
    out = rendered("markdown", result_of(text, finding(text, "white|list* <b>`x`")))
    html = pyromark.html(out, options=pyromark.Options.ENABLE_TABLES)
    assert 2 == html.count("<tr>")
    assert "<td>white|list* &lt;b&gt;`x`</td>" in html


def test_markdown_of_a_clean_run_says_so():
    out = rendered("markdown", Result((file_result("clean"),)))
    assert "No findings in 1 file." in out


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_result_gives_the_same_report(name):
    assert rendered(name) == rendered(name)


@pytest.mark.parametrize("name", REPORTS)
def test_a_run_without_inputs_is_reported(name):
    assert isinstance(rendered(name, Result()), str)


@given(
    before=st.text(max_size=20),
    match=st.text(min_size=1, max_size=10),
    after=st.text(max_size=20),
    name=st.sampled_from(sorted(REPORTS)),
)
def test_no_text_breaks_a_report(before, match, after, name):
    text = before + match + after
    found = finding(text, match, message=f"About {match}", path=f"x{match}.md")
    out = rendered(name, result_of(text, found))
    if name in {"junit", "checkstyle"}:
        ET.fromstring(out.encode("utf-8"))
    elif name in {"json", "gitlab", "sarif", "rdjson"}:
        json.loads(out)
    elif name in {"concise", "github"}:
        assert 1 <= len([x for x in out.splitlines() if "technology.allowlist" in x])


def test_unknown_formats_are_named_with_the_known_ones():
    with pytest.raises(ConfigError, match=r"IL107.*sarif"):
        report("sarfi")


def test_a_file_ending_implies_a_format():
    assert "sarif" == report_of_path("out/x.SARIF")
    assert report_of_path("x.xml") is None

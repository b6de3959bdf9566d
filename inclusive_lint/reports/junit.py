"""JUnit XML: a suite a file, a failed case a finding, a passed case where nothing was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.reports import xml
from inclusive_lint.reports.base import TOOL, ReportOptions, RuleInfo, place, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import FileResult, Notice, Result


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """Fatal notices are errors; no times, so that equal runs give equal reports."""
    del rules, options
    suites = [_suite(TOOL, _notices(result.notices))] if result.notices else []
    suites += (_suite(file.path, _cases(file)) for file in result.files)
    counts = summarise(result)
    fatal = sum(1 for n in result.all_notices if n.fatal)
    tests = sum(suite.count("<testcase") for suite in suites)
    head = xml.attributes(name=TOOL, tests=tests, failures=counts.findings, errors=fatal)
    return f"{xml.DECLARATION}<testsuites{head}>\n{''.join(suites)}</testsuites>\n"


def _suite(path: str, cases: list[str]) -> str:
    body = "".join(cases)
    head = xml.attributes(
        name=path,
        tests=len(cases),
        failures=body.count("<failure "),
        errors=body.count("<error "),
        skipped=0,
    )
    return f"  <testsuite{head}>\n{body}  </testsuite>\n"


def _cases(file: FileResult) -> list[str]:
    cases = _notices(file.notices)
    for placed in place(file):
        f = placed.finding
        at = f"{f.path}:{placed.line}:{placed.column}"
        name = f"{f.rule} at {placed.line}:{placed.column}"
        offered = "".join(f"\n- {r.text}" for r in f.replacements)
        detail = f"{at}: {f.match}" + (f"\nInstead:{offered}" if offered else "")
        head = xml.attributes(type=f.severity, message=f.message)
        case = xml.attributes(classname=f.path, name=name)
        cases.append(
            f"    <testcase{case}>\n"
            f"      <failure{head}>{xml.text(detail)}</failure>\n"
            f"    </testcase>\n"
        )
    if not cases:
        cases.append(f"    <testcase{xml.attributes(classname=file.path, name=TOOL)}/>\n")
    return cases


def _notices(notices: tuple[Notice, ...]) -> list[str]:
    return [
        f"    <testcase{xml.attributes(classname=n.path or TOOL, name=n.code)}>\n"
        f"      <error{xml.attributes(type=n.code, message=n.message)}/>\n"
        f"    </testcase>\n"
        for n in notices
        if n.fatal
    ]

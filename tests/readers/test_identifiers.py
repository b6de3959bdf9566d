from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.readers.identifiers import find_embedded, restyle, split_words

TERMS = frozenset({"whitelist", "blacklist", "slave", "master", "redlining"})


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("isWhitelisted", "is Whitelisted"),
        ("HTTPServer", "HTTP Server"),
        ("SLAVersion", "SLA Version"),
        ("measuredLineHeight", "measured Line Height"),
        ("MASTER_NODE", "MASTER NODE"),
        ("white-list", "white list"),
        ("__dunder__", "dunder"),
        ("URLs", "URLs"),
        ("getURLsFor", "get URLs For"),
        ("utf8Decode", "utf 8 Decode"),
        ("ÉcoleMaître", "École Maître"),
        ("iPhone", "i Phone"),
        ("TeslaVehicle", "Tesla Vehicle"),
        ("", ""),
    ],
)
def test_identifiers_split_into_words(identifier: str, words: str) -> None:
    assert [identifier[start:end] for start, end in split_words(identifier)] == words.split()


@pytest.mark.parametrize(
    ("replacement", "original", "identifier", "expected"),
    [
        ("allowlisted", "Whitelisted", "isWhitelisted", "Allowlisted"),
        ("primary", "MASTER", "MASTER_NODE", "PRIMARY"),
        ("allowlist", "white_list", "white_list", "allow_list"),
        ("allowlist", "WHITE_LIST", "WHITE_LIST", "ALLOW_LIST"),
        ("allowlist", "white-list", "white-list", "allow-list"),
        ("allowlist", "WhiteList", "updateWhiteList", "AllowList"),
        ("allowlist", "whiteList", "whiteList", "allowList"),
        ("allowlist", "whitelist", "whitelist", "allowlist"),
        ("primary node", "master", "masterThread", "primaryNode"),
        ("primary node", "master", "db_master", "primary_node"),
        ("primary node", "master", "db-master", "primary-node"),
        ("primary node", "MASTER", "DB_MASTER", "PRIMARY_NODE"),
        ("primary", "Master", "Master", "Primary"),
    ],
)
def test_a_replacement_takes_the_style_of_what_it_replaces(
    replacement: str, original: str, identifier: str, expected: str
) -> None:
    assert restyle(replacement, original, identifier) == expected


@pytest.mark.parametrize(
    ("identifier", "found"),
    [
        ("Nodewhitelist", ["whitelist"]),
        ("NodeWhitelistEntry", ["Whitelist"]),
        ("updateWhiteList", ["WhiteList"]),
        ("teslavehicle", []),
        ("mastercard", []),
        ("mastery", []),
        ("Webmaster", []),
        ("measuredLiningHeight", []),
        ("x8QQikdH7whitelistR2vurIJSutZ1smHYTcLp", []),
        ("İwhitelist", ["whitelist"]),
    ],
)
def test_only_long_terms_are_found_inside_words(identifier: str, found: list[str]) -> None:
    assert [identifier[start:end] for start, end in find_embedded(identifier, TERMS)] == found


@given(st.text(max_size=40))
def test_words_are_in_order_and_hold_no_joints(identifier: str) -> None:
    at = 0
    for start, end in split_words(identifier):
        assert at <= start < end
        assert not set(identifier[start:end]) & set("_- ")
        at = end


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_text_can_be_restyled(replacement: str, original: str, identifier: str) -> None:
    restyle(replacement, original, identifier)

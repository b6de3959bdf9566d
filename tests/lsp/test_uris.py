"""URIs and paths lead to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inclusive_lint_server.uris import from_path, is_inside, name_of, to_path


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_a_path_leads_back_to_itself(name):
    path = "/w/" + name
    assert to_path(from_path(path)) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/a%20b.md", "c:/a b.md"),
        ("file:///C:/a.md", "c:/a.md"),
        ("file://server/share/a.md", "//server/share/a.md"),
        ("untitled:Untitled-1", None),
        ("file:///a%00b", None),
        ("http://[", None),
    ],
)
def test_only_a_file_uri_has_a_path(uri, path):
    assert to_path(uri) == path


def test_the_name_of_what_is_not_a_file_is_its_last_part():
    assert name_of("vscode-vfs://host/r/COMMIT_EDITMSG") == "COMMIT_EDITMSG"


def test_a_folder_holds_what_is_under_it_and_not_what_begins_alike():
    assert is_inside("file:///w/a", "file:///w/")
    assert not is_inside("file:///work/a", "file:///w")

"""The mask keeps length and positions; a projection brings everything back to the original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.model import BLANK, JOIN, OPAQUE, Block, Comment, Mark, Prose
from inclusive_lint.readers._mask import Mask, Projection, bare_links, mask_links

TEXT = st.text(alphabet="ab <*\r\n\u2028é\U0001f600", max_size=40)


def test_markup_is_masked_and_the_rest_stays():
    mask = Mask("white**list** is `code`")
    mask.join(5, 7)
    mask.join(11, 13)
    mask.opaque(17, 23)
    assert mask.masked() == "white" + JOIN * 2 + "list" + JOIN * 2 + " is " + OPAQUE * 6


def test_line_ends_stay_in_a_masked_span():
    mask = Mask("a *\r\n* b")
    mask.blank(2, 6)
    assert mask.masked() == "a  \r\n  b"


def test_an_escape_becomes_its_character_and_joins():
    mask = Mask("R&amp;D")
    mask.char(1, 6, "&")
    assert mask.masked() == "R&" + JOIN * 4 + "D"


def test_of_overlapping_spans_the_first_wins_and_the_rest_of_the_other_is_masked():
    mask = Mask("abcdef")
    mask.opaque(2, 5)
    mask.join(1, 3)
    assert mask.masked() == "a" + JOIN * 2 + OPAQUE * 2 + "f"


def test_a_block_is_trimmed_and_its_start_is_where_its_text_starts():
    mask = Mask("x\n> **hello** \n", 2)
    mask.blank(2, 4)
    mask.join(4, 6)
    mask.join(11, 13)
    mask.mark("strong", 4, 13)
    assert mask.block("quote") == Block(6, "hello", "quote", marks=(Mark("strong", 4, 13),))


def test_a_slice_without_a_letter_is_no_block():
    assert Mask("12 -- 3").block("paragraph") is None


@given(TEXT, st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.sampled_from("bjoc"))))
def test_masking_keeps_length_and_what_is_not_masked(text, spans):
    mask = Mask(text)
    touched = set()
    for start, end, kind in spans:
        if kind == "c":
            mask.char(start, end, "Z")
        else:
            {"b": mask.blank, "j": mask.join, "o": mask.opaque}[kind](start, end)
        touched.update(range(start, end))
    masked = mask.masked()
    assert len(masked) == len(text)
    for at, (before, after) in enumerate(zip(text, masked, strict=True)):
        if at in touched and before not in "\r\n":
            assert after in {BLANK, JOIN, OPAQUE, "Z"}
        elif at not in touched:
            assert after == before


def test_a_projected_block_has_the_original_offsets():
    original = '"caf\\u00e9 is\\n",\n"nice"'
    projection = Projection(original)
    projection.copy(1, 4)
    projection.replace(4, 10, "é")
    projection.copy(10, 13)
    projection.replace(13, 15, "\n")
    projection.copy(19, 23)
    assert projection.text == "café is\nnice"
    block = projection.block(Block(0, projection.text, "paragraph", marks=(Mark("link", 8, 12),)))
    assert block.start == 1
    assert block.text == "caf" + "é" + JOIN * 5 + " is" + "\n" + JOIN * 5 + "nice"
    assert block.marks == (Mark("link", 19, 23),)
    assert original[block.start : block.end].endswith("nice")


def test_projected_prose_takes_comments_and_marks_along():
    projection = Projection("# a\n# b")
    projection.copy(2, 4)
    projection.copy(6, 7)
    prose = projection.prose(Prose((Block(0, "a\nb", "comment"),), (Comment(2, 3, "b"),)))
    assert prose.blocks[0].text == "a\n" + JOIN * 2 + "b"
    assert prose.comments == (Comment(6, 7, "b"),)


@given(TEXT, st.data())
def test_a_projection_maps_each_decoded_character_to_its_place(original, data):
    projection = Projection(original)
    at, places = 0, []
    while at < len(original):
        step = data.draw(st.integers(1, 4))
        end = min(at + step, len(original))
        action = data.draw(st.sampled_from("crs"))
        if action == "c":
            places += [(i, i + 1) for i in range(at, end)]
            projection.copy(at, end)
        elif action == "r":
            places.append((at, end))
            projection.replace(at, end, "Z")
        at = end
    text = projection.text
    assert [projection.offset(i) for i in range(len(text))] == [p[0] for p in places]
    assert [projection.end_offset(i + 1) for i in range(len(text))] == [p[1] for p in places]
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        block = projection.block(Block(start, text[start:end], "paragraph"))
        assert (block.start, block.end) == (places[start][0], places[end - 1][1])
        assert block.text.replace(JOIN, "") == text[start:end]


def test_bare_links_end_before_the_punctuation_of_the_sentence():
    text = "See (https://a.b/c_(d)), www.x.org. Mail jo.d@x.co.uk! e.g. a@b"
    assert [text[s:e] for s, e in bare_links(text)] == [
        "https://a.b/c_(d)",
        "www.x.org",
        "jo.d@x.co.uk",
    ]


def test_bare_links_are_opaque():
    assert mask_links("at https://a.b now") == "at " + OPAQUE * 11 + " now"


@given(st.text(alphabet="a.@w:/ h()t\n", max_size=60))
def test_bare_links_are_in_order_and_inside(text):
    at = 0
    for start, end in bare_links(text):
        assert at <= start < end <= len(text)
        at = end

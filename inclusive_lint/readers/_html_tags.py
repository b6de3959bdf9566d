"""Which HTML element does what to the text around it; data, and how its end tag looks."""

from __future__ import annotations

import re
from functools import cache

ATTRIBUTE_KINDS = {
    "alt": "alt_text", "title": "attribute", "placeholder": "attribute", "label": "attribute",
    "aria-label": "attribute", "aria-description": "attribute", "aria-placeholder": "attribute",
    "aria-roledescription": "attribute", "aria-valuetext": "attribute",
}  # fmt: skip

JOINED, BREAK, BLOCK, RAW, CODE, IMAGE = range(6)
"""What a tag does: vanishes, separates words, ends a block; holds no prose, alone or in a sentence."""
TAGS: dict[str, int] = {
    **dict.fromkeys(
        "a abbr acronym b bdi bdo big cite data del dfn em font i ins mark nobr q s small span "
        "strike strong sub sup time tspan u wbr".split(),
        JOINED,
    ),
    **dict.fromkeys(["br", "rb", "rp", "rt", "rtc", "ruby", "input", "button", "select"], BREAK),
    **dict.fromkeys(
        "address article aside blockquote body caption center col colgroup dd desc details dialog "
        "dir div dl dt fieldset figcaption figure footer form frame frameset g h1 h2 h3 h4 h5 h6 "
        "head header hgroup hr html legend li link main menu meta nav noscript object ol optgroup "
        "option p param search section slot source summary svg table tbody td template text "
        "textpath tfoot th thead title tr track ul video audio".split(),
        BLOCK,
    ),
    **dict.fromkeys(["script", "style", "pre", "textarea", "xmp", "iframe", "noembed", "i18n"], RAW),
    **dict.fromkeys(["code", "kbd", "samp", "var", "tt", "math"], CODE),
    "img": IMAGE, "image": IMAGE, "canvas": IMAGE,
}  # fmt: skip
KINDS = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6", "summary"], "heading"),
    "title": "title", "li": "list_item", "dd": "list_item", "dt": "definition_term",
    "td": "table_cell", "th": "table_cell", "caption": "caption", "figcaption": "caption",
    "blockquote": "quote", "listitem": "list_item", "entry": "table_cell", "footnote": "footnote",
}  # fmt: skip
ENDS_ITSELF = {
    "li": ("li",),
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "td": ("td", "th"),
    "th": ("td", "th"),
}
ENDS_CHILD = {
    "ul": ("li",), "ol": ("li",), "dl": ("dd", "dt"), "tr": ("td", "th"), "table": ("td", "th"),
}  # fmt: skip
CHANGING = frozenset((*KINDS, *ENDS_CHILD))
"""Tags that may change the kind of what follows."""
MARKS = {
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
    "a": "link",
    "q": "quotation",
}
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)

ENDS, CHANGES, JOINS, MARKED, OTHER = range(5)
"""The usual tags without attributes that matter: ends a block; and changes the kind of what follows;
vanishes; and marks; all others."""


def _action(name: str) -> int:
    kind = TAGS[name]
    if kind == BLOCK:
        return CHANGES if name in CHANGING else ENDS
    if kind == JOINED:
        return MARKED if name in MARKS else JOINS
    return OTHER


ACTIONS = {slash + name: _action(name) for name in TAGS for slash in ("", "/")}

XML_TAGS: dict[str, int] = {
    **dict.fromkeys(
        "a abbrev acronym application b citetitle emphasis firstterm glossterm guibutton guiicon guilabel "
        "guimenu guimenuitem guisubmenu i keyword link olink ph phrase productname quote subscript "
        "superscript trademark u ulink uicontrol wordasword".split(),
        JOINED,
    ),
    **dict.fromkeys(
        "codeblock funcsynopsis literallayout msgblock pre programlisting screen script style synopsis".split(),
        RAW,
    ),
    **dict.fromkeys(
        "apiname classname cmdname code codeph command computeroutput constant email envar "
        "filename filepath foreignphrase function indexterm keycap literal methodname option package "
        "parameter parmname property replaceable systemitem systemoutput tag type uri userinput "
        "varname xref".split(),
        CODE,
    ),
}  # fmt: skip
"""The same for DocBook, DITA and other XML, where every other element ends a block."""


@cache
def end_tag(name: str) -> re.Pattern[str]:
    """Matches the end tag of an element without prose, of which there are few."""
    return re.compile(rf"</{re.escape(name)}(?=[\s/>])[^>]*>", re.IGNORECASE)

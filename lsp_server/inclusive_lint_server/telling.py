"""Findings and rules told in Markdown, and that Markdown as plain text. Both processes use it, so it imports little."""

from __future__ import annotations

import re
from typing import Any

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|])")


def describe(diagnostic: dict[str, Any], rule: dict[str, Any]) -> str:
    """The hover text of one finding, in Markdown."""
    data = diagnostic["data"]
    parts = [f"**{escaped(diagnostic['message'])}**"]
    if rule.get("why"):
        parts.append(escaped(rule["why"]))
    if data["replacements"]:
        words = ", ".join(
            f"`{r['text']}`" if r["text"] else "*(leave out)*" for r in data["replacements"]
        )
        parts.append(f"Instead: {words}")
    if data.get("evidence"):
        parts.append("Found because: " + "; ".join(escaped(e) for e in data["evidence"]))
    if rule.get("sources"):
        parts.append("\n".join(f"- {_link(source)}" for source in rule["sources"]))
    href = (diagnostic.get("codeDescription") or {}).get("href")
    name = f"[{diagnostic['code']}]({href})" if href else f"`{diagnostic['code']}`"
    parts.append(f"{name} · {escaped(data['category'])} · {data['severity']}")
    return "\n\n".join(parts)


def describe_rule(rule: dict[str, Any]) -> str:
    """A rule by itself, in Markdown."""
    parts = [f"**{rule['id']}** · {escaped(rule['category'])} · {rule['severity']}"]
    if rule.get("why"):
        parts.append(escaped(rule["why"]))
    if rule.get("replacements"):
        parts.append("Instead: " + ", ".join(f"`{text}`" for text in rule["replacements"] if text))
    if rule.get("sources"):
        parts.append("\n".join(f"- {_link(source)}" for source in rule["sources"]))
    return "\n\n".join(parts)


def escaped(text: str) -> str:
    """``text`` so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", text)


def to_plain(markdown: str) -> str:
    """The same for a client that shows no Markdown."""
    text = re.sub(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)", r"\1 <\2>", markdown)
    text = re.sub(r"(?<!\\)(\*\*|`)", "", text).replace("*(leave out)*", "(leave out)")
    return re.sub(r"\\([\\`*_{}\[\]<>#|])", r"\1", text)


def _link(source: dict[str, str]) -> str:
    return f"[{escaped(source['title'])}]({source['url']})"

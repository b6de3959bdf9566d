"""Sets of words as conditions use them: inflected forms, phrases and lexicons, asked of a word sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.lexicons import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class WordSet(NamedTuple):
    """Plain data (it is kept in the compiled pack cache)."""

    words: frozenset[str]
    """Single lower-case surface forms."""
    phrases: tuple[tuple[str, ...], ...]
    """Lower-case word sequences, in reading order."""
    lexicons: tuple[str, ...]
    """Names of lexicons (``$person`` is 'person')."""

    def has(self, word: str) -> bool:
        """Whether a single lower-case word is in the set."""
        return word in self.words or any(word in lexicon(name) for name in self.lexicons)

    def begins(self, words: Sequence[str]) -> str | None:
        """What of the set the sequence begins with, or None."""
        if words and self.has(words[0]):
            return words[0]
        for phrase in self.phrases:
            if tuple(words[: len(phrase)]) == phrase:
                return " ".join(phrase)
        return None

    def ends(self, nearest_first: Sequence[str]) -> str | None:
        """What of the set stands right before, given the words before with the nearest first."""
        if nearest_first and self.has(nearest_first[0]):
            return nearest_first[0]
        for phrase in self.phrases:
            if tuple(reversed(nearest_first[: len(phrase)])) == phrase:
                return " ".join(phrase)
        return None

    def anywhere(self, words: Sequence[str]) -> str | None:
        """What of the set occurs somewhere in the sequence, or None."""
        for word in words:
            if self.has(word) or (word.endswith("'s") and self.has(word[:-2])):
                return word
        for phrase in self.phrases:
            size = len(phrase)
            for i in range(len(words) - size + 1):
                if tuple(words[i : i + size]) == phrase:
                    return " ".join(phrase)
        return None


def inflected(entries: Iterable[str]) -> WordSet:
    """A set of all inflected forms of ``entries``; ``$name`` stands for a lexicon, ``=word`` for itself."""
    from inclusive_lint.inflection import surface_forms

    words: set[str] = set()
    phrases: set[tuple[str, ...]] = set()
    lexicons: list[str] = []
    for entry in entries:
        if entry.startswith("$"):
            lexicons.append(entry[1:])
            continue
        lower = entry.lower()
        forms = {lower[1:]} if lower.startswith("=") else {lower}
        if not lower.startswith("="):
            forms.update(form.text.lower() for form in surface_forms(lower))
        for form in forms:
            parts = tuple(form.replace("-", " - ").split())
            if len(parts) == 1:
                words.add(form)
            elif parts:
                phrases.add(parts)
    return WordSet(frozenset(words), tuple(sorted(phrases)), tuple(lexicons))


def exact(entries: Iterable[str]) -> WordSet:
    """A set of just these forms."""
    return inflected(entry if entry.startswith("$") else f"={entry}" for entry in entries)

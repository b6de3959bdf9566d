from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.language import detect, is_english

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Man kann den Server auch ohne Neustart wieder starten.", "de"),
        ("El servidor que se usa para la copia está en otra máquina.", "es"),
        ("Le serveur est un bon exemple de ce que nous voulons faire.", "fr"),
        ("O servidor não é o mesmo que foi usado para a cópia.", "pt"),
        ("Il server è una delle macchine che non sono più usate.", "it"),
        ("De server is niet de enige die wij hebben voor dit werk.", "nl"),
        ("Server ini adalah yang tidak dapat digunakan untuk itu.", "id"),
        ("Serwer nie jest tym, który można było wtedy użyć.", "pl"),
        ("Servern är inte den som vi har haft för det här.", "sv"),
        ("这个服务器是主要的,不应该重启。", "zh"),
        ("このサーバーは再起動できません。", "ja"),
        ("이 서버는 다시 시작할 수 없습니다.", "ko"),
        ("Этот сервер нельзя перезапустить.", "ru"),
        ("यह सर्वर फिर से शुरू नहीं हो सकता।", "hi"),
        ("The server is not the one that was used for this.", "en"),
    ],
)
def test_a_paragraph_is_known_by_its_function_words(text: str, language: str) -> None:
    assert detect(text) == language
    assert is_english(text) is (language == "en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Whitelist",
        "man page",
        "Configure master/slave replication",
        "kubectl get pods -n kube-system --watch",
        "Juan de la Cruz, Ludwig van Beethoven and Los Angeles",
        "José García reviews whitelist entries",
        "foo(a, o, i, e, y) z k s v",
        "André's naïve café déjà vu résumé is here",
        "Maria Silva da Costa leads SIG Docs",
    ],
)
def test_what_is_short_or_technical_stays_to_be_read(text: str) -> None:
    assert is_english(text)


def test_languages_that_are_set_are_read() -> None:
    assert is_english("El servidor que se usa para la copia está en otra máquina.", ("en", "es-MX"))
    assert is_english("El servidor que se usa para la copia está en otra máquina.", ())


@given(st.text(max_size=200))
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = detect(text)
    assert found is None or 2 <= len(found) <= 3


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus isn't here")
def test_english_documentation_is_taken_for_english() -> None:
    wrong = total = 0
    for path in [
        *CORPUS.joinpath("opensource-guide").glob("*.md"),
        *CORPUS.joinpath("redis-doc/docs").rglob("*.md"),
    ]:
        text = re.sub(r"```.*?```", "", path.read_text(errors="replace"), flags=re.DOTALL)
        for paragraph in re.split(r"\n\s*\n", text):
            total += 1
            wrong += not is_english(paragraph)
    print(f"language: {wrong} of {total} English paragraphs taken for another", file=sys.stderr)  # noqa: T201
    assert wrong <= total * 0.002

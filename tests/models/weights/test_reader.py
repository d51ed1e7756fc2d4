"""The reader hands on what spaCy found, with offsets into the text that was given."""

from __future__ import annotations

import pytest

from models.weights.reader import SpacyReader
from tests.models.weights.tiny import save_reader

TEXT = "The United States welcomed  Maria Kalesnikava.\n“At last,” she said – in Minsk."


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> SpacyReader:
    return SpacyReader.load(save_reader(tmp_path_factory.mktemp("reader")), "tiny")


def test_a_pipeline_is_loaded_by_its_folder(reader: SpacyReader) -> None:
    assert reader.name == "tiny"
    assert reader.parse(["Belarus"])[0][0].text == "Belarus"


def test_offsets_give_back_each_token(reader: SpacyReader) -> None:
    (parse,) = reader.parse([TEXT])
    assert [TEXT[t.start : t.end] for t in parse] == [t.text for t in parse]
    assert "".join(t.text for t in parse).replace(" ", "") == "".join(TEXT.split(" "))


def test_entities_say_where_they_begin(reader: SpacyReader) -> None:
    (parse,) = reader.parse([TEXT])
    named = [(t.text, t.entity, t.starts_entity) for t in parse if t.entity]
    assert named == [
        ("United", "GPE", True),
        ("States", "GPE", False),
        ("Maria", "PERSON", True),
        ("Kalesnikava", "PERSON", False),
    ]


def test_heads_are_indices_into_the_parse(reader: SpacyReader) -> None:
    parses = reader.parse([TEXT, "Belarus freed 123 prisoners."])
    assert all(0 <= t.head < len(parse) for parse in parses for t in parse)


def test_texts_are_parsed_each_for_itself_and_in_order(reader: SpacyReader) -> None:
    texts = [f"Sentence {n}." for n in range(200)]
    parses = reader.parse(texts)
    assert [parse[1].text for parse in parses] == [str(n) for n in range(200)]
    assert {parse[0].start for parse in parses} == {0}


def test_no_texts_give_no_parses_and_an_empty_text_no_tokens(reader: SpacyReader) -> None:
    assert reader.parse([]) == []
    assert reader.parse([""]) == [()]

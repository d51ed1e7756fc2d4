"""Payloads are within Slack's limits, whatever stands in the articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.render.plain import one_line
from api.schemas import BriefAnswer
from api.slack.blocks import Message
from api.slack.blocks_brief import brief_messages
from api.slack.blocks_modals import articles_modal, evidence_modal, rejection_modal
from api.slack.blocks_notes import failure, finished
from api.slack.cutting import pieces, shortened
from models.news import ArticleReport, SingleSource
from tests.api.render.samples import BRIEF, DATES, hostile, sample
from tests.api.slack.golden.files import SHOWN, UPDATE, file_of, golden
from tests.api.slack.hostile import TEXTS
from tests.api.slack.rules import flaws_of_message, flaws_of_modal, length, texts, users


def flaws(answer: BriefAnswer) -> Iterator[str]:
    messages = [*brief_messages(answer), finished(answer, "U1"), failure(answer.headline, "U1")]
    for message in messages:
        yield from flaws_of_message(asdict(message))
    yield from flaws_of_modal(evidence_modal(answer))


def shown(messages: list[Message]) -> str:
    return " ".join(text for m in messages for text in texts(m.blocks))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", SHOWN)
def test_a_payload_is_as_somebody_last_read_it(name: str) -> None:
    """Field by field."""
    file = file_of(name)
    assert file.is_file(), f"there is no {file.name}: make it with `{UPDATE}`"
    wanted = file.read_text(encoding="utf-8")
    assert golden(name) == wanted, f"if the difference is meant, write it with `{UPDATE}`"


def test_every_golden_payload_is_within_the_limits() -> None:
    """Modals and messages."""
    for name, make in SHOWN.items():
        payload = make()
        found = (
            flaws_of_modal(payload)
            if "title" in payload
            else [flaw for message in payload for flaw in flaws_of_message(message)]
        )
        assert found == [], name


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_leaves_no_markup_alive(name: str) -> None:
    """It stands in text elements alone, whole but for what acts on a display."""
    answer = hostile(TEXTS[name])
    assert list(flaws(answer)) == []
    messages = brief_messages(answer)
    assert list(users([m.blocks for m in messages])) == []
    assert squeezed(one_line(TEXTS[name])) in squeezed(shown(messages))


def test_thirty_texts_are_tried() -> None:
    """At the least."""
    assert len(TEXTS) >= 30


def test_the_disagreements_come_before_the_brief() -> None:
    """They are what an editor has to see."""
    said = shown(brief_messages(sample()))
    order = [
        "Belarus frees",
        "Where the sources disagree",
        "Saturday",
        "The brief",
        "Sources",
        "Only one source",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def large() -> BriefAnswer:
    """A brief with 60 disagreements and 100 articles."""
    outlets = [ArticleReport(f"a{n}", f"Outlet {n}", 25, 9, (), None, None) for n in range(1, 101)]
    told = [SingleSource("a2", f"Sentence {n} is told by one alone.", 0, 30) for n in range(20)]
    return sample(
        disagreements=tuple(replace(DATES, id=f"d{n}", topic=f"topic {n}") for n in range(60)),
        sentences=BRIEF.sentences * 20,
        articles=tuple(outlets),
        single_source=tuple(told),
    )


def test_a_large_brief_goes_on_in_replies() -> None:
    """Nothing of it is lost, and the buttons stand at its end alone."""
    messages = brief_messages(large())
    assert list(flaws(large())) == []
    assert len(messages) > 1
    said = shown(messages)
    assert all(f"topic {n}" in said for n in range(60))
    assert all(f"Outlet {n}" in said for n in range(1, 101))
    kinds = [[block["type"] for block in m.blocks].count("actions") for m in messages]
    assert kinds == [0] * (len(messages) - 1) + [1]
    assert messages[0].text.endswith(f"(1 of {len(messages)})")


def test_buttons_do_not_stand_alone() -> None:
    """Where they do not fit, the last block goes with them."""
    filler = "Twelve people were killed, the police said. " * 60
    held = [replace(DATES, id=f"d{n}", topic=filler[: 700 * n]) for n in range(1, 4)]
    found = [brief_messages(sample(disagreements=tuple(held[:n]))) for n in range(1, 4)]
    assert {len(messages) for messages in found} > {1}
    assert all(len(messages[-1].blocks) > 2 for messages in found)


def test_what_the_brief_tells_is_not_told_again() -> None:
    """A few sentences of single sources are shown, the rest is counted."""
    cited = BRIEF.sentences[0].citations[0]
    again = SingleSource(cited.article_id, "This stands in the brief.", cited.start, cited.end)
    others = [SingleSource("a2", f"Sentence {n}.", 9_000 + n, 9_001 + n) for n in range(12)]
    said = shown(brief_messages(sample(single_source=(again, *others), single_source_total=13)))
    assert "This stands in the brief." not in said
    assert "Sentence 7." in said
    assert "Sentence 8." not in said
    assert "… and 4 more." in said


def test_a_modal_that_is_full_says_what_it_leaves_out() -> None:
    """Instead of being refused."""
    answer = sample(sentences=BRIEF.sentences * 300)
    view = evidence_modal(answer)
    assert flaws_of_modal(view) == []
    assert "more sentences" in list(texts(view["blocks"]))[-1]


def test_long_texts_are_cut_at_sentence_ends() -> None:
    """No sentence is torn where that can be helped."""
    found = pieces("Twelve people were killed, the police said. " * 300)
    assert len(found) > 1
    assert all(piece.endswith("said.") for piece in found)


@given(st.text(max_size=4_000), st.integers(min_value=20, max_value=3_000))
@settings(max_examples=60, deadline=None)
def test_pieces_fit_and_lose_nothing(text: str, most: int) -> None:
    """Of any text."""
    found = pieces(text, most)
    assert all(0 < length(piece) <= most for piece in found)
    assert squeezed("".join(found)) == squeezed(one_line(text))
    assert length(shortened(text, most)) <= most


def test_forms_are_within_the_limits() -> None:
    """The one for articles says what a field takes."""
    view: dict[str, Any] = articles_modal()
    assert flaws_of_modal(view) == []
    assert flaws_of_modal(rejection_modal("brf_1", "C1", "1.2", "1.1")) == []
    hints = [b["hint"]["text"] for b in view["blocks"] if "hint" in b]
    assert any("3,000 characters" in hint for hint in hints)

"""How many independent origins stand behind a claim, and which article is a copy of which."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.articles import clean
from models.limits import LIMITS
from models.news import Article, Evidence, Posted, Sentence
from models.origins import Components, count_origins, moment, same_copies
from tests.models.hostile import PROPERTY

WIRE = """OLMO (Reuters) - The dam above Olmo broke on Sunday and flooded three towns in the valley.

Mayor Ana Ruiz said that twelve people were missing and that boats were looking for them.

The dam was built sixty years ago and had been inspected twice since the heavy rain of spring.

Schools will stay closed until the water has gone, and trains run only as far as Trevi.

Farmers lost most of their cattle, the union of the valley's farmers told a news conference."""
OWN = """Water stood as high as the church door in Olmo after the old barrage gave way.

Twelve residents have not been found, according to Ana Ruiz, who has led the town since May.

Our reporter saw helicopters lifting families from roofs, while volunteers filled sandbags.

Nobody knows yet why the wall failed, although cracks had been reported to the ministry.

Cows drowned in their hundreds; the dairy of Trevi expects to lose half of its milk."""


def articles_of(*posted: Posted) -> list[Article]:
    """Return the articles in canonical order."""
    return clean(posted, LIMITS)[0]


def copies_of(*posted: Posted) -> dict[str, str]:
    """Return which article is a copy of which."""
    return same_copies(articles_of(*posted), LIMITS)


def post(name: str, text: str, day: int = 14) -> Posted:
    """Return an article of an outlet, published on a day of December 2025."""
    return Posted(name, name, text, published_at=date(2025, 12, day))


def test_a_copy_is_one_of_its_agencys_article() -> None:
    """Whichever is earlier: an agency comes before its clients."""
    assert copies_of(post("Reuters", WIRE, 15), post("Ridge Post", WIRE, 14)) == {
        "Ridge Post": "Reuters"
    }


def test_without_an_agency_the_earlier_is_the_original() -> None:
    """Then the longer one."""
    text = WIRE.replace("OLMO (Reuters) - ", "")
    assert copies_of(post("B", text, 15), post("A", text, 16)) == {"A": "B"}
    longer = text + "\n\nRain is expected again on Friday."
    assert copies_of(post("A", text), post("B", longer)) == {"A": "B"}


def test_a_cut_copy_with_its_own_lead_is_still_a_copy() -> None:
    """Most of its wording is the other's."""
    cut = "A flood hit Olmo at the weekend.\n\n" + "\n\n".join(WIRE.split("\n\n")[1:4])
    assert copies_of(post("Reuters", WIRE), post("Ridge Post", cut)) == {"Ridge Post": "Reuters"}


def test_two_reports_of_one_event_are_no_copies() -> None:
    """However much they agree."""
    assert copies_of(post("A", WIRE), post("B", OWN)) == {}


def test_a_shared_quotation_makes_no_copy() -> None:
    """A few shared words do not make most of an article."""
    quote = "\n\n“We will rebuild every house in this valley, stone by stone,” she said."
    assert copies_of(post("A", WIRE + quote), post("B", OWN + quote)) == {}


def test_copies_of_copies_have_one_original() -> None:
    """In whatever order they are posted."""
    posted = [post("Reuters", WIRE), post("A", WIRE), post("B", WIRE), post("C", OWN)]
    for order in permutations(posted):
        assert copies_of(*order) == {"A": "Reuters", "B": "Reuters"}


def test_texts_without_words_are_no_copies() -> None:
    """There is nothing that they share."""
    assert copies_of(Posted("a", "a", "12."), Posted("b", "b", "12."), Posted("c", "c", "!")) == {}


def test_a_hundred_identical_articles_are_compared_fast() -> None:
    """As many as may be posted, as long as they may be in all."""
    base = articles_of(post("A", "\n\n".join(f"{OWN} {n}" for n in range(40))))[0]
    articles = [replace(base, id=f"a{n}") for n in range(100)]
    start = time.process_time()
    assert len(same_copies(articles, LIMITS)) == 99
    assert time.process_time() - start < 8


def say(text: str, article: str, source: str | None = None, agency: str | None = None) -> Sentence:
    """Return a sentence of an article."""
    evidence = Evidence(article, source or article, 0, len(text), text)
    return Sentence(0, 0, 0, evidence, text, 0, agency=agency)


LONG = "The dam above Olmo broke on Sunday and flooded three towns."


@pytest.mark.parametrize(
    ("sentences", "copies", "origins"),
    [
        ([], {}, 0),
        ([say("It broke.", "a1")], {}, 1),
        ([say("It broke.", "a1"), say("It fell.", "a2")], {}, 2),
        ([say("It broke.", "a1"), say("It fell.", "a1")], {}, 1),
        ([say("It broke.", "a1", "Post"), say("It fell.", "a2", "POST")], {}, 1),
        ([say("It broke.", "a1"), say("It fell.", "a2")], {"a2": "a1"}, 1),
        ([say("It broke.", "a2"), say("It fell.", "a3")], {"a2": "a1", "a3": "a1"}, 1),
        ([say("It broke.", "a1", agency="AP"), say("It fell.", "a2", agency="AP")], {}, 1),
        ([say("It broke.", "a1", agency="AP"), say("It fell.", "a2", agency="AFP")], {}, 2),
        ([say(LONG, "a1"), say(LONG.upper(), "a2")], {}, 1),
        ([say("It broke.", "a1"), say("It broke.", "a2")], {}, 2),
        (
            [
                say("x", "a1", agency="AP"),
                say("y", "a2", agency="AP"),
                say(LONG, "a2"),
                say(LONG, "a3"),
            ],
            {},
            1,
        ),
    ],
)
def test_origins_are_counted_once(
    sentences: list[Sentence], copies: dict[str, str], origins: int
) -> None:
    """One outlet, one agency, one copy, one long wording: each is one origin."""
    assert count_origins(sentences, copies) == origins


@given(st.permutations(range(5)), st.data())
@PROPERTY
def test_the_order_of_sentences_changes_no_count(order: list[int], data: st.DataObject) -> None:
    """Nor are there ever more origins than articles."""
    agencies = data.draw(st.lists(st.sampled_from([None, "AP", "AFP"]), min_size=5, max_size=5))
    names = data.draw(st.lists(st.sampled_from("abc"), min_size=5, max_size=5))
    sentences = [say("It broke.", n, agency=a) for n, a in zip(names, agencies, strict=True)]
    count = count_origins(sentences, {})
    assert count_origins([sentences[i] for i in order], {}) == count
    assert 1 <= count <= len(set(names))


def test_instants_of_all_kinds_can_be_ordered() -> None:
    """A day begins it, no time zone is UTC, and what has no date comes last."""
    early = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=12)))
    assert sorted([moment(None), moment(date(2025, 12, 14)), moment(early)])[-1] == moment(None)
    assert moment(date(2025, 12, 14)) == datetime(2025, 12, 14, tzinfo=UTC)
    assert moment(datetime(2025, 12, 14)) == datetime(2025, 12, 14, tzinfo=UTC)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
@PROPERTY
def test_components_are_an_equivalence(pairs: list[tuple[int, int]]) -> None:
    """What was joined is one, and what was joined with it too."""
    groups = Components()
    for a, b in pairs:
        groups.join(a, b)
    assert all(groups.find(a) == groups.find(b) for a, b in pairs)
    untouched = set(range(10)) - {x for pair in pairs for x in pair}
    assert all(groups.find(x) == x for x in untouched)

"""An article's own title heads the brief only if its article holds what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.articles import clean
from models.limits import LIMITS
from models.news import Headline
from models.sentences import split_sentences
from models.titles import event_stems, find_titles, in_plain_case, tells_event
from tests.models.support import COURIER, WIRE, article, place_of, plan_of

TEXT = (
    "The council of Ellin rejected plans for a new ferry on Monday. The ferry would have cost "
    "4 million euros, Mayor Ann Rill said. Engineers closed the northern bridge."
)
OTHER = "Councillors in Ellin turned down the new ferry on Monday. The vote was 12 to 3."


def titles(*given: str) -> tuple[Headline, ...]:
    posted = [
        replace(article(text, outlet), title=title)
        for text, outlet, title in zip((TEXT, OTHER), (WIRE, COURIER), given, strict=False)
    ]
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    lead = place_of(next(s for s in sentences if s.text.startswith("The council")))
    event = event_stems(articles, sentences, LIMITS)
    return find_titles(plan_of(lead), articles, sentences, event, LIMITS)


def test_a_title_cites_the_passages_that_hold_its_words() -> None:
    (found,) = titles("Ellin council rejects plans for ferry")
    assert found.text == "Ellin council rejects plans for ferry"
    assert [e.quote for e in found.evidence] == [TEXT.split(". ")[0] + "."]


def test_the_title_nearest_to_the_lead_and_the_others_comes_first() -> None:
    found = titles("Ellin council rejects plans for ferry", "Vote in Ellin was 12 to 3")
    assert found[0].text == "Ellin council rejects plans for ferry"
    assert len(found) == 2


def test_the_part_of_a_title_that_can_stand_alone_will_do() -> None:
    (found,) = titles("Report: Ellin council rejects plans for ferry")
    assert found.text == "Ellin council rejects plans for ferry"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Ellin council on Monday rejects the plans for a new ferry amid a long dispute",
            ["Ellin council on Monday rejects the plans for a new ferry"],
        ),
        (
            "Ellin council rejects plans for ferry, dealing a hard blow to its own Mayor Rill",
            ["Ellin council rejects plans for ferry"],
        ),
        # who says so, a condition and a denial stay; a title too long is left to the parse
        (
            "Ellin council rejects plans for a new ferry after all, says the Mayor Ann Rill",
            ["Ellin council rejects plans for a new ferry after all, says the Mayor Ann Rill"],
        ),
        (
            "Ellin council rejects plans for a new ferry as of now unless Mayor Rill pays",
            ["Ellin council rejects plans for a new ferry as of now unless Mayor Rill pays"],
        ),
    ],
)
def test_a_long_title_goes_without_the_circumstances_at_its_end(
    title: str, expected: list[str]
) -> None:
    assert [t.text for t in titles(title)] == expected


@pytest.mark.parametrize(
    "title",
    [
        "Storm sinks nine trawlers off Orsk",
        "Ellin rejects ferry",
        "Ferry: what happens now",
        "Why Ellin council rejected plans for ferry",
        "Ellin council on Monday rejected the plans for a new ferry that would have cost 4 million "
        "euros to build and run",
        "Read the plans of Ellin council for ferry",
        "",
    ],
)
def test_a_title_of_something_else_or_of_another_form_is_none(title: str) -> None:
    assert titles(title) == ()


def test_capitals_are_taken_from_the_article() -> None:
    text = "The council rejected plans, and Ann Rill of the Ferry Board agreed: a ferry costs much."
    assert in_plain_case("Council Rejects Plans Of Ann Rill", text) == (
        "Council rejects plans of Ann Rill"
    )
    assert in_plain_case("NATO Council Rejected Plans.", text) == "NATO council rejected plans"
    assert in_plain_case(None, text) == ""
    mixed = "The deal is a Green Deal, a deal with Bill Ruiz, whose bill is a deal: pay the bill."
    assert in_plain_case("Council Strikes Deal On Bill", mixed) == "Council strikes deal on bill"
    assert in_plain_case("Council Meets Bill Ruiz", mixed).endswith("Bill Ruiz")


def stems(*given: str) -> dict[str, float]:
    posted = [
        replace(article(text, outlet), title=title)
        for text, outlet, title in zip((TEXT, OTHER), (WIRE, COURIER), given, strict=False)
    ]
    articles, _ = clean(posted, LIMITS)
    return event_stems(articles, split_sentences(articles), LIMITS)


def test_the_event_is_what_several_articles_put_at_their_top() -> None:
    found = stems("Ellin council rejects plans for ferry", "Vote in Ellin was 12 to 3")
    assert {"ellin", "ferry"} <= set(found)
    assert "euros" not in found
    assert "12" not in found
    assert found["ellin"] == 1.0  # in both titles and both tops
    assert found["ferry"] == 0.75  # in both tops and one title
    assert found["monday"] == 0.5


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        # who says so stays with what is said
        (
            "Mayor Rill: Ferry would cost 4 million euros",
            "Ferry would cost 4 million euros, Mayor Rill says",
        ),
        (
            "Officials: Ellin council rejected ferry",
            "Ellin council rejected ferry, officials say",
        ),
        ("BREAKING: Ellin council rejects ferry plans", "Ellin council rejects ferry plans"),
        ("After a debate, Ellin council rejects ferry", "Ellin council rejects ferry"),
        ("'Doomed' plans for new ferry rejected", "Plans for new ferry rejected"),
    ],
)
def test_a_title_is_put_in_the_order_of_a_report(title: str, expected: str) -> None:
    assert expected in [t.text for t in titles(title)]


def test_a_title_rests_on_a_passage_more_for_a_name_and_is_no_opinion() -> None:
    (found,) = titles("Ellin council rejects Mayor Ann Rill's plans for new ferry")
    assert any("Ann Rill" in e.quote for e in found.evidence)
    articles, _ = clean([replace(article(TEXT, WIRE), title="Ellin council rejects plans")], LIMITS)
    sentences = split_sentences(articles)
    plan, event = plan_of(place_of(sentences[0])), event_stems(articles, sentences, LIMITS)
    assert find_titles(plan, articles, sentences, event, LIMITS)
    assert find_titles(plan, articles, sentences, event, LIMITS, opinions={0}) == ()


def test_of_one_article_the_top_is_the_event() -> None:
    assert "bridge" in stems("Ellin council rejects plans for ferry")


def test_a_line_tells_more_of_the_event_that_holds_more_of_its_words() -> None:
    event = {"ellin": 1.0, "ferry": 1.0, "council": 0.5}
    assert tells_event("Ellin council rejects a ferry", event) == 2.5
    assert tells_event("Engineers closed the bridge", event) == 0.0


def test_an_outlet_that_says_so_is_never_cut_off_a_title() -> None:
    text = f"{TEXT} McClatchy wrote of plans. Readers of McClatchy saw that the ferry was rejected."
    posted = [replace(article(text, WIRE), title="McClatchy: Council rejects plans for new ferry")]
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    lead = place_of(sentences[0])
    found = find_titles(plan_of(lead), articles, sentences, {}, LIMITS)
    assert all("McClatchy" in t.text for t in found)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        # what the same subject does besides may go, who says so may not
        (
            "Ellin council rejects plans for a new ferry, claims the ferry cost too much money",
            "Ellin council rejects plans for a new ferry",
        ),
        # what a title tells beside it is told too
        (
            "Outcry as council rejects plans for a new ferry",
            "Council rejects plans for a new ferry",
        ),
        # an adjective that judges goes, the line stays
        (
            "Ellin council rejects explosive plans for ferry",
            "Ellin council rejects plans for ferry",
        ),
    ],
)
def test_the_part_of_a_title_that_tells_the_event_stands(title: str, expected: str) -> None:
    assert expected in [t.text for t in titles(title)]


def test_a_name_before_a_comma_keeps_its_capital() -> None:
    text = "The mayor, Ann Rill, said so. Engineers of Ellin met Rill."
    assert in_plain_case("The Mayor, Ann Rill, Defies Calls", text) == (
        "The mayor, Ann Rill, defies calls"
    )
    assert in_plain_case("Rill Tells of 'Grave Concerns'", f"{text} They had grave concerns.") == (
        "Rill tells of 'grave concerns'"
    )


def test_a_storm_that_police_speak_of_says_nothing() -> None:
    posted = [
        replace(
            article(f"{TEXT} Police said Rillo, a storm, had closed the ferry to Ellin.", WIRE),
            title="Rillo: Storm closes ferry to Ellin",
        )
    ]
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    event = event_stems(articles, sentences, LIMITS)
    found = find_titles(plan_of(place_of(sentences[0])), articles, sentences, event, LIMITS)
    assert not any("Rillo says" in t.text for t in found)


def test_a_shortened_office_keeps_its_capital() -> None:
    text = "The Justice Department will appeal, it said on Monday."
    assert in_plain_case("Justice Dept. To Appeal", text) == "Justice Dept. to appeal"

"""What leaves: the brief with all that an editor needs to check it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.answer import compose
from models.articles import clean
from models.limits import LIMITS
from models.news import (
    Brief,
    BriefSentence,
    Checked,
    Claim,
    Cluster,
    Dropped,
    Headline,
    Options,
    Posted,
    Sentence,
    Warned,
)
from models.sentences import split_sentences
from tests.models.support import (
    COURIER,
    WIRE,
    article,
    claim_of,
    dispute_of,
    position_of,
)

FEW = "The blast in the port of Ellin killed 12 people on Monday."
MORE = "A blast at the port of Ellin killed 15 people on Monday."
BRIDGE = "Engineers closed the northern bridge because of cracks in its pillars."
SCHOOL = "The school board hired eleven new teachers for the coming autumn term."
POSTED = [
    article(f"Share this story\n\n{FEW} {BRIDGE}", WIRE, id="a1"),
    article(f"{MORE}\n\n{SCHOOL}", COURIER, id="a2"),
]


def walked(posted: list[Posted] = POSTED) -> dict[str, Sentence]:
    articles, _ = clean(posted, LIMITS)
    return {s.text: s for s in split_sentences(articles)}


def composed(posted: list[Posted] = POSTED, **rest: Any) -> Brief:
    """Compose an answer in which one claim of two articles is cited."""
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    given: dict[str, Any] = {
        **_grouped({s.text: s for s in sentences}),
        "disagreements": [],
        "copies": {},
        "options": Options(),
        "limits": LIMITS,
        "warnings": [],
        **rest,
    }
    return compose(posted, articles, sentences, **given)


def _grouped(by_text: dict[str, Sentence]) -> dict[str, Any]:
    wanted = [FEW, MORE], [BRIDGE], [SCHOOL]
    groups = [found for texts in wanted if (found := [t for t in texts if t in by_text])]
    return {
        "clusters": [_cluster(by_text, *g) for g in groups],
        "ranked": [claim_of(*(by_text[t] for t in g)) for g in groups],
        "checked": _checked(by_text[FEW]),
    }


def _cluster(by_text: dict[str, Sentence], *texts: str) -> Cluster:
    kept, *_ = found = [by_text[t].index for t in texts]
    return Cluster(
        kept, tuple(sorted(found)), tuple(1.0 if i == kept else 0.8 for i in sorted(found))
    )


def _checked(*cited: Sentence) -> Checked:
    said = BriefSentence("A blast killed people.", 0.9, 2, "abstractive", _evidence(*cited))
    return Checked(Headline("Blast in Ellin", _evidence(*cited)), (said,), (Dropped("X.", "why"),))


def _evidence(*cited: Sentence) -> tuple[Any, ...]:
    return tuple(s.evidence for s in cited)


def test_claims_of_several_articles_or_of_the_brief_are_shown_and_numbered() -> None:
    brief = composed()
    assert [(c.id, c.text, c.articles) for c in brief.claims] == [("c1", FEW, ("a1", "a2"))]
    by_text = walked()
    cited = composed(checked=_checked(by_text[BRIDGE]))
    assert [(c.id, c.text) for c in cited.claims] == [("c1", FEW), ("c2", BRIDGE)]


def test_a_claim_names_its_disagreements_and_is_shown_for_them() -> None:
    by_text = walked()
    claim = claim_of(by_text[BRIDGE])
    found = dispute_of(position_of("northern", by_text[BRIDGE]), claims=(claim.id,))
    brief = composed(disagreements=[found])
    assert [(c.text, c.disagreements) for c in brief.claims] == [(FEW, ()), (BRIDGE, ("d1",))]


def test_what_one_article_says_is_listed_as_ranked() -> None:
    brief = composed()
    assert brief.single_source_total == 2
    assert [(s.article_id, s.text) for s in brief.single_source] == [("a1", BRIDGE), ("a2", SCHOOL)]


def test_the_list_of_lone_sentences_is_capped_and_their_number_is_not() -> None:
    (bridge,) = [s for s in walked().values() if s.text == BRIDGE]
    many: list[Claim] = [claim_of(bridge)] * 30
    brief = composed(ranked=many)
    assert brief.single_source_total == 30
    assert len(brief.single_source) == LIMITS.single_source_shown == 20


def test_a_cluster_of_several_is_a_duplicate() -> None:
    (found,) = composed().duplicates
    assert found.kept.quote == FEW
    assert [(m.evidence.quote, m.similarity) for m in found.merged] == [(MORE, 0.8)]


def test_a_similarity_stays_between_none_and_all() -> None:
    by_text = walked()
    cluster = replace(_cluster(by_text, FEW, MORE), similarity=(1.0000002, 1.0000002))
    (found,) = composed(clusters=[cluster]).duplicates
    assert [m.similarity for m in found.merged] == [1.0]


def test_articles_are_reported_in_the_order_posted() -> None:
    first, second = composed().articles
    assert (first.id, first.sentences, first.used) == ("a1", 2, 1)
    assert (second.id, second.sentences, second.used) == ("a2", 2, 0)
    assert first.boilerplate_spans == ((0, 16),)
    assert [a.id for a in composed(POSTED[::-1]).articles] == ["a2", "a1"]


def test_a_copy_names_its_original() -> None:
    first, second = composed(copies={"a2": "a1"}).articles
    assert (first.same_copy_as, second.same_copy_as) == (None, "a1")


def test_only_what_was_extracted_is_returned() -> None:
    assert [a.text for a in composed().articles] == [None, None]
    html = f"<html><body><article><p>{FEW}</p><p>{BRIDGE}</p></article></body></html>"
    page = Posted(id="a1", source=WIRE, html=html)
    first, second = composed([page, POSTED[1]]).articles
    assert first.text is not None
    assert FEW in first.text
    assert second.text is None


def test_text_is_running_or_in_bullets() -> None:
    said = "A blast killed people."
    assert composed().text == said
    assert composed(options=Options(style="bullets")).text == f"- {said}"


def test_nothing_to_say_is_an_empty_brief() -> None:
    brief = composed(checked=Checked(None, (), ()))
    assert (brief.headline, brief.headline_citations, brief.text) == ("", (), "")
    assert brief.neutrality_brief == 0.0


def test_losers_and_warnings_are_handed_on() -> None:
    warned = [Warned("future_date", "it is")]
    brief = composed(warnings=warned)
    assert brief.dropped == (Dropped("X.", "why"),)
    assert brief.warnings == tuple(warned)


def test_every_article_has_its_neutrality() -> None:
    loaded = article("The brutal and disgraceful blast was a horrific outrage.", COURIER, id="a2")
    articles = [POSTED[0], loaded]
    brief = composed(articles)
    assert set(brief.neutrality_articles) == {"a1", "a2"}
    assert brief.neutrality_articles["a2"] > brief.neutrality_articles["a1"] == 0.0

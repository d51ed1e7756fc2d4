"""What argues is told from what reports by its own voice, not by what it argues for."""

from __future__ import annotations

from dataclasses import replace

from models.articles import clean
from models.limits import LIMITS
from models.opinions import opinion_pieces
from models.sentences import split_sentences
from tests.models.support import COURIER, WIRE, article

REPORT = (
    "The council of Ellin rejected plans for a new ferry on Monday. The ferry would have cost "
    "4 million euros, Mayor Ann Rill said. Engineers closed the northern bridge. The vote was "
    "12 to 3, the clerk said. The council meets again on Friday."
)
COLUMN = (
    "I have taken the ferry of Ellin all my life. We must not let the council take it from us. "
    "What were our councillors thinking on Monday? The city should build it at once. "
    "My neighbours tell me the same every day."
)


def test_a_column_is_told_from_a_report() -> None:
    articles, _ = clean([article(REPORT, WIRE), article(COLUMN, COURIER)], LIMITS)
    column = next(i for i, a in enumerate(articles) if a.source == COURIER)
    assert opinion_pieces(articles, split_sentences(articles), LIMITS) == {column}


def test_where_nothing_reports_nothing_is_left_out() -> None:
    articles, _ = clean([article(COLUMN, COURIER)], LIMITS)
    assert opinion_pieces(articles, split_sentences(articles), LIMITS) == frozenset()


def test_a_label_in_the_title_tells_an_opinion() -> None:
    other = REPORT.replace("Monday", "Tuesday")
    labelled = replace(article(other, COURIER), title="Opinion: A ferry too far")
    articles, _ = clean([article(REPORT, WIRE), labelled], LIMITS)
    found = opinion_pieces(articles, split_sentences(articles), LIMITS)
    assert [articles[i].source for i in found] == [COURIER]


def test_where_all_argue_the_one_that_argues_least_comes_nearest_to_a_report() -> None:
    milder = f"{COLUMN} {REPORT}"
    articles, _ = clean([article(COLUMN, COURIER), article(milder, WIRE)], LIMITS)
    found = opinion_pieces(articles, split_sentences(articles), LIMITS)
    assert [articles[i].source for i in found] == [COURIER]

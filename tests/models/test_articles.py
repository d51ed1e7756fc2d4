"""What was posted -> clean articles: what is story, what is not, and where it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.articles import clean, invisible, text_of_page, visible
from models.errors import InputError
from models.limits import LIMITS
from models.news import Article, Posted
from tests.models.hostile import ANY_TEXT, PROPERTY, slow

STORY = "The dam above Olmo broke on Sunday and flooded three towns."
MORE = "Mayor Ana Ruiz said that twelve people were missing."


def cleaned(text: str, source: str = "Ridge Post", **rest: object) -> Article:
    """Return the one article made of a text."""
    (article,), _ = clean([Posted("a1", source, text, **rest)], LIMITS)  # type: ignore[arg-type]
    return article


def story_of(text: str, **rest: object) -> list[str]:
    """Return the paragraphs of the story."""
    article = cleaned(text, **rest)
    return [article.text[a:b] for a, b in article.story]


def codes(posted: Posted) -> set[str]:
    """Return the codes of the warnings on an article."""
    return {w.code for w in clean([posted], LIMITS)[1]}


@given(ANY_TEXT, st.none() | ANY_TEXT)
@PROPERTY
def test_spans_lie_in_the_text_in_order_and_never_overlap(text: str, title: str | None) -> None:
    """Story and boilerplate together are disjoint, non-empty pieces of what was posted."""
    article = cleaned(text, title=title)
    assert article.text == text
    spans = sorted(article.story + article.boilerplate)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert list(article.story) == sorted(article.story)


@given(ANY_TEXT)
@PROPERTY
def test_nothing_visible_is_lost(text: str) -> None:
    """What is neither story nor boilerplate is white space and characters without width."""
    article = cleaned(text)
    rest = list(text)
    for a, b in article.story + article.boilerplate:
        rest[a:b] = " " * (b - a)
    assert visible("".join(rest)).strip("\x1c\x1d\x1e\x85\u2028\u2029 \t\n\r\v\f").strip() == ""


@given(st.permutations([(STORY, "Ridge Post"), (MORE, "Vale Times"), (STORY, "Quay Courier")]))
@PROPERTY
def test_the_order_of_posting_changes_nothing(order: list[tuple[str, str]]) -> None:
    """Articles come out in the order of the hash of their text and source."""
    posted = [Posted(source, source, text) for text, source in order]
    usual = [Posted(source, source, text) for text, source in sorted(order)]
    assert clean(posted, LIMITS) == clean(usual, LIMITS)


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]
)
def test_every_line_end_parts_paragraphs(end: str) -> None:
    """Old and odd line ends are line ends."""
    assert story_of(end.join([STORY, MORE])) == [STORY, MORE]


WRAPPED = [
    "The dam above Olmo broke on Sunday and flooded the",
    "three towns below it, and the water carried bridges",
    "and barns as far as the sea.",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_paragraph_wrapped_at_a_fixed_column_is_one(end: str) -> None:
    """Lines that end in mid-sentence belong together, paragraphs after an empty line do not."""
    text = end.join([*WRAPPED, "", *WRAPPED[1:]])
    assert story_of(text + end + end + MORE) == [
        end.join(WRAPPED),
        end.join(WRAPPED[1:]),
        MORE,
    ]


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("MINSK – ", None),
        ("MINSK (Reuters) - ", "Reuters"),
        ("OLMO, Spain (AP) — ", "AP"),
        ("SÃO PAULO (AFP) – ", "AFP"),
        ("ŁÓDŹ, Dec 13 (Reuters) - ", "Reuters"),
        ("Olmo (Associated Press) — ", "AP"),
        ("LONDON, Dec. 13 – ", None),
        ("(Reuters) - ", "Reuters"),
    ],
)
def test_a_dateline_is_metadata(dateline: str, agency: str | None) -> None:
    """The place and the agency before the first sentence are no part of the story."""
    article = cleaned(dateline + STORY)
    assert [article.text[a:b] for a, b in article.story] == [STORY]
    assert [article.text[a:b] for a, b in article.boilerplate] == [dateline]
    assert article.agency == agency


def test_a_dateline_stands_behind_subtitle_and_bylines_too() -> None:
    before = (
        "The mayor will speak on Thursday.\n\nMore follows here.\n\nIt is late.\n\nSee below.\n\n"
    )
    article = cleaned(f"{before}MINSK – {STORY}")
    assert "MINSK – " in [article.text[a:b] for a, b in article.boilerplate]


def test_an_agency_in_brackets_alone_is_a_dateline_too() -> None:
    """As CNN has it: no dash behind it."""
    article = cleaned("Olmo (CNN) " + STORY)
    assert [article.text[a:b] for a, b in article.story] == [STORY]


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people – all from Olmo – died.",
        "He left - and came back.",
        "Olmo Gas (OG) Chief Executive Ana Ruiz resigned.",
    ],
)
def test_a_dash_or_a_bracket_within_a_sentence_is_no_dateline(text: str) -> None:
    """Only what stands before a new sentence is cut."""
    assert story_of(f"{STORY}\n\n{text}")[1] == text


@pytest.mark.parametrize(
    ("source", "byline", "agency"),
    [
        ("Reuters", "", "Reuters"),
        ("Associated Press", "", "AP"),
        ("Ridge Post", "By Ana Mora, Associated Press", "AP"),
        ("Ridge Post", "By Ana Mora", None),
        ("Ridge Post", "", None),
    ],
)
def test_the_agency_is_the_outlet_or_in_the_byline(
    source: str, byline: str, agency: str | None
) -> None:
    """An article credits an agency by its source's name or by its byline."""
    assert cleaned(f"{byline}\n\n{STORY}\n\n{MORE}", source=source).agency == agency


GERMAN = "Der Damm oberhalb der Stadt brach am Sonntag, und das Wasser überflutete drei Orte. " * 4
CHINESE = "星期日，奥尔莫上方的大坝决堤，洪水淹没了三个城镇，十二人失踪。\n\n" * 8


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (CHINESE, "zh")])
def test_what_is_not_english_is_left_out_with_a_warning(text: str, language: str) -> None:
    """Also where no line looks like English running text."""
    posted = Posted("a1", "Ridge Post", text)
    (article,), _ = clean([posted], LIMITS)
    assert (article.language, article.usable) == (language, False)
    assert "not_english" in codes(posted)


@pytest.mark.parametrize("text", [STORY, "Fire in Olmo.", "Ruiz resigns.", "!!!", "12", "\u200b"])
def test_a_short_text_is_english_unless_clearly_not(text: str) -> None:
    """A few words are no proof of another language."""
    assert cleaned(text).usable


FAR = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12)))
TOMORROW = datetime.now(UTC) + timedelta(days=2)


@pytest.mark.parametrize("when", [FAR, TOMORROW, TOMORROW.replace(tzinfo=None), TOMORROW.date()])
def test_a_date_in_the_future_is_warned_of(when: date | datetime) -> None:
    """Also at the calendar's very end, in any time zone and without one."""
    assert "future_date" in codes(Posted("a1", "Ridge Post", STORY, published_at=when))


PAST = datetime(2025, 12, 13, tzinfo=UTC)
FIRST = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=12)))


@pytest.mark.parametrize("when", [None, PAST, PAST.replace(tzinfo=None), PAST.date(), FIRST])
def test_a_date_in_the_past_is_not_warned_of(when: date | datetime | None) -> None:
    """Nor is a missing one, nor the calendar's first day."""
    assert codes(Posted("a1", "Ridge Post", STORY, published_at=when)) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{STORY}\u200b", "invisible_characters"),
        (f"\u202e{STORY}", "invisible_characters"),
        ("Home\n\nNews", "no_story"),
        (STORY * 400, "long_paragraph"),
    ],
)
def test_strange_input_is_warned_of(text: str, code: str) -> None:
    """Strange but honest input succeeds, and the answer says what was strange."""
    assert code in codes(Posted("a1", "Ridge Post", text))


def test_zero_width_characters_are_seen_and_taken_out() -> None:
    """``visible`` leaves every other character alone."""
    assert invisible("a\u200bb")
    assert not invisible("a b")
    assert visible("\ufeffa\u200bb\u202ec d") == "abc d"


def test_html_gives_its_text() -> None:
    """Offsets refer to the extracted text, which the article carries."""
    html = f"<html><body><article><p>{STORY}</p><p>{MORE}</p></article></body></html>"
    (article,), _ = clean([Posted("a1", "Ridge Post", html=html)], LIMITS)
    assert article.extracted
    assert [article.text[a:b] for a, b in article.story] == [STORY, MORE]


@pytest.mark.parametrize("html", ["", "<html></html>", "<script>1</script>", "<<<<>>>>"])
def test_html_without_a_story_is_refused(html: str) -> None:
    """The error points at the article."""
    with pytest.raises(InputError) as raised:
        clean([Posted("a1", "Ridge Post", STORY), Posted("a2", "Vale Times", html=html)], LIMITS)
    assert [(f.pointer, f.article_id) for f in raised.value.flaws] == [("#/articles/1/html", "a2")]


def test_hostile_texts_are_cleaned_fast() -> None:
    """150 kB of one piece take no longer than running text."""
    pieces = ("1,1,1", "A. ", "(", '"', "MINSK, ", "A (B) ", "\n", "\r", "\u200b", "Photo ")
    assert slow(cleaned, *pieces) == {}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#x1F;", "\ufffd"),
        ("&#11;", "\ufffd"),
        ("&#xFFFE;", "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("&#x110000;", "\ufffd"),
        ("\x1f", "\ufffd"),
        ("&#8217;", "’"),
        ("&#x1F6A2;", "🚢"),
    ],
)
def test_a_reference_to_no_character_loses_no_article(written: str, read: str) -> None:
    """XML lacks some characters, and what parses HTML fails on them."""
    story = "Twelve people were killed when a ferry caught fire off Port Ellin on Tuesday. " * 3
    html = f"<html><body><article><h1>Fire {written} at sea</h1><p>{story}</p><p>A {written} b.</p>"
    text = text_of_page(html)
    assert text is not None
    assert "Twelve people were killed" in text
    assert f"A {read} b." in text


@pytest.mark.parametrize("label", ["CLOSE ", "Olmo, South Trevi (CNN) "])
def test_a_button_and_a_place_of_two_words_are_cut_too(label: str) -> None:
    article = cleaned(label + STORY)
    assert [article.text[a:b] for a, b in article.boilerplate] == [label]

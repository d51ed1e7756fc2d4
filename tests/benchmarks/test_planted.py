"""Each planter changes one fact as English does, and only a right answer counts as right."""

import json
import random
from dataclasses import dataclass
from typing import Any

import pytest

from benchmarks import planted
from benchmarks.plants import listing
from benchmarks.plants.dates import dates_in, plant_date
from benchmarks.plants.edits import Edit, Scene
from benchmarks.plants.figures import numbers_in, plant_number, spell, value_of
from benchmarks.plants.names import plant_name, plant_place, sort_of
from benchmarks.plants.near import Line, closeness, holds, lines_of, near_pairs, quoted, weights_of
from benchmarks.plants.parsing import Parser, Word, Words
from benchmarks.plants.plant import Event, Passage, Plant, edited, plants_of
from benchmarks.plants.score import Verdict, judge, row, tally, wilson
from benchmarks.plants.verbs import plant_certainty, plant_polarity

SANK = "A ferry sank off Port Alma on Friday, killing 12 people, police said."
DIED = "At dawn on Friday, 12 people died when the ferry sank near Port Alma."


def words_of(text: str, *rows: str) -> Words:
    """Build a parse from rows "word lemma tag dep head entity"; other words hang on the root."""
    given = [dict(zip(("text", "lemma", "tag", "dep", "head", "ent"), r.split(), strict=False))
             for r in rows]  # fmt: skip
    parts = text.replace(",", " ,").replace(".", " .").split()
    index = {part: i for i, part in reversed(list(enumerate(parts)))}
    root = next((index[g["text"]] for g in given if g["dep"] == "ROOT"), 0)
    known = {g["text"]: g for g in given}
    words, at = [], 0
    for part in parts:
        at = text.index(part, at)
        g = known.get(part, {})
        head = index.get(g.get("head", ""), root)
        words.append(
            Word(at, at + len(part), part, g.get("lemma", part.lower()), g.get("tag", "XX"),
                 g.get("dep", "dep"), head, g.get("ent", ""), g.get("tag") == "NNS")
        )  # fmt: skip
        at += len(part)
    return tuple(words)


def scene(
    text: str, partner: str, words: Words = (), partner_words: Words = (), seed: int = 0
) -> Scene:
    cluster = f"{text}\n{partner}".casefold()
    return Scene(text, partner, words, partner_words, cluster, random.Random(seed))


def done(edit: Edit | None) -> Edit:
    assert edit is not None
    return edit


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_a_count_moves_further_than_rounding_can(seed: int) -> None:
    edit = done(plant_number(scene(SANK, DIED, seed=seed)))
    value = int(edit.planted)
    assert edit.original == edit.partner == "12"
    assert value >= 16
    assert edit.text == SANK.replace("12", edit.planted)


@pytest.mark.parametrize(
    ("text", "partner", "ending"),
    [
        ("Voters gave him 41.5 percent of the ballots.", "He won 41.5% of the vote.", " percent"),
        ("It cost $2.3 million to repair the old pier.", "The $2.3 million pier.", " million"),
        ("She left her 37-year-old brother there.", "Her 37-year-old brother.", "-year-old"),
        ("The fire took 1,200 homes in the valley.", "It burned 1,200 homes.", ""),
    ],
)
def test_a_number_keeps_its_format(text: str, partner: str, ending: str) -> None:
    edit = done(plant_number(scene(text, partner)))
    assert edit.planted.endswith(ending)
    assert edit.planted != edit.original
    assert ("," in edit.planted) == ("," in edit.original)
    assert ("." in edit.planted) == ("." in edit.original)


def test_words_stay_words_and_capitals_capitals() -> None:
    edit = done(plant_number(scene("Three men fled the bank.", "The three men ran off.")))
    assert edit.planted[0].isupper()
    assert edit.planted.isalpha()
    assert 5 <= value_of(edit.planted) <= 12


def test_the_age_in_apposition_is_an_age() -> None:
    edit = done(plant_number(scene("Ana Ruiz, 53, was freed.", "A 53-year-old Ana Ruiz left.")))
    assert edit.form == "age"
    assert 6 <= abs(int(edit.planted) - 53) <= 14


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2014 elections.",
        "They met at 10 a.m. there.",
        "They met on May 6 people say.",
        "It was the 23rd time.",
        "At least 12 people died.",
        "They read Proposition 8 voters agree.",
        "They voted 52-48 to end debate.",
        "They came at 9:30 sharp.",
    ],
)
def test_years_times_bounds_and_names_are_no_numbers_to_plant_on(text: str) -> None:
    assert numbers_in(text) == []


def test_numbers_of_different_things_are_not_one_fact() -> None:
    assert plant_number(scene("He saw 12 boats there.", "He saw 12 planes there.")) is None


@pytest.mark.parametrize("value", [2, 13, 20, 47, 99])
def test_spelt_numbers_are_read_back(value: int) -> None:
    assert value_of(spell(value) or "") == value


# --- dates ------------------------------------------------------------------------------------


def test_another_weekday_that_nobody_mentions() -> None:
    edit = done(plant_date(scene(SANK, DIED)))
    assert (edit.original, edit.partner, edit.form) == ("Friday", "Friday", "weekday")
    assert edit.planted not in ("Friday",)
    assert edit.text == SANK.replace("Friday", edit.planted)


def test_another_day_of_the_same_month() -> None:
    edit = done(plant_date(scene("They escaped on May 6, he said.", "On May 6 they fled.")))
    assert edit.planted.startswith("May ")
    assert abs(int(edit.planted.split()[1]) - 6) > 1


def test_another_month_where_it_stands_alone() -> None:
    edit = done(plant_date(scene("In March, the sides signed it.", "Signed in March by both.")))
    assert edit.form == "month"
    assert edit.planted != "March"


@pytest.mark.parametrize(
    "text", ["on Tuesday, Oct. 9", "every Monday", "on Fox News Sunday", "on Black Friday"]
)
def test_dates_that_the_calendar_or_a_name_ties_are_left_alone(text: str) -> None:
    assert dates_in(text) == []


# --- names and places -------------------------------------------------------------------------


def test_an_invented_person_stands_wherever_the_name_stood() -> None:
    text = "Mayor Ana Ruiz resigned, and Ruiz left town."
    words = words_of(text, "Ana Ana NNP compound Ruiz PERSON", "Ruiz Ruiz NNP nsubj r PERSON")
    theirs = words_of("Ruiz resigned.", "Ruiz Ruiz NNP nsubj r PERSON")
    edit = done(plant_name(scene(text, "Ruiz resigned.", words, theirs)))
    assert (edit.original, edit.partner, edit.form) == ("Ana Ruiz", "Ruiz", "full")
    first, last = edit.planted.split()
    assert edit.text == f"Mayor {first} {last} resigned, and {last} left town."


def test_a_name_that_the_other_outlet_lacks_is_left_alone() -> None:
    text = "Mayor Ana Ruiz resigned."
    words = words_of(text, "Ana Ana NNP compound Ruiz PERSON", "Ruiz Ruiz NNP nsubj r PERSON")
    assert plant_name(scene(text, "The mayor resigned.", words, ())) is None


def test_a_place_becomes_another_of_its_sort() -> None:
    text, partner = "The storm hit towns in Texas hard.", "Texas was hit by the storm."
    words = words_of(text, "Texas Texas NNP pobj in GPE")
    edit = done(plant_place(scene(text, partner, words)))
    assert edit.original == "Texas"
    assert sort_of(edit.planted) == "state"


@pytest.mark.parametrize("rest", ["-based firms", " Monthly writers", "'s governor"])
def test_a_place_within_a_name_is_left_alone(rest: str) -> None:
    text = f"It was felt in Texas{rest} too."
    words = (Word(15, 20, "Texas", "texas", "NNP", "pobj", 0, "GPE", False),)
    assert plant_place(scene(text, "It was felt in Texas.", words)) is None


def test_a_town_is_known_by_its_state() -> None:
    assert sort_of("Boca Raton", ", Fla., home of") == "town"
    assert sort_of("Boca Raton", " is warm") is None


# --- polarity and certainty -------------------------------------------------------------------

BILL = "bill bill NN dobj {}"
APPROVED = words_of(
    "The Senate approved the bill.",
    "Senate senate NNP nsubj approved", "approved approve VBD ROOT r", BILL.format("approved"),
)  # fmt: skip
PASSED = words_of(
    "The bill was approved by senators.",
    "bill bill NN nsubjpass approved", "was be VBD auxpass approved", "approved approve VBN ROOT r",
)  # fmt: skip


def approved(seed: int) -> Scene:
    return scene(
        "The Senate approved the bill.", "The bill was approved by senators.", APPROVED, PASSED,
        seed,
    )  # fmt: skip


def passed(seed: int) -> Scene:
    return scene(
        "The bill was approved by senators.", "The Senate approved the bill.", PASSED, APPROVED,
        seed,
    )  # fmt: skip


def test_a_plain_past_is_negated_with_did_or_refused() -> None:
    texts = {done(plant_polarity(approved(seed))).text for seed in range(20)}
    assert texts == {
        "The Senate did not approve the bill.",
        "The Senate refused to approve the bill.",
    }


def test_not_goes_behind_the_auxiliary() -> None:
    edit = done(plant_polarity(passed(0)))
    assert edit.text == "The bill was not approved by senators."
    assert (edit.original, edit.planted) == ("was approved", "was not approved")


def test_what_is_done_becomes_planned_possible_or_reported() -> None:
    texts = {done(plant_certainty(approved(seed))).text for seed in range(30)}
    assert texts == {
        "The Senate is expected to approve the bill.",
        "The Senate may have approved the bill.",
        "The Senate reportedly approved the bill.",
    }


def test_the_passive_becomes_less_certain_too() -> None:
    texts = {done(plant_certainty(passed(seed))).text for seed in range(30)}
    assert texts == {
        "The bill may have been approved by senators.",
        "The bill is expected to be approved by senators.",
        "The bill was reportedly approved by senators.",
    }


def test_will_becomes_may_and_will_not() -> None:
    text, partner = "Ruiz will leave office.", "Ruiz left her office."
    words = words_of(
        text, "Ruiz ruiz NNP nsubj leave", "will will MD aux leave", "leave leave VB ROOT r"
    )
    theirs = words_of(partner, "Ruiz ruiz NNP nsubj left", "left leave VBD ROOT r")
    assert done(plant_certainty(scene(text, partner, words, theirs))).text == (
        "Ruiz may leave office."
    )
    assert done(plant_polarity(scene(text, partner, words, theirs))).text == (
        "Ruiz will not leave office."
    )


def test_a_sentence_that_is_negated_already_is_left_alone() -> None:
    partner = "The bill was never approved by senators."
    theirs = words_of(
        partner, "bill bill NN nsubjpass approved", "was be VBD auxpass approved",
        "approved approve VBN ROOT r",
    )  # fmt: skip
    one = scene("The Senate approved the bill.", partner, APPROVED, theirs)
    assert plant_polarity(one) is None


def test_a_verb_in_a_quotation_is_left_alone() -> None:
    one = approved(0)
    led = Scene(one.text, one.partner, one.words, one.partner_words, one.cluster, one.rng, 'He: "')
    assert plant_polarity(led) is None


def test_nothing_is_planted_that_the_cluster_has_already() -> None:
    one = passed(0)
    said = Scene(
        one.text, one.partner, one.words, one.partner_words,
        one.cluster + " it was not approved", one.rng,
    )  # fmt: skip
    assert plant_polarity(said) is None


# --- sentences and their closeness ------------------------------------------------------------


def test_lines_stand_where_they_say_and_abbreviations_end_none() -> None:
    text = f"SHARE\n\n{SANK} Gov. Ana Ruiz of the U.S. Coast Guard came at once to help.\n"
    lines = lines_of(0, text)
    assert [text[line.start : line.end] for line in lines] == [line.text for line in lines]
    assert [line.text.split()[0] for line in lines] == ["A", "Gov."]


def test_first_persons_and_captions_are_no_lines() -> None:
    text = (
        "We saw the ferry sink off Port Alma on Friday morning.\n"
        "FILE PHOTO: The ferry is seen off Port Alma on Friday morning."
    )
    assert lines_of(0, text) == []


def test_quotations_run_on_from_the_lead() -> None:
    assert quoted("and then it sank", 4, "“It burned ")
    assert not quoted('"It burned" and sank', 15)


def test_two_reports_of_one_thing_are_close_and_copies_are_none() -> None:
    other = "Voters went to the polls in six northern states on a cold day."
    mine, theirs = lines_of(0, f"{SANK}\n{other}"), lines_of(1, DIED)
    weights = weights_of([*mine, *theirs])
    assert closeness(mine[0], theirs[0], weights) > closeness(mine[1], theirs[0], weights)
    assert [(n.a.text, n.b.text) for n in near_pairs(["A", "B"], [mine, theirs])] == [(SANK, DIED)]
    assert near_pairs(["A", "a"], [mine, theirs]) == []
    assert near_pairs(["A", "B"], [mine, lines_of(1, f"{SANK}\n{other}")]) == []


def test_values_are_held_as_whole_words() -> None:
    assert holds("Some 12 people", "12")
    assert not holds("Some 112 people", "12")
    assert holds("on Oct. 9", "Oct 9")


# --- the cluster ------------------------------------------------------------------------------


class NoParser(Parser):
    """Knows no grammar: verbs, names and places find no place."""

    def parse(self, texts: Any) -> None:
        self.known.update(dict.fromkeys(texts, ()))


EVENT = Event(
    "e1",
    (
        {"source": "Reuters", "title": "Ferry sinks", "text": f"{SANK}\nDivers search on."},
        {"source": "AP", "title": "Ferry", "text": DIED, "date": "2020-01-04"},
    ),
)


def test_a_cluster_gets_one_plant_of_each_kind_decided_by_the_seed() -> None:
    plants = plants_of(EVENT, NoParser({}), 0)
    assert [p.kind for p in plants] == ["number", "date"]
    assert plants == plants_of(EVENT, NoParser({}), 0)
    for plant in plants:
        changed = edited(EVENT, plant)
        text = changed.articles[plant.after.article]["text"]
        assert text[plant.after.start : plant.after.end] == plant.after.text
        assert [a["text"] for a in changed.articles] != [a["text"] for a in EVENT.articles]
        assert plant.witnesses[0].article != plant.after.article


def test_articles_are_posted_with_their_day() -> None:
    first, second = planted.posted(EVENT)
    assert (first.id, first.published_at) == ("a1", None)
    assert str(second.published_at) == "2020-01-04"


# --- scoring ----------------------------------------------------------------------------------


@dataclass
class Found:
    """A stand-in for evidence, position and disagreement."""

    article_id: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    value: str = ""
    articles: tuple[str, ...] = ()
    evidence: tuple[Any, ...] = ()
    kind: str = "number"
    status: str = "contradiction"
    score: float = 0.8
    note: str = "They differ."
    positions: tuple[Any, ...] = ()


NEW = SANK.replace("12", "31")
TEXTS = [NEW, DIED]
PLANT = Plant(
    "e1", "number", "count", Passage(0, 0, len(SANK), SANK), Passage(0, 0, len(NEW), NEW),
    "12", "31", "12", 0.6, (Passage(1, 0, len(DIED), DIED),),
)  # fmt: skip


def side(article: int, value: str, **other: Any) -> Found:
    text = TEXTS[article]
    evidence = Found(article_id=f"a{article + 1}", end=len(text), quote=other.pop("quote", text))
    given = {"value": value, "articles": (f"a{article + 1}",), "evidence": (evidence,)}
    return Found(**{**given, **other})


def against(mine: Found, theirs: Found, **other: Any) -> list[Found]:
    return [Found(positions=(theirs, mine), **other)]


def test_both_values_with_their_sources_and_quotes_are_right() -> None:
    verdict = judge(PLANT, against(side(0, "31 people"), side(1, "12")), TEXTS)
    assert verdict == Verdict(True, True, True, True, "contradiction", 0.8)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (side(0, "32"), side(1, "12")),
        (side(0, "31"), side(1, "112")),
        (side(0, "12"), side(1, "31")),
        (side(0, "31", articles=("a2",)), side(1, "12")),
        (side(0, "31", quote=SANK), side(1, "12")),
    ],
)
def test_a_wrong_value_source_or_quote_is_found_but_not_right(mine: Found, theirs: Found) -> None:
    verdict = judge(PLANT, against(mine, theirs), TEXTS)
    assert verdict.found
    assert not verdict.right


def test_one_position_alone_or_another_sentence_is_not_found() -> None:
    both = Found(evidence=(*side(0, "").evidence, *side(1, "").evidence))
    assert not judge(PLANT, [Found(positions=(both,))], TEXTS).found
    assert not judge(PLANT, [], TEXTS).found
    far = side(1, "12", evidence=(Found(article_id="a2", start=900, end=950),))
    assert not judge(PLANT, against(side(0, "31"), far), TEXTS).found


def test_polarity_and_certainty_count_for_each_other_but_not_strictly() -> None:
    soft = Plant(**{**{f: getattr(PLANT, f) for f in PLANT.__slots__}, "kind": "polarity"})
    verdict = judge(soft, against(side(0, "x"), side(1, "y"), kind="certainty"), TEXTS)
    assert (verdict.right, verdict.kind_right, verdict.kind_strict) == (True, True, False)
    assert not judge(soft, against(side(0, "x"), side(1, "y")), TEXTS).kind_right


def test_the_tally_counts_by_kind_with_an_interval() -> None:
    rows = [row(PLANT, Verdict(True, True, True, True, "contradiction", 0.8), False)]
    rows += [row(PLANT, Verdict(), True)]
    figures = tally(rows)
    assert figures["number"]["recall"] == 0.5
    assert figures["number"]["found_before"] == 1
    assert figures["number"]["statuses"] == {"contradiction": 1}
    assert figures["all"]["planted"] == 2
    assert figures["date"] == {**figures["date"], "planted": 0, "recall": None}


def test_wilson_is_the_textbook_interval() -> None:
    assert wilson(5, 10) == [0.237, 0.763]
    assert wilson(0, 0) == [0.0, 1.0]


# --- listing, command line -----------------------------------------------------------------------


def test_the_listing_shows_misses_and_what_untouched_clusters_give() -> None:
    shown = {"shown": listing.shown(PLANT, EVENT)}
    found = against(side(0, "31"), side(1, "12"))[0]
    record = {
        "cluster": "e1",
        "plants": [{**row(PLANT, Verdict(), False), **shown}],
        "untouched": [listing.quoted(found)],
    }
    text = listing.write([record])
    assert "12 -> 31" in text
    assert f"a1 Reuters: {NEW}" in text
    assert "They differ." in text
    assert f"a2: {DIED}" in text


def test_the_summary_counts_untouched_clusters() -> None:
    records: list[dict[str, Any]] = [
        {"plants": [], "before": {"date": 2}},
        {"plants": [], "before": {}},
        {"plants": []},
    ]
    untouched = planted.summary(records)["untouched"]
    assert untouched["clusters"] == 2
    assert untouched["per_cluster"] == {"date": 1.0}
    assert untouched["clusters_with_any"] == 1


@pytest.mark.parametrize("option", [["--listing", "x"], ["--sample", "5"]])
def test_the_texts_of_part_test_are_shown_to_nobody(option: list[str]) -> None:
    with pytest.raises(SystemExit):
        planted.parse(["--part", "test", *option])


def test_records_of_part_test_hold_no_text() -> None:
    class Runner(planted.Runner):
        def _compare(self, event: Event) -> Any:
            return []

    newsroom: Any = None
    record = Runner(newsroom, NoParser({}), 0, readable=False).run(EVENT, untouched=True)
    assert len(record["plants"]) == 2
    assert "ferry" not in json.dumps(record).casefold()


def test_a_line_is_what_the_planters_are_given() -> None:
    assert Line(0, 0, 1, "x", frozenset()).lead == ""

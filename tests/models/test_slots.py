"""Candidates: which mentions of two sentences might be two values of one slot."""

from __future__ import annotations

import pytest

from models.conflicts import FEATURES, Conflict, judged, known_of
from models.facts import deepen, read_light
from models.limits import LIMITS
from models.news import Posted, Sentence
from models.ports import Reader
from models.sentences import split_sentences
from models.slots import conflicts_between
from tests.models.support import COURIER, WIRE, article


def candidates(reader: Reader, *posted: Posted) -> list[tuple[str, str, str]]:
    """Return kind and both values of every candidate between the first two articles."""
    found = conflicts(reader, *posted)
    return sorted((c.kind, *sorted((c.a.value, c.b.value))) for c in found)


def conflicts(reader: Reader, *posted: Posted) -> list[Conflict]:
    """Return every candidate between the first two articles."""
    from models.articles import clean

    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    light = read_light(sentences, articles)
    facts = [deepen(f, p) for f, p in zip(light, _parsed(reader, sentences), strict=True)]
    known = known_of(sentences, facts)
    found = [
        c
        for a in sentences
        for b in sentences
        if a.index < b.index
        for c in conflicts_between(a, b, 0.9, facts, known, LIMITS)
    ]
    assert all(len(c.features) == len(FEATURES[c.type]) for c in found)
    return found


def _parsed(reader: Reader, sentences: list[Sentence]) -> list[tuple[object, ...]]:
    return list(reader.parse([s.text for s in sentences]))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "The council approved the plan.",
            "The council did not approve the plan.",
            ("polarity", "approved the plan", "did not approve the plan"),
        ),
        (
            "The council approved the plan.",
            "The council is expected to approve the plan.",
            ("certainty", "approved the plan", "is expected to approve the plan"),
        ),
        (
            "The army shelled the town near Rome.",
            "The army shelled the town near Paris.",
            ("place", "Paris", "Rome"),
        ),
        (
            "The mayor canceled the conference.",
            "The mayor postponed the conference.",
            ("polarity", "canceled the conference", "postponed the conference"),
        ),
        (
            "The president fired the adviser.",
            "The adviser resigned on Monday.",
            ("polarity", "fired the adviser", "resigned on Monday"),
        ),
        (
            "President Barack Obama nominated Sonia Sotomayor.",
            "President Barack Obama nominated Elena Kagan.",
            ("name", "Elena Kagan", "Sonia Sotomayor"),
        ),
    ],
)
def test_statements_places_and_names_are_compared(
    reader: Reader, first: str, second: str, expected: tuple[str, str, str]
) -> None:
    assert expected in candidates(reader, article(first, WIRE), article(second, COURIER))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The council approved the plan.", "The council rejected the road."),
        ("The council did not approve the plan.", "The council refused to approve the plan."),
        ("The council will not approve the plan.", "The council refused to approve the plan."),
        ("Barack Obama nominated Joe Biden.", "Barack Obama nominated Joseph Biden."),
        ("John Smith told reporters.", "Mary Jones told reporters."),
    ],
)
def test_what_both_may_say_is_no_candidate(reader: Reader, first: str, second: str) -> None:
    assert candidates(reader, article(first, WIRE), article(second, COURIER)) == []


def test_the_judge_fills_in_the_first_two_features(reader: Reader) -> None:
    from models.conflicts import Conflict, Side

    side = Side.__new__(Side)
    conflict = judged(Conflict("date", side, side, frozenset(), (0.0, 0.0, 0.4)), 0.5, 0.9)
    assert conflict.features[0] == 0.0
    assert conflict.features[1] > 0.4
    assert conflict.features[2] == 0.4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The House voted 231-187 to censure Smith.", "Only 26 members voted to censure Smith."),
        (
            "The plan will not be approved until the council meets.",
            "The plan will be approved when the council meets.",
        ),
        ("The mayor wanted the sign to be removed.", "The sign was not removed."),
        ("Three brothers were arrested.", "The two brothers were arrested later."),
        ("The army cut 20 tanks from the fleet.", "The army cut the fleet by 30 tanks."),
        (
            "The order expels 48 diplomats, and 12 diplomats of the mission.",
            "The order expels 60 diplomats.",
        ),
        ("Germany expelled four diplomats on Monday.", "Britain expelled 23 diplomats on Monday."),
        ("Economists expected a gain of 2.2 percent.", "The economy had a gain of 3.5 percent."),
    ],
)
def test_votes_conditions_and_wishes_are_no_other_value(
    reader: Reader, first: str, second: str
) -> None:
    assert candidates(reader, article(WIRE, first), article(COURIER, second)) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "The White House gave clearances to two dozen aides.",
            "The White House issued clearances to 31 people.",
            ("number", "31", "two dozen"),
        ),
        (
            "At least 12 people were killed and more than 50 were injured.",
            "Along with the dead, 49 people were injured.",
            ("number", "49", "50"),
        ),
        (
            "The office received 55,000 pages, it said on Monday.",
            "Boxes with 51,000 pages were received by the office in the spring of the year before "
            "the vote of the council, but not the index of them.",
            ("number", "51,000", "55,000"),
        ),
        (
            "The office announced the review on Monday.",
            "The office announced the review on Tuesday.",
            ("date", "Monday", "Tuesday"),
        ),
    ],
)
def test_other_words_around_a_value_do_not_hide_it(
    reader: Reader, first: str, second: str, expected: tuple[str, str, str]
) -> None:
    assert expected in candidates(reader, article(first, WIRE), article(second, COURIER))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ana Ruiz ended the year with $8.9 million.", "He ended the year with $15.7 million."),
        ("Ana Ruiz raised $8.9 million.", "Tom Hale raised $15.7 million."),
        ("The blast killed 12 people.", "The blast injured 40 people."),
        ("The board fined 12 students.", "The board fined 15 teachers."),
        ("The minister resigned on Monday.", "The bank closed its branches on Tuesday."),
    ],
)
def test_what_is_said_of_others_is_no_other_value(reader: Reader, first: str, second: str) -> None:
    assert candidates(reader, article(first, WIRE), article(second, COURIER)) == []


def test_two_speakers_of_one_report_are_an_attribution(reader: Reader) -> None:
    first = article("Police chief Ana Ruiz condemned the raid as a crime, she said.", WIRE)
    second = article("Tom Hale said the raid was condemned as a crime.", COURIER)
    kinds = {kind for kind, *_ in candidates(reader, first, second)}
    assert kinds <= {"attribution"}


def test_a_toll_that_grew_by_what_is_told_too_is_another_toll(reader: Reader) -> None:
    first = article("The fire killed 12 people on the ferry.", WIRE)
    second = article("The number of people killed rose to 15 after three more died.", COURIER)
    assert ("number", "12", "15") in candidates(reader, first, second)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "Michael Caputo, assistant secretary for public affairs, said it is faster.",
            "John Rutledge, the assistant secretary for public affairs, told reporters about it.",
            ("name", "John Rutledge", "Michael Caputo"),
        ),
        (
            "The Secretary of the Army, Mark Esper, will lead the Pentagon.",
            "Army Secretary John Rutledge was named by the president on Tuesday.",
            ("name", "Army Secretary John Rutledge", "Mark Esper"),
        ),
        (
            "With 20 Republicans joining all Democrats, the budget passed.",
            "With 48 Republicans joining all Democrats, the budget passed.",
            ("number", "20", "48"),
        ),
        (
            "David Dorn served 38 years on the police force before retiring in October 2007.",
            "David Dorn retired from the police force in October 2007 after serving 74 years.",
            ("number", "38", "74"),
        ),
        (
            'Mr. Ruiz said Monday: "The road will be far better than anyone ever thought."',
            'Ruiz, tweeting Sunday, wrote: "The road will be far better than anyone ever thought."',
            ("date", "Monday", "Sunday"),
        ),
    ],
)
def test_one_office_one_group_one_career_and_one_saying_have_one_value(
    reader: Reader, first: str, second: str, expected: tuple[str, str, str]
) -> None:
    """What a title, a group's name, a common date and common words between marks tell."""
    assert expected in candidates(reader, article(first, WIRE), article(second, COURIER))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ICE spokeswoman Liz Johnson condemned it.", "A spokeswoman, Jennifer Elzea, said so."),
        ("Sen. Ana Ruiz said it was late.", "Sen. Ben Cole said it was late."),
        ("The storm struck towns in Texas.", "The storm struck towns in Houston."),
        ("The storm struck towns in Britain.", "The storm struck towns in England."),
        ("Prosecutor Ana Ruiz announced charges.", "Officials charged Ben Cole with fraud."),
    ],
)
def test_two_of_many_and_a_part_of_a_place_are_no_candidate(
    reader: Reader, first: str, second: str
) -> None:
    """Spokespeople are several, cities lie in states, and who speaks is not who is charged."""
    assert candidates(reader, article(first, WIRE), article(second, COURIER)) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "Born in New Jersey, Santiago served in both the Puerto Rico National Guard and the "
            "Alaska Army National Guard.",
            "Mr. Santiago, who was born in Puerto Rico, had spent time in Iraq with the Army.",
            ("place", "New Jersey", "Puerto Rico"),
        ),
        (
            "Pelosi has led House Democrats since 2002.",
            "Pelosi has led House Democrats since 2003, and that is the problem.",
            ("date", "2002", "2003"),
        ),
        (
            "Chief Justice John Roberts administered the 38-word oath to Donald Trump.",
            "Mr. Trump took the 35-word oath administered by Chief Justice John Roberts.",
            ("number", "35", "38"),
        ),
        (
            "The leader says so in the 17-minute video.",
            "The leader is seen on the 27-minute video.",
            ("number", "17", "27"),
        ),
        (
            "At least 14 people died and 21 were wounded in the attack.",
            "The couple managed to kill 14 people and injured 17 others.",
            ("number", "17", "21"),
        ),
        (
            "Rep. Loretta Sanchez won the vote, defeating Barbara Lee.",
            "Representative Linda T. Sánchez won the vote and defeated Barbara Lee.",
            ("name", "Rep. Loretta Sanchez", "Representative Linda T. Sánchez"),
        ),
        (
            "With twenty Republicans joining in, the budget did not pass.",
            "The House passed the budget on Thursday.",
            ("polarity", "did not pass", "passed the budget"),
        ),
        (
            "Dorn did not retire from the police force.",
            "Dorn served 38 years on the police force before retiring in October.",
            ("polarity", "before retiring in October", "did not retire from the police force"),
        ),
        (
            "Ana Ruiz was not the head of the bank.",
            "Ana Ruiz was the head and president of the bank.",
            ("polarity", "was not the head of the bank", "was the head"),
        ),
    ],
)
def test_other_grammar_does_not_hide_a_value(
    reader: Reader, first: str, second: str, expected: tuple[str, str, str]
) -> None:
    assert expected in candidates(reader, article(first, WIRE), article(second, COURIER))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("About 14% of patients get treatment at home.", "Some 20% of patients start at a clinic."),
        ("The rise hit 80% of teachers.", "The rise hit 57% of women."),
        ("Iowa voters say so, 59 - 33 percent.", "Iowa voters say so, with 36 percent."),
        ("He sent letters to six new countries.", "He sent letters to 21 countries."),
        ("The governor pardoned a man.", "The governor did not pardon the gunmen."),
        ("The minister must resign over the deal.", "The minister has resigned over the deal."),
        ("The panel found that he lied.", "The panel found no evidence."),
        ("The trader sold shares.", "The trader is not alleged to have sold shares."),
        ("Kim Jong-un praised the approach.", "Kim Jong Un praised the approach."),
    ],
)
def test_what_only_looks_like_one_value_is_no_candidate(
    reader: Reader, first: str, second: str
) -> None:
    """Shares of two groups, tallies, further ones, other objects, and other spellings."""
    assert candidates(reader, article(first, WIRE), article(second, COURIER)) == []


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("The office issued security clearances to 25 people.", 1.0),
        ("The office issued a warning to 25 people.", 0.0),
    ],
)
def test_two_verbs_are_one_deed_by_what_it_is_done_with(
    reader: Reader, second: str, expected: float
) -> None:
    first = "Nearly two dozen aides were given security clearances."
    (found,) = (
        c
        for c in conflicts(reader, article(first, WIRE), article(second, COURIER))
        if c.kind == "number"
    )
    assert found.features[FEATURES["number"].index("roles")] == expected


@pytest.mark.parametrize(
    "second",
    [
        "The mayor postponed the vote.",
        "The mayor may postpone the conference.",
        "The mayor did not postpone the conference.",
        "The mayor postponed the conference. It was later canceled.",
    ],
)
def test_rival_verbs_of_two_things_or_in_one_article_are_no_candidate(
    reader: Reader, second: str
) -> None:
    first = article("The mayor canceled the conference.", WIRE)
    found = candidates(reader, first, article(second, COURIER))
    assert not [c for c in found if c[0] == "polarity" and "canceled the conference" in c[1:]]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("Police arrested 46-year-old Scott Greene.", "Scott Greene, 37, was held by police.", 1),
        ("Police arrested Pedro Castro, 54, on Monday.", "Police arrested Ariel Castro, 52.", 0),
    ],
)
def test_an_age_is_of_the_person_it_stands_with(
    reader: Reader, first: str, second: str, count: int
) -> None:
    found = candidates(reader, article(first, WIRE), article(second, COURIER))
    assert len([c for c in found if c[0] == "number"]) == count


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The raid came three weeks after a bomb killed 44 people.", "A bomb killed 39 people."),
        ("The firm previously created 50,000 jobs.", "The firm created 13,000 jobs."),
        ("Police arrested seven of them.", "Police arrested 10 people."),
        ("It made three times the jobs.", "It made 15 jobs."),
        ("The agency flew a Cessna 182T plane.", "The agency flew 90 Cessna planes."),
        ("The officer fired eight times.", "The man was struck five times."),
        ("Three million people farm the land.", "Nine million people drink the water."),
        ("Nine citizens and three women were killed.", "Nine members of a family were killed."),
        (
            "https://t.co/JbqdDKcX5d — Ana Ruiz (@anaruiz) June 29, 2017",
            "https://t.co/fj6gmfT9XP — Amy Cole (@amycole) June 29, 2017",
        ),
        ("Women who perform the surgery spoke.", "The women will not perform the surgery."),
        ("Israel would let Ana Ruiz visit her family.", "Ana Ruiz would not visit her family."),
        ("By 2014 women earned $78,400.", "In 2009 women earned $72,700."),
        ("She would return to her home state in June.", "She was returning to her home state."),
        ("He said it could be good for us and is good for us.", "It could be good for us."),
        ("Ana Ruiz sold between $2 million and $5 million.", "Ana Ruiz sold at least $1 million."),
        ("Neither official is named.", "The officials were not named."),
        ("Only 47 percent of the homes have water.", "Some 55 percent of the homes lack water."),
        ("The storm, as of 11 p.m., moved at 17 mph.", "The storm moved at 16 mph."),
        (
            "Accompanied by lawyer Ann Rill, they also will meet officers.",
            "Lawyer Ann Rill will accompany the mayor on the trip.",
        ),
        ("Troops made strikes in the past six days.", "Troops made strikes in the past 10 days."),
        ("Storm surges were as high as 10 feet.", "Flood stage is 18 feet."),
        ("The mayor even pardoned guard Ivan Lee.", "The mayor pardoned cook Otto Vane."),
        ("Mayor Ivan Zelensky of Olmo left.", "Mayor Ivan Zelenskiy of Olmo left."),
        ("34 people were killed in three attacks in May.", "22 people were killed in the attack."),
    ],
)
def test_what_is_told_of_other_times_parts_and_deeds_is_no_candidate(
    reader: Reader, first: str, second: str
) -> None:
    """Each was reported between two real sentences that agree."""
    assert candidates(reader, article(first, WIRE), article(second, COURIER)) == []


def _number_features(reader: Reader, first: str, second: str) -> dict[str, float]:
    found = conflicts(reader, article(first, WIRE), article(second, COURIER))
    conflict = next(c for c in found if c.kind == "number")  # of the first sentences
    return dict(zip(FEATURES["number"], conflict.features, strict=True))


def test_a_vague_number_does_not_tell_a_value_too(reader: Reader) -> None:
    first = "The ferry carried 214 passengers. Boats saved scores."
    second = "The ferry carried 241 passengers. Boats saved hundreds."
    assert _number_features(reader, first, second)["elsewhere"] == 0
    second = "The ferry carried 241 passengers. The line said there were 214 passengers."
    assert _number_features(reader, first, second)["elsewhere"] == 1


def test_words_around_two_values_tell_what_they_are_of(reader: Reader) -> None:
    first = "She put the company's frozen assets at 2.1 billion dollars."
    second = "Sanctions hit assets of the company worth 1.2 billion dollars."
    near = _number_features(reader, first, second)["around"]
    far = _number_features(reader, first, "The council spent 1.2 billion dollars on roads.")
    assert near > far["around"] == 0


def test_days_on_which_two_persons_did_it_are_no_two_dates(reader: Reader) -> None:
    first = article("Richard Burr sold shares on Feb. 13.", WIRE)
    second = article("Kelly Loeffler sold shares on Jan. 24.", COURIER)
    assert not [c for c in candidates(reader, first, second) if c[0] == "date"]
    second = article("Mr. Burr sold shares on Jan. 24.", COURIER)
    assert [c for c in candidates(reader, first, second) if c[0] == "date"]


def test_a_denial_of_the_same_verb_is_found_though_one_says_he(reader: Reader) -> None:
    first, second = (
        "In 2019 the magazine did not reprint the drawings of the prophet.",
        "It angered many when it reprinted drawings in 2019.",
    )
    found = candidates(reader, article(first, WIRE), article(second, COURIER))
    assert any(kind == "polarity" for kind, *_ in found)


def test_a_name_with_a_double_dash_is_compared(reader: Reader) -> None:
    first = article("Anna--Maria Lopez of the group spoke to Anna Ruiz in Rome.", WIRE)
    second = article("Eva--Lena Novak of the group spoke to Bo Lee in Paris.", COURIER)
    assert candidates(reader, first, second) is not None

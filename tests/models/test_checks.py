"""Every number, date, name and quotation of a sentence occurs in its evidence, or is reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks import folded, negations, unfinished, unsupported
from tests.models.hostile import ANY_TEXT, PROPERTY, slow

SENTENCES = (
    "The dam above Olmo broke on Sunday, December 14, 2025, and flooded three towns.",
    "At least 12 people were killed and more than 1,500 fled, Mayor Ana Ruiz said.",
    "“We lost everything,” said Luis Vega, 34, a farmer from Trevi. “Even the cows.”",
    "The U.S. State Department’s envoy, John O’Brien, met President Mora in Minsk on Jan. 3.",
    "Olmo Water Co. paid $5 million in fines, or 3.5 percent of its revenue, in 2019.",
    "Between five and ten people are missing, the Associated Press reported.",
    "Shares fell 5 percentage points to €12.40 at 10:30 a.m. on the 3rd of May.",
    "The 21-year-old’s team won 3-2; it was the club's first title since the 1990s.",
    "Twenty-one F-16 jets, half of the fleet, took off from Łódź at dawn.",
    "In the ‘Red Book’, the ministry called it 'a disgrace' and didn’t apologise.",
    "Theresa May visited Belarus' capital in March, two-thirds of a year before the vote.",
    "House of the Rising Sun owner Maroš Šefčovič denied it (in part).",
    "No one was hurt when Flight 1142 from Dallas-Fort Worth left Runway 9.",
    "Prices doubled from $1.20 to $2.40 a litre, the highest since June 2008.",
    "From 1,150 to 1,275 prisoners were held; over 100 went free on Friday.",
)  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_supports_itself(sentence: str) -> None:
    """All that it holds it holds."""
    assert unsupported(sentence, [sentence]) == []
    assert unfinished(sentence) == []


@given(st.sampled_from(SENTENCES), st.lists(st.sampled_from(SENTENCES), max_size=3), st.randoms())
@PROPERTY
def test_more_evidence_never_takes_support_away(
    sentence: str, others: list[str], random: object
) -> None:
    """Wherever in the evidence the sentence stands."""
    evidence = [sentence, *others]
    random.shuffle(evidence)  # type: ignore[attr-defined]
    assert unsupported(sentence, evidence) == []


@given(st.sampled_from(SENTENCES), st.data())
@PROPERTY
def test_a_sentence_with_words_left_out_is_supported(sentence: str, data: st.DataObject) -> None:
    """Its first words alone hold nothing that the whole does not (quotations apart)."""
    words = sentence.translate({ord(c): None for c in "“”‘'"}).split(" ")
    count = data.draw(st.integers(1, len(words)))
    shorter = " ".join(words[:count])
    numbers = [f for f in unsupported(shorter, [" ".join(words)]) if f.startswith("name")]
    assert numbers == []


@given(ANY_TEXT)
@PROPERTY
def test_any_text_can_be_checked_and_supports_itself(text: str) -> None:
    """Whatever it holds."""
    assert unsupported(text, [text]) == []
    unfinished(text)
    assert negations(text) >= 0
    assert folded(folded(text)) == folded(text)


@given(ANY_TEXT, ANY_TEXT)
@PROPERTY
def test_what_is_not_supported_is_said_in_words(text: str, evidence: str) -> None:
    """Each finding names what it is about."""
    for finding in unsupported(text, [evidence]):
        assert finding.startswith(("number ", "date ", "name ", "quotation "))


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("12 died.", "Twelve people died."),
        ("Twelve died.", "12 people died."),
        ("A dozen died.", "12 people died."),
        ("21 died.", "Twenty-one people died."),
        ("1500 people fled.", "1,500 people fled."),
        ("It cost $5m.", "It cost $5 million."),
        ("It cost $5 million.", "It cost 5 million dollars."),
        ("It cost US$5 million.", "It cost $5 million."),
        ("It rose 5%.", "It rose 5 percent."),
        ("It rose 5 percent.", "It rose 5 per cent."),
        ("It was the 21st.", "It was the twenty-first."),
        ("She got five years.", "She got a five-year sentence."),
        ("She got ten years.", "She got five to ten years."),
        ("She got five.", "She got five to ten years."),
        ("12 died.", "More than 12 people died."),
        ("It began at 10.", "It began at 10 a.m."),
        ("On Jan. 3 it broke.", "On January 3 it broke."),
        ("On 3 January it broke.", "On January 3, 2025, it broke."),
        ("On Friday it broke.", "On Friday, December 12, it broke."),
        ("In December it broke.", "On December 12 it broke."),
        ("In 2025 it broke.", "On December 12, 2025, it broke."),
        ("On 2025-12-12 it broke.", "On December 12, 2025, it broke."),
        ("The US left.", "The U.S. left."),
        ("The U.S. left.", "The US left."),
        ("Envoys of the U.S. left.", "Envoys left in a U.S.-led group."),
        ("Ruiz left.", "Ana Ruiz’s husband left."),
        ("Ruiz's husband left.", "Ana Ruiz left; her husband stayed."),
        ("O'Brien left.", "O’Brien left."),
        ("Belarus left.", "Belarus' envoy left."),
        ("Ana Maria Ruiz left.", "Ana Maria Lopez Ruiz left."),
        ("President Ruiz left.", "Ana Ruiz, who is President, left."),
        ('"We fled," she said.', "“We fled,” she said."),
        ("“We fled,” she said.", 'She said: "We fled, all of us."'),
        ("She said “we fled”.", "She said that we fled at night."),
        ("She called it 'a disgrace'.", "She called it “a disgrace”."),
        ("Half of them left.", "About half of them left."),
        ("Prices doubled.", "Prices have doubled."),
        ("Fishermen left.", "The fishermen left."),
    ],
)
def test_the_same_in_another_spelling_is_supported(text: str, evidence: str) -> None:
    """Words and digits, signs and words, short and long, either kind of mark."""
    assert unsupported(text, [evidence]) == []


@pytest.mark.parametrize(
    ("text", "evidence", "what"),
    [
        ("15 died.", "Twelve people died.", "15"),
        ("Fifteen died.", "12 people died.", "Fifteen"),
        ("Two dozen died.", "A dozen died.", "Two dozen"),
        ("1,500 fled.", "1,600 fled.", "1,500"),
        ("It cost $5 million.", "It cost $5 billion.", "$5 million"),
        ("It cost $5 million.", "It cost €5 million.", "$5 million"),
        ("It cost $5 million.", "It cost 5 million rubles.", "$5 million"),
        ("It cost 5 million yen.", "It cost 5 million rubles.", "5 million yen"),
        ("It cost $5 million.", "It sold 5 million.", "$5 million"),
        ("It cost 5 million.", "It cost $5 million.", "5 million"),
        ("It rose 5 percent.", "It rose 5 points.", "5 percent"),
        ("It rose 5 percent.", "It rose 5 percentage points.", "5 percent"),
        ("It rose 5.", "It rose 5 percent.", "5"),
        ("It rose .7 percent.", "It rose .5 percent.", ".7 percent"),
        ("It was the 22nd.", "It was the 21st.", "22nd"),
        ("It was the thirtieth.", "It was the twentieth.", "thirtieth"),
        ("It was second.", "It was among two.", "second"),
        ("She got five months.", "She got five years.", "five"),
        ("Between five and ten died.", "Between five and twelve died.", "ten"),
        ("It began at 10 p.m.", "It began at 10 a.m.", "10"),
        ("It began at 10:45.", "It began at 10:30.", "45"),
        ("It has 3,7 tons.", "It has 3,5 tons.", "7"),
        ("Half of them left.", "A quarter of them left.", "Half"),
        ("Prices tripled.", "Prices doubled.", "tripled"),
        ("One Canadian died.", "Two Canadians died.", "One"),
        ("Only one man died.", "Only two men died.", "one"),
        ("It was 2,024.", "It was in 2024.", "2,024"),
        ("It cost $1900.", "It happened in 1900.", "$1900"),
        ("Nineteen eighty-five came.", "Nineteen eighty-four came.", "eighty-five"),
    ],
)
def test_another_number_is_reported(text: str, evidence: str, what: str) -> None:
    """Another value, another unit, another half of the day."""
    assert f"number {what} not in evidence" in unsupported(text, [evidence])


@pytest.mark.parametrize(
    ("text", "evidence", "what"),
    [
        ("On Jan. 4 it broke.", "On January 3 it broke.", "Jan. 4"),
        ("On February 3 it broke.", "On January 3 it broke.", "February 3"),
        ("On Saturday it broke.", "On Friday it broke.", "Saturday"),
        ("On January 3, 2024, it broke.", "On January 3 it broke.", "January 3, 2024"),
        ("In 2024 it broke.", "In 2025 it broke.", "2024"),
        ("In the 1990s it broke.", "In 1990 it broke.", "1990"),
        ("In 1990 it broke.", "In the 1990s it broke.", "1990"),
        ("It ends before May.", "It ends before March.", "May"),
        ("It ends next May.", "It ends next March.", "May"),
        ("Theresa March left.", "Theresa May left.", "March"),
        (
            "On Friday, January 3, it broke.",
            "It broke on January 3, not Saturday.",
            "Friday, January 3",
        ),
    ],
)
def test_another_date_is_reported(text: str, evidence: str, what: str) -> None:
    """Another day, month or year, a decade for a year, and what the evidence does not say."""
    assert f"date {what} not in evidence" in unsupported(text, [evidence])


def test_a_date_is_not_put_together_from_two_passages() -> None:
    """A weekday of one and a day of another are a new claim."""
    evidence = ["It broke on Friday.", "It broke on December 13."]
    assert unsupported("It broke on Friday, December 13.", evidence) != []


@pytest.mark.parametrize(
    ("text", "evidence", "what"),
    [
        ("The mayor, Ana Vega, left.", "The mayor, Ana Ruiz, left.", "Ana Vega"),
        ("The mayor left Trevi.", "The mayor left Olmo.", "Trevi"),
        ("A Ruiz aide left.", "A ruiz is a fish.", "Ruiz"),
        ("The F-35 left.", "The F-16 left.", "F-35"),
        ("One Maroš Šefčovič left.", "One Maroš Novák left.", "Maroš Šefčovič"),
        ("An envoy, Łukasz, left.", "An envoy, Marek, left.", "Łukasz"),
        ("The NATO chief left.", "The EU chief left.", "NATO"),
    ],
)
def test_another_name_is_reported(text: str, evidence: str, what: str) -> None:
    """Of any European script, also a part of a name."""
    assert f"name {what} not in evidence" in unsupported(text, [evidence])


def test_two_names_may_be_joined_by_and() -> None:
    evidence = ["Ana Ruiz met the head of the water board, Luis Vega."]
    assert unsupported("Ruiz and Vega met.", evidence) == []
    assert unsupported("Ruiz and Trevi met.", evidence) != []


def test_a_day_does_not_come_to_stand_at_a_name() -> None:
    evidence = ["In a speech Thursday, Ruiz said she would go.", "Rill Friday said she would stay."]
    assert unsupported("Ruiz Thursday said she would go.", evidence) == [
        "name Ruiz Thursday joined from different names"
    ]
    assert unsupported("Rill Friday said she would stay.", evidence) == []


def test_a_name_is_not_joined_from_two() -> None:
    """Both words stand in the evidence, but not together."""
    evidence = ["Ana Ruiz met the head of the water board, Luis Vega."]
    assert unsupported("The envoy Ana Vega left.", evidence) == [
        "name Ana Vega joined from different names"
    ]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("“We won,” she said.", "“We fled,” she said."),
        ('"We fled at night," she said.', "“We fled,” she said, “at night.”"),
        ("She called it 'a disgrace'.", "She called it a mistake."),
        ("She called it ‘a disgrace’.", "She called it a mistake."),
        ("She said “we fled”.", "She said that we fledged."),
        ("“We didn’t flee,” she said.", "“We did flee,” she said."),
    ],
)
def test_other_words_in_quotation_marks_are_reported(text: str, evidence: str) -> None:
    """Only exact words of one passage may stand between marks, double or single."""
    found = [f for f in unsupported(text, [evidence]) if f.startswith("quotation")]
    assert len(found) == 1


@pytest.mark.parametrize(
    "source", ["Reuters", "The Olmo Times", "Channel 4", "Friday Post", "ABC.com"]
)
def test_an_outlet_may_be_named_freely(source: str) -> None:
    """The brief says who reports what, whatever is in the outlet's name."""
    evidence = ["The dam broke."]
    assert unsupported(f"The dam broke, {source} reported.", evidence, [source]) == []
    assert unsupported(f"The dam broke, {source} reported.", evidence) != []


def test_an_outlet_without_a_name_frees_nothing() -> None:
    """Nor does one whose name is a part of a word."""
    assert unsupported("On Sunday 12 died.", ["It broke."], ["", "Sun", "1"]) == [
        "number 12 not in evidence",
        "date Sunday not in evidence",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The dam broke.",
        "“The dam broke,” she said.",
        "She said: “It broke.”",
        "Éric Blanc left.",
        "Šefčovič left.",
        "$5 was paid.",
        "12 died.",
        "‘It broke,’ she said.",
        "She said: ‘It broke.’",
        "Did it break?",
        "It broke (at last).",
    ],
)
def test_a_whole_sentence_is_finished(text: str) -> None:
    """In any European script, beginning or ending with a quotation, a number or a bracket."""
    assert unfinished(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The dam broke", "end"),
        ("the dam broke.", "begin"),
        ("“The dam broke.", "quotation mark"),
        ("The dam (old broke.", "bracket"),
        ("The dam broke today.", "today"),
        ("It broke this morning.", "this morning"),
        ("The **dam** broke.", "markup"),
        ("See https://example.org.", "link"),
        ("", "end"),
    ],
)
def test_what_is_wrong_with_the_form_is_said(text: str, word: str) -> None:
    """One finding at least names it."""
    assert any(word in finding for finding in unfinished(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It broke.", 0),
        ("It did not break.", 1),
        ("It didn't break and can’t break.", 2),
        ("She denied that no one fled.", 2),
        ("A notable knot.", 0),
    ],
)
def test_words_of_denial_are_counted(text: str, count: int) -> None:
    """Whole words, and "n't" with either apostrophe."""
    assert negations(text) == count


def test_hostile_texts_are_checked_fast() -> None:
    """150 kB of one piece against itself, and a usual sentence against such evidence."""
    pieces = ("1,1,1", "one-", "2020-", "A ", "Monday, ", '"A" ', "' a", "A. ", "(")
    assert slow(lambda text: unsupported(text, [text]), *pieces) == {}
    assert slow(lambda text: unsupported(SENTENCES[1], [text]), "1-", '"', "A'") == {}
    different = " ".join(f'"x{n}"' for n in range(20_000))
    assert slow(lambda text: unsupported(different[:20_000], [text]), '"y" ') == {}
    assert slow(unfinished, '"', "(", "today ", "www", "!") == {}


@pytest.mark.parametrize("source", ["003_2f63", "The [Daily] Post", "4x4.org", "_x"])
def test_an_outlet_is_called_as_it_is(source: str) -> None:
    """A file's name may be all that is known of an outlet."""
    assert unfinished(f"{source} gives 12 as the number; Wire gives 15.", [source, "Wire"]) == []
    assert unfinished(f"Twelve people died, {source} reported.", [source]) == []
    assert unfinished("wire_x gives 12.", [source])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The vote rendered McGahn's.", True),
        ("The bridge is longer than Ellin's.", False),
        ("They prayed at St. Peter's.", False),
        ("The fault was the council's.", False),
    ],
)
def test_a_sentence_does_not_end_with_whose(text: str, wrong: bool) -> None:
    assert bool(unfinished(text)) is wrong

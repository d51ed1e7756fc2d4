"""What the writer is asked, and its candidates back in the plan's shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from models.limits import LIMITS
from models.news import Candidate, Draft, DraftSentence, Headline, Sentence, Written
from models.ports import Reader, WritingTask
from models.tasks import write, write_again
from tests.models.support import (
    COURIER,
    WIRE,
    dispute_of,
    parses_of,
    place_of,
    plan_of,
    position_of,
    sentence_of,
    told,
)

FEW = "The blast in the port of Ellin killed 12 people on Monday."
MORE = "The blast in the port of Ellin killed 15 people on Monday."
BRIDGE = "Engineers closed the northern bridge because of cracks in its pillars."


@dataclass
class Recorder:
    """A writer that keeps what it is asked and answers with a number for each task."""

    batches: list[list[WritingTask]] = field(default_factory=list)
    name: str = "recorder"

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        self.batches.append(list(tasks))
        return [[f"{task.kind} {n}"] for n, task in enumerate(tasks)]


def both() -> tuple[Sentence, Sentence]:
    first, second = told(FEW, MORE)
    return first, second


def test_everything_is_asked_in_one_batch_and_comes_back_in_its_place() -> None:
    a, b = both()
    bridge = sentence_of(BRIDGE)
    dispute = dispute_of(position_of("12", a), position_of("15", b))
    plan = plan_of(place_of(a, b), spare=[place_of(bridge)], disputes=[dispute])
    writer = Recorder()
    written = write(plan, [dispute], {}, writer, LIMITS)
    (batch,) = writer.batches
    assert [t.kind for t in batch] == ["report", "report", "report", "dispute", "headline"]
    assert written.places == (("report 0", "report 1"), ("report 2",))
    assert written.disputes == (("dispute 3",),)
    assert written.headlines == (("headline 4",),)


def test_each_task_names_the_outlet_of_each_sentence_and_its_words() -> None:
    a, b = both()
    writer = Recorder()
    write(plan_of(place_of(a, b, max_words=33)), [], {}, writer, LIMITS)
    first, second, headline = writer.batches[0]
    assert first.evidence == ((WIRE, FEW),)
    assert second.evidence == ((COURIER, MORE),)
    assert headline.evidence == ((WIRE, FEW), (COURIER, MORE))
    assert first.max_words == second.max_words == 33
    assert headline.max_words == LIMITS.headline_words


def test_a_claim_with_a_speaker_is_to_be_attributed() -> None:
    texts = [f"{BRIDGE[:-1]}, Mayor Ann Rill said.", f"{BRIDGE[:-1]}, according to Ann Rill."]
    writer = Recorder()
    write(plan_of(place_of(*told(*texts))), [], {}, writer, LIMITS)
    assert writer.batches[0][0].kind == "attribute"


def test_a_dispute_is_asked_for_with_one_passage_of_each_side() -> None:
    a, b, c = told(FEW, MORE, "A blast at the port of Ellin killed 12 people on Monday.")
    dispute = dispute_of(position_of("12", a, c), position_of("15", b))
    writer = Recorder()
    write(plan_of(disputes=[dispute]), [dispute], {}, writer, LIMITS)
    assert writer.batches[0][0].evidence == ((WIRE, FEW), (COURIER, MORE))


def test_a_calendar_has_no_passage_to_show() -> None:
    a, _ = both()
    calendar = dispute_of(position_of("Monday", a), position_of("Tuesday"))
    writer = Recorder()
    write(plan_of(disputes=[calendar]), [calendar], {}, writer, LIMITS)
    assert writer.batches[0][0].evidence == ((WIRE, FEW),)


def test_a_disputed_day_is_left_out_of_what_the_writer_sees(reader: Reader) -> None:
    a, b = told(FEW, "The blast in the port of Ellin killed 12 people on Tuesday.")
    dispute = dispute_of(position_of("Monday", a), position_of("Tuesday", b), kind="date")
    writer = Recorder()
    write(plan_of(place_of(a, b)), [dispute], parses_of(a, b, reader=reader), writer, LIMITS)
    shown = [text for task in writer.batches[0] for _, text in task.evidence]
    assert set(shown) == {"The blast in the port of Ellin killed 12 people."}


WHOLE = [
    ("At least 12 people died in the blast at the port of Ellin.", "12"),
    ("Judges in Ellin convicted 12 of the 20 defendants of arson.", "12"),
    ("The death toll of the blast in Ellin rose to 12 at night.", "12"),
    ("The council of Ellin paid 1.4 million dollars for the bridge.", "1.4 million"),
    ("The deal on the port, worth 2.3 billion euros, was signed in Ellin.", "2.3 billion"),
    ("Ann Rill of Ellin was elected in 2019 with 54 percent of the votes.", "54 percent"),
    ("Between 12 and 15 people died in the blast at the port.", "12"),
]


SCRAPS = re.compile(
    r"At least (?!12)|convicted of the|rose (?:to )?at|paid (?:million|dollars|for)|Between and|"
    r"worth euros|port, was|with (?:percent|of)"
)


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_a_disputed_number_is_left_out_only_with_all_that_belongs_to_it(
    reader: Reader, text: str, value: str
) -> None:
    a, b = told(text, MORE)
    dispute = dispute_of(position_of(value, a), position_of("15", b))
    writer = Recorder()
    write(plan_of(place_of(a)), [dispute], parses_of(a, reader=reader), writer, LIMITS)
    shown = writer.batches[0][0].evidence[0][1]
    scraps = r"At least (?!12)|convicted of the|rose to at|paid (?:million|for)|Between and"
    assert not re.search(scraps, shown), shown


def test_an_empty_plan_asks_for_nothing() -> None:
    writer = Recorder()
    written = write(plan_of(), [], {}, writer, LIMITS)
    assert writer.batches == [[]]
    assert (written.places, written.disputes, written.headlines) == ((), (), ())


def asked_again(written: Written, draft: Draft) -> tuple[Written, list[WritingTask]]:
    writer = Recorder()
    added = write_again(written, draft, [], {}, writer, replace(LIMITS, evidence_again=2))
    return added, writer.batches[0]


def test_where_no_wording_stood_each_passage_is_asked_for_alone_and_held_to_its_words() -> None:
    a, b = both()
    bridge = sentence_of(BRIDGE)
    plan = plan_of(place_of(a, b), replace(place_of(bridge), rank=1))
    kept = DraftSentence(Candidate("Good.", "abstractive", (bridge,)), plan.places[1], 1.0)
    written = Written((("Bad.",), ("Good.",)), (), (("Line.",),))
    draft = Draft(Headline("Line", (a.evidence,)), (kept,), (), (), plan)
    added, batch = asked_again(written, draft)
    assert [t.evidence for t in batch] == [((WIRE, FEW),), ((COURIER, MORE),)]
    assert all(t.words and "blast" in t.words for t in batch)
    assert added.places == (("Bad.", "report 0", "report 1"), ("Good.",))
    assert added.headlines == written.headlines


def test_a_headline_that_is_not_the_writers_is_asked_for_again() -> None:
    a, _ = both()
    plan = plan_of(place_of(a))
    kept = DraftSentence(Candidate("Good.", "abstractive", (a,)), plan.places[0], 1.0)
    written = Written((("Good.",),), (), (("Line",),))
    added, batch = asked_again(written, Draft(None, (kept,), (), (), plan))
    assert [(t.kind, t.max_words) for t in batch] == [("headline", LIMITS.headline_words)]
    assert added.headlines == (("Line", "headline 0"),)

"""One contradiction of each kind, planted into a cluster of real articles."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.plants.dates import plant_date
from benchmarks.plants.edits import Edit, Planter, Scene
from benchmarks.plants.figures import plant_number
from benchmarks.plants.names import plant_name, plant_place
from benchmarks.plants.near import Line, Near, closeness, holds, lines_of, near_pairs, stem
from benchmarks.plants.near import weights_of as stem_weights
from benchmarks.plants.parsing import Parser, Words
from benchmarks.plants.verbs import plant_certainty, plant_polarity

PLANTERS: Mapping[str, Planter] = {
    "number": plant_number,
    "date": plant_date,
    "name": plant_name,
    "place": plant_place,
    "polarity": plant_polarity,
    "certainty": plant_certainty,
}
VALUED = frozenset({"number", "date", "name", "place"})
MOST_PAIRS = 80
PARSED = 0.4
# by reading plants of role train: a shared figure says much, a shared weekday or verb little
LEAST_CLOSE = {
    "number": 0.22, "date": 0.42, "name": 0.4, "place": 0.4, "polarity": 0.42, "certainty": 0.42,
}  # fmt: skip
ALSO_CLOSE = 0.3  # a third sentence with the fact may lie a little farther off


@dataclass(frozen=True, slots=True)
class Event:
    """A cluster as it is posted."""

    id: str
    articles: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article, by its place in the cluster."""

    article: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted contradiction: what was edited, and who else has the original fact."""

    cluster: str
    kind: str
    form: str
    before: Passage
    after: Passage  # the same place once edited
    original: str
    planted: str
    partner: str  # the original fact as the other outlet words it
    closeness: float
    witnesses: tuple[Passage, ...]  # other outlets' sentences with the fact, the partner first


def edited(event: Event, plant: Plant) -> Event:
    """Return the cluster with this one plant in it."""
    articles = [dict(a) for a in event.articles]
    place, text = plant.before, articles[plant.before.article]["text"]
    articles[place.article]["text"] = text[: place.start] + plant.after.text + text[place.end :]
    return Event(event.id, tuple(articles))


def plants_of(event: Event, parser: Parser, seed: int) -> list[Plant]:
    """Return one plant of every kind that finds a place; the seed and the id decide which."""
    by_article = [lines_of(i, a["text"]) for i, a in enumerate(event.articles)]
    pairs = near_pairs([a["source"] for a in event.articles], by_article)
    parsed = [p for p in pairs if p.closeness >= PARSED][:MOST_PAIRS]
    parser.parse(line.text for pair in parsed for line in (pair.a, pair.b))
    texts = [f"{a.get('title') or ''}\n{a['text']}" for a in event.articles]
    cluster = "\n".join(texts).casefold()
    plants = []
    for kind in PLANTERS:
        rng = random.Random(f"{seed} {event.id} {kind}")
        plant = _plant(event, kind, pairs, by_article, parser.known, cluster, rng)
        plants += [plant] if plant else []
    return plants


def _plant(
    event: Event,
    kind: str,
    pairs: Sequence[Near],
    by_article: Sequence[Sequence[Line]],
    parses: Mapping[str, Words],
    cluster: str,
    rng: random.Random,
) -> Plant | None:
    """Try the pairs in the order of the dice, each from both sides, until one takes the plant."""
    close = [p for p in pairs if p.closeness >= LEAST_CLOSE[kind]][:MOST_PAIRS]
    sides = [(p, flip) for p in close for flip in (False, True)]
    rng.shuffle(sides)
    for pair, flip in sides:
        mine, theirs = (pair.b, pair.a) if flip else (pair.a, pair.b)
        words, partner_words = parses.get(mine.text, ()), parses.get(theirs.text, ())
        scene = Scene(
            mine.text, theirs.text, words, partner_words, cluster, rng, mine.lead, theirs.lead
        )
        edit = PLANTERS[kind](scene)
        if edit and edit.text != mine.text:
            witnesses = _witnesses(event, kind, edit, mine, theirs, by_article)
            return _planted(event, kind, edit, mine, pair.closeness, witnesses)
    return None


def _planted(
    event: Event, kind: str, edit: Edit, line: Line, close: float, witnesses: Sequence[Line]
) -> Plant:
    return Plant(
        cluster=event.id,
        kind=kind,
        form=edit.form,
        before=_passage(line),
        after=Passage(line.article, line.start, line.start + len(edit.text), edit.text),
        original=edit.original,
        planted=edit.planted,
        partner=edit.partner,
        closeness=round(close, 3),
        witnesses=tuple(map(_passage, witnesses)),
    )


def _passage(line: Line) -> Passage:
    return Passage(line.article, line.start, line.end, line.text)


def _witnesses(
    event: Event,
    kind: str,
    edit: Edit,
    mine: Line,
    theirs: Line,
    by_article: Sequence[Sequence[Line]],
) -> list[Line]:
    """Return the partner and the other outlets' close sentences that hold the original fact."""
    weights = stem_weights([line for lines in by_article for line in lines])
    source = event.articles[mine.article]["source"].casefold()
    others = [
        line
        for i, lines in enumerate(by_article)
        if event.articles[i]["source"].casefold() != source
        for line in lines
        if line != theirs and closeness(mine, line, weights) >= ALSO_CLOSE
    ]
    return [theirs, *(line for line in others if _has_fact(kind, edit, line))]


def _has_fact(kind: str, edit: Edit, line: Line) -> bool:
    if kind in VALUED:
        return holds(line.text, edit.original) or holds(line.text, edit.partner)
    return stem(edit.partner) in line.stems

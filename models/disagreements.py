"""Claims -> disagreements: where sources give different values for the same fact.

``slots`` yields candidates: mentions of two sentences whose values cannot both be true. Here the
judge says whether they fill one slot, a logistic regression weighs that with what the parse knows,
conflicts of one slot become one disagreement with all its positions, and ``topics`` puts it into
words. The calendar is a witness too: a weekday that a written date did not have is an
``inconsistent`` source.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

from models.attribution import joined
from models.conflicts import CORE, FEATURES, SURE, Conflict, Side, judged, known_of
from models.dates import WEEKDAYS, calendar_error, weekday_of
from models.deeds import deeds
from models.figures import compatible
from models.framing import framings
from models.limits import Limits
from models.masking import Mention
from models.mouths import mouths
from models.names import name_words
from models.namesakes import namesakes
from models.news import (
    Claim,
    DateMention,
    Disagreement,
    Evaluation,
    Evidence,
    Facts,
    Figure,
    Name,
    Position,
    Sentence,
    Statement,
    Status,
)
from models.origins import Components, moment
from models.ports import Judge
from models.posts import posts
from models.quoted import misquoted
from models.slots import conflicts_between
from models.spellings import misspellings
from models.states import states
from models.topics import is_nameless, note_of, topic_of
from models.twins import between_same_words, date_one_saying, of_one_office

_DENIED = re.compile(r"\b(?:deny|denies|denied)\b", re.IGNORECASE)
_ONE_COUNT = 1.25  # times: "more than 750" may be 779, and is not 1,100
_GROWING = CORE | frozenset("rise climb grow number toll total case vote donate raise".split())


def find_disagreements(
    claims: Sequence[Claim],
    candidates: Sequence[Conflict],
    facts: Sequence[Facts],
    limits: Limits,
    min_score: float | None = None,
) -> list[Disagreement]:
    """Return disagreements, the weightiest first, with ids d1, d2, ...

    Args:
        claims: who says what; tells how much a disagreement matters.
        candidates: what ``weighed`` returns.
        facts: one for each sentence, by its index.
        limits: thresholds.
        min_score: the caller's own threshold, else the one in ``limits``.
    """
    floor = limits.disagreement_score if min_score is None else min_score
    conflicts = [c for c in candidates if c.score >= floor]
    told = sorted((s for c in claims for s in c.sentences), key=lambda s: s.index)
    found = [
        (d, _gravity(group, limits))
        for group in map(_consistent, _grouped(conflicts, limits))
        if (d := _build(group, _also(group, told, facts), limits)).score
        >= (limits.place_score if d.kind == "place" and min_score is None else floor)
    ]
    found += [(d, 1.0) for d in _calendar_errors(claims, facts)]
    found += [(d, limits.gravity_of_spelling) for d in _misspelled(claims, facts, found, limits)]
    found += [(d, limits.gravity_of_spelling) for d in posts(told, facts, limits)]
    found += [(d, 1.0) for d in _unlike(found, namesakes(told, facts, limits))]
    found += [(d, 1.0) for d in _elsewhere(found, deeds(told, facts, limits))]
    found += [(d, limits.gravity_of_wording) for d in misquoted(told, facts, limits)]
    found += [(d, 1.0) for d in _elsewhere(found, mouths(told, facts, limits))]
    found += [(d, 1.0) for d in _elsewhere(found, states(told, facts, limits))]
    weight = {s.evidence: c for c in claims for s in c.sentences}
    ranked = sorted(found, key=lambda pair: _rank(pair[0], pair[1], weight))
    return [_numbered(d, i, weight) for i, (d, _) in enumerate(ranked, 1)]


def weighed(
    claims: Sequence[Claim],
    near: Iterable[tuple[Sentence, Sentence, float]],
    facts: Sequence[Facts],
    judge: Judge,
    limits: Limits,
) -> list[Conflict]:
    """Return all candidates with the judge's features and their probability.

    Only so many candidates a sentence are judged, the surest pairs first, so that the work grows
    with the number of sentences.

    Args:
        claims: who says what.
        near: pairs of sentences of different articles that may report the same fact, with how
            surely they do.
        facts: one for each sentence, by its index.
        judge: whether two masked mentions fill the same slot, and two sentences are opposed.
        limits: thresholds.
    """
    sentences = [s for c in claims for s in c.sentences]
    known = known_of(sentences, facts)
    candidates = [
        c for a, b, sure in near for c in conflicts_between(a, b, sure, facts, known, limits)
    ]
    candidates.sort(key=_prior, reverse=True)
    candidates = candidates[: limits.judged_a_sentence * len(sentences)]
    candidates += list(framings(sentences))[: limits.framings_judged]
    return judge_all(candidates, judge, limits)


def judge_all(candidates: Sequence[Conflict], judge: Judge, limits: Limits) -> list[Conflict]:
    """Return the candidates with the judge's features and their probability."""
    slots = judge.same_slot([(c.a.masked, c.b.masked) for c in candidates])
    asked = [
        (c.a.sentence.text, c.b.sentence.text)
        for c, slot in zip(candidates, slots, strict=True)
        if slot >= limits.slot_worth_asking
    ]
    opposed = dict(zip(asked, judge.opposed(asked), strict=True))
    return [
        _scored(judged(c, slot, opposed.get((c.a.sentence.text, c.b.sentence.text), 0.5)), limits)
        for c, slot in zip(candidates, slots, strict=True)
    ]


def _prior(conflict: Conflict) -> tuple[float, bool, int, int]:
    """Sort key before anything is judged: the surest pairs, with a common predicate first."""
    sure = conflict.features[SURE]
    return sure, bool(conflict.slot), -conflict.a.sentence.index, -conflict.b.sentence.index


def _scored(conflict: Conflict, limits: Limits) -> Conflict:
    *weights, bias = limits.conflict_weights[conflict.type]
    total = bias + math.fsum(w * f for w, f in zip(weights, conflict.features, strict=True))
    score = max(1 / (1 + math.exp(-total)), _by_construction(conflict, limits))
    return replace(conflict, score=round(score, 4))


def _by_construction(conflict: Conflict, limits: Limits) -> float:
    """Return how sure it is by the words around the values, unless the judge rules it out."""
    ruled_out = conflict.features[0] < limits.twin_slot
    if conflict.kind == "polarity" and conflict.features[SURE] >= limits.denied_pair:
        told = [s.mention for s in (conflict.a, conflict.b) if isinstance(s.mention, Statement)]
        denied = any(_DENIED.search(m.text) for m in told)
        denied &= all(m.certainty != "alleged" for m in told)  # what is alleged is not asserted
        return limits.denied_score if denied and not ruled_out else 0.0
    one_report = conflict.features[SURE] >= limits.one_report
    if conflict.kind == "date" and one_report and date_one_saying(conflict.a, conflict.b):
        return limits.said_score
    if conflict.kind == "name" and not ruled_out and of_one_office(conflict.a, conflict.b):
        known = dict(zip(FEATURES["name"], conflict.features, strict=True))
        if known["alone"] > 1 and not known["elsewhere"]:
            return limits.office_score
    if ruled_out or conflict.type not in {"number", "date", "name"}:
        return 0.0
    close = conflict.features[SURE] >= limits.twin_pair
    return limits.twin_score if close and between_same_words(conflict.a, conflict.b) else 0.0


def _gravity(group: Sequence[Conflict], limits: Limits) -> float:
    """Return how grave the matter is: the dead first, then the other tolls of an event."""
    slots = {word for c in group for word in c.slot}
    if "die" in slots:
        return limits.gravity_of_deaths
    return limits.gravity_of_tolls if slots & CORE else 1.0


def _grouped(conflicts: Sequence[Conflict], limits: Limits) -> list[list[Conflict]]:
    """Join conflicts that share a mention, or are about the same slot with the same values.

    A conflict below the default threshold joins nothing but its like: one doubtful link would make
    one disagreement of many.
    """
    sets = Components()
    for i, conflict in enumerate(conflicts):
        keys = frozenset({_key(conflict.a.mention), _key(conflict.b.mention)})
        if conflict.type != "statement":
            sets.join(("c", i), (conflict.type, keys))
        if conflict.score < limits.disagreement_score:
            continue
        for side in (conflict.a, conflict.b):
            at = (conflict.type, side.sentence.index, side.mention.start, side.mention.end)
            sets.join(("c", i), at)
            if conflict.type in {"number", "date"}:
                for word in conflict.slot:
                    sets.join(("c", i), (conflict.type, word, _key(side.mention)))
    groups: dict[object, list[Conflict]] = defaultdict(list)
    for i, conflict in enumerate(conflicts):
        groups[sets.find(("c", i))].append(conflict)
    return list(groups.values())


def _consistent(group: list[Conflict]) -> list[Conflict]:
    """Return the surest conflicts of a group among which no article is on two sides.

    Who gives two values speaks of two things: what is surest stays, and all that agrees with it. An
    article may tell one more or less exactly ("more than 750", "779").
    """
    kept: list[Conflict] = []
    for conflict in sorted(group, key=_sureness, reverse=True):
        sides = {
            (s.sentence.index, _key(s.mention)): s for c in (*kept, conflict) for s in (c.a, c.b)
        }
        if not any(_both_sides(a, b) for a, b in combinations(sides.values(), 2)):
            kept.append(conflict)
    return kept or [max(group, key=_sureness)]


def _sureness(conflict: Conflict) -> tuple[float, int, int]:
    return conflict.score, -conflict.a.sentence.index, -conflict.b.sentence.index


def _both_sides(a: Side, b: Side) -> bool:
    """Tell whether one sentence, or one article in values that exclude each other, has both."""
    if a.sentence.index == b.sentence.index:
        return True
    if a.sentence.article != b.sentence.article or _key(a.mention) == _key(b.mention):
        return False
    if isinstance(a.mention, Figure) and isinstance(b.mention, Figure):
        low, high = sorted((a.mention.low, b.mention.low))
        return not compatible(a.mention, b.mention) or high > _ONE_COUNT * low
    return True


def _key(mention: Mention) -> Hashable:
    if isinstance(mention, Figure):
        high = mention.high if math.isfinite(mention.high) else mention.low
        return mention.low, high, mention.unit  # "at least 340" is on the side of 340
    if isinstance(mention, Name):
        return name_words(mention.text)
    if isinstance(mention, Evaluation):
        return mention.text.casefold()
    if isinstance(mention, Statement):
        return mention.concept, mention.negated, mention.certainty
    if mention.weekday is not None:
        return "weekday", mention.weekday
    return mention.year, mention.month, mention.day


def _also(
    group: Sequence[Conflict], sentences: Sequence[Sentence], facts: Sequence[Facts]
) -> Iterator[Side]:
    """Yield who else gives one of the tolls: they count as its sources, however they word it."""
    slot = CORE.intersection(*(c.slot for c in group))
    taken = {s.sentence.index for c in group for s in (c.a, c.b)}
    keys = {_key(s.mention) for c in group for s in (c.a, c.b)}
    for sentence in sentences if slot and group[0].type == "number" else ():
        tolls = [f for f in facts[sentence.index].figures if f.role & slot]
        if len(tolls) == 1 and _key(tolls[0]) in keys and sentence.index not in taken:
            yield Side(sentence, tolls[0])


def _build(group: Sequence[Conflict], also: Iterable[Side], limits: Limits) -> Disagreement:
    sides: dict[Hashable, dict[int, Side]] = defaultdict(dict)
    for side in (*(s for c in group for s in (c.a, c.b)), *also):
        sides[_key(side.mention)][side.sentence.index] = side
    ordered = sorted(sides.values(), key=lambda s: min(s))
    positions = tuple(_position(list(s.values())) for s in ordered)
    best = max(group, key=lambda c: c.score)
    topic = topic_of(group)
    nameless = is_nameless(topic, any(_of_one_deed(c, limits) for c in group))
    return Disagreement(
        id="",
        kind=best.kind,
        status=_status(group, ordered),
        topic=topic,
        note=note_of(best.kind, topic, positions),
        score=round(min(best.score, 0.99) * (limits.nameless if nameless else 1.0), 4),
        positions=positions,
    )


def _of_one_deed(conflict: Conflict, limits: Limits) -> bool:
    """Tell whether a predicate in common, or sentences that are one report, say what is dated."""
    return bool(conflict.slot) or conflict.features[SURE] >= limits.one_report


def _position(sides: Sequence[Side]) -> Position:
    best = max(sides, key=lambda s: (len(s.value), -s.sentence.index))
    evidence = tuple(s.sentence.evidence for s in sorted(sides, key=lambda s: s.sentence.index))
    articles = tuple(dict.fromkeys(e.article_id for e in evidence))
    return Position(best.value, articles, evidence)


def _status(group: Sequence[Conflict], positions: Sequence[dict[int, Side]]) -> Status:
    """A running count of a later report, and what was planned and then done, is an update."""
    if group[0].kind == "framing":
        return "framing"
    if group[0].type == "statement":
        return "superseded" if _came_true(group) else "contradiction"
    if group[0].kind != "number" or not any(c.slot & _GROWING for c in group):
        return "contradiction"
    published = [[s.sentence.published_at for s in p.values()] for p in positions]
    if any(when is None for p in published for when in p):
        return "contradiction"
    spans = sorted((min(map(moment, p)), max(map(moment, p))) for p in published)
    exact = all(isinstance(when, datetime) for p in published for when in p)
    gap = timedelta(hours=1) if exact else timedelta(days=1)
    later = all(b[0] - a[1] >= gap for a, b in pairwise(spans))
    return "superseded" if later else "contradiction"


def _came_true(group: Sequence[Conflict]) -> bool:
    """Tell whether all that is asserted otherwise was planned or possible, and then done or not.

    Where both days are known, the plan must not have been published after the deed.
    """
    for conflict in group:
        sides = sorted((conflict.a, conflict.b), key=_is_plan)
        if _is_plan(sides[0]) or not _is_plan(sides[1]):
            return False
        done, planned = (s.sentence.published_at for s in sides)
        if done is not None and planned is not None and moment(planned) > moment(done):
            return False
    return True


def _is_plan(side: Side) -> bool:
    return isinstance(side.mention, Statement) and side.mention.certainty in {"planned", "possible"}


def _misspelled(
    claims: Sequence[Claim],
    facts: Sequence[Facts],
    found: Sequence[tuple[Disagreement, float]],
    limits: Limits,
) -> Iterator[Disagreement]:
    """Yield names in two spellings, unless they were found to be two values of one slot."""
    sentences = sorted((s for c in claims for s in c.sentences), key=lambda s: s.index)
    yield from _unlike(found, misspellings(sentences, facts, limits))


def _unlike(
    found: Sequence[tuple[Disagreement, float]], more: Iterable[Disagreement]
) -> Iterator[Disagreement]:
    """Yield disagreements on names whose last words are no two values that were found before."""
    known = [_last_words(d) for d, _ in found if d.kind == "name"]
    for one in more:
        if _last_words(one) not in known:
            yield one


def _elsewhere(
    found: Sequence[tuple[Disagreement, float]], more: Iterable[Disagreement]
) -> Iterator[Disagreement]:
    """Yield what no disagreement of its kind between the same sentences tells already."""
    for one in more:
        mine = {e for p in one.positions for e in p.evidence}
        if not any(
            d.kind == one.kind and len({e for p in d.positions for e in p.evidence} & mine) > 1
            for d, _ in found
        ):
            yield one


def _last_words(disagreement: Disagreement) -> frozenset[str]:
    """Return the values without titles: "Judge Alina Corbett" is "Alina Corbett"."""
    return frozenset(" ".join(p.value.split()[-2:]) for p in disagreement.positions)


def _calendar_errors(claims: Sequence[Claim], facts: Sequence[Facts]) -> list[Disagreement]:
    """Return one for each written date whose weekday the calendar denies."""
    wrong: dict[str, list[Side]] = defaultdict(list)
    for claim in claims:
        for sentence in claim.sentences:
            for mention in facts[sentence.index].dates:
                if calendar_error(mention, _day_of(sentence)):
                    wrong[mention.text].append(Side(sentence, mention))
    return [_calendar_error(text, sides) for text, sides in sorted(wrong.items())]


def _day_of(sentence: Sentence) -> date | None:
    when = sentence.published_at
    return when.date() if isinstance(when, datetime) else when


def _calendar_error(text: str, sides: Sequence[Side]) -> Disagreement:
    actual = next(
        WEEKDAYS[weekday_of(s.mention, _day_of(s.sentence)) or 0].capitalize()
        for s in sides
        if isinstance(s.mention, DateMention)
    )
    evidence = tuple(s.sentence.evidence for s in sides)
    articles = tuple(dict.fromkeys(e.article_id for e in evidence))
    names = list(dict.fromkeys(e.source for e in evidence))
    verb = "writes" if len(names) == 1 else "write"
    return Disagreement(
        id="",
        kind="date",
        status="inconsistent",
        topic=f"the weekday of {text.split(',', 1)[-1].strip()}",
        note=f"{joined(names)} {verb} {text}; by the calendar that date was a {actual}.",
        score=0.99,
        positions=(
            Position(text, articles, evidence),
            Position(actual, (), (), basis="calendar"),
        ),
    )


def _rank(
    found: Disagreement, gravity: float, weight: dict[Evidence, Claim]
) -> tuple[float, str, str]:
    """Sort key: what many origins report near the centre of the event comes first."""
    held = [weight[e] for p in found.positions for e in p.evidence if e in weight]
    matter = max((c.origins * c.centrality for c in held), default=0.0)
    return (-matter * found.score * gravity, found.kind, found.note)


def _numbered(found: Disagreement, number: int, weight: dict[Evidence, Claim]) -> Disagreement:
    claims = tuple(
        dict.fromkeys(weight[e].id for p in found.positions for e in p.evidence if e in weight)
    )
    return replace(found, id=f"d{number}", claims=claims)

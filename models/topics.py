"""What a disagreement is about in a few neutral words, and the note that an editor can publish.

All words come from the evidence: topic and note pass the same checks as the brief.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.attribution import joined
from models.conflicts import Conflict, Side
from models.dates import find_dates
from models.figures import find_figures
from models.news import (
    DateMention,
    Disagreement,
    Figure,
    Kind,
    Name,
    Position,
    Sentence,
    Statement,
)
from models.newsroom_words import SPEECH_VERBS

# Where no words of the evidence name the slot.
_FALLBACK = {
    "name": "the name",
    "place": "the place",
    "attribution": "who says so",
    "polarity": "whether this is so",
    "certainty": "how certain this is",
    "framing": "how it is seen",
}

# Auxiliaries of two clauses run together: "workers was would deemed".
_GARBLED = re.compile(
    r"\b(?:was|were|is|are) (?:will|would|could|may|might|must|should|can|was|were|is|are)\b"
)
_LONGEST_TITLE = 8  # words
_NO_DATE = "the date"
_SAID = "the date this was said"
_TELLING_WORDS = 3  # of a quoted assertion, from which it says itself what it is about
_SPANS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_UNITS = {"%": "the percentage", "USD": "the amount", "age": "the age"}
_MEASURES = frozenset("rate toll total share margin average turnout size height age speed".split())
_MANY = frozenset("people men women children police troops feet".split())


def is_nameless(topic: str, shared: bool = False) -> bool:
    """Tell a topic that no words of the evidence name: nobody could check such a report.

    Args:
        topic: as ``topic_of`` gives it.
        shared: whether something besides the topic says that both sides date one deed.
    """
    if topic == _NO_DATE:
        return not shared
    return topic in _FALLBACK.values() and topic != _FALLBACK["framing"]


def topic_of(group: Sequence[Conflict]) -> str:
    """Name the slot in words of the evidence, without the disputed value."""
    best = max(group, key=lambda c: c.score)
    sides = [s for c in group for s in (c.a, c.b)]
    if isinstance(best.a.mention, Figure):
        return _of_figures(best.a.mention, _phrase(sides, group))
    if isinstance(best.a.mention, DateMention):
        phrase = _phrase(sides, group)
        if len(phrase.split()) > 1:
            return f"the date {phrase}"
        return _SAID if _both_said(best) else _NO_DATE
    if isinstance(best.a.mention, Name):
        surname = _one_surname(best)
        if surname and best.kind == "place":
            return f"which {surname.lower()}"  # of two hospitals
        if surname:
            return f"the full name of {surname}"
        told = _free_of_values(_phrase(sides, group), sides)
        return told or _of_office(sides) or _FALLBACK[best.kind]
    if best.kind == "framing":
        return _FALLBACK["framing"]
    asserted = [s for s in sides if isinstance(s.mention, Statement) and not s.mention.negated]
    phrase = _phrase(asserted, group)
    garbled = not phrase or _GARBLED.search(phrase) is not None
    return (_in_words_of(asserted) or _FALLBACK[best.kind]) if garbled else f"whether {phrase}"


def _both_said(conflict: Conflict) -> bool:
    """Tell whether both dates are those of a saying."""
    dates = [s.mention for s in (conflict.a, conflict.b) if isinstance(s.mention, DateMention)]
    return all(d.verbs & SPEECH_VERBS for d in dates)


def _in_words_of(asserted: Sequence[Side]) -> str:
    """Return what is asserted as a source words it, for want of a proposition with its subject."""
    words = [re.sub(r"[\"“”].*", "", s.value).strip() for s in asserted]
    telling = [w for w in words if len(w.split()) >= _TELLING_WORDS]
    return f'the statement "{min(telling, key=len)}"' if telling else ""


def _one_surname(conflict: Conflict) -> str | None:
    """Return the surname that both names share, where their first names differ."""
    a, b = (s.mention.text.split() for s in (conflict.a, conflict.b))
    return a[-1] if len(a) > 1 and len(b) > 1 and a[-1] == b[-1] else None


def _phrase(sides: Sequence[Side], group: Sequence[Conflict]) -> str:
    """Return the best of the phrases that name the slot."""
    slot = {w[:5] for c in group for w in c.slot}
    told = (s.mention.phrase for s in sides)
    phrases = [p for p in told if p and not any(c.isdigit() for c in p)]
    return min(phrases, key=lambda p: _awkwardness(p, slot), default="")


def _of_figures(figure: Figure, phrase: str) -> str:
    """Return "the number of prisoners", "the death toll", "the figure for the index".

    A time or an amount of which nothing else is known is named by its unit alone.
    """
    counted = bool(figure.counts) and figure.unit == ""
    bare = re.sub(
        r"^(?:(?:an?|the|some|another|number of|% of|percent(?:age)? of) )+", "", phrase, flags=re.I
    )
    if figure.unit in _SPANS and bare.lower() in {"", f"{figure.unit}s"}:
        return f"the number of {figure.unit}s"
    if not bare:
        return _UNITS.get(figure.unit, "the figure")
    if counted or (figure.unit == "" and _is_plural(bare)):
        return f"the number of {bare}"
    if bare.split()[-1].lower() in _MEASURES:
        return f"the {bare}"
    named = bare[0].isupper() and not re.search(r"\b[a-z]{4,}", bare)
    return f"the figure for {bare}" if named or _is_plural(bare) else f"the figure for the {bare}"


def _is_plural(phrase: str) -> bool:
    """Tell "people killed" and "shares of stock" from "unemployment rate"."""
    head = re.split(r" (?:of|in|for|at) ", phrase)[0].split()
    return any(w.lower() in _MANY or re.search(r"[^s'’]s$", w) for w in head)


def _of_office(sides: Sequence[Side]) -> str:
    """Return "the name of the deputy director", in the words of a side."""
    titles = {s.mention.title for s in sides if isinstance(s.mention, Name) and s.mention.title}
    free = [t for t in titles if _free_of_values(t, sides) and not any(c.isdigit() for c in t)]
    best = max(
        free, key=lambda t: (len(t.split()) <= _LONGEST_TITLE, len(t.split()), t), default=""
    )
    return f"the name of the {best}" if best else ""


def _free_of_values(phrase: str, sides: Sequence[Side]) -> str:
    """Return the phrase unless it holds one of the disputed names itself."""
    return "" if any(s.mention.text in phrase for s in sides) else phrase


def _awkwardness(phrase: str, slot: set[str]) -> tuple[bool, bool, int, str]:
    """Sort key: a phrase that names the slot in three to seven words comes first."""
    named = any(word in phrase.lower() for word in slot)
    return not named, not 3 <= len(phrase.split()) <= 7, len(phrase), phrase


def note_of(kind: Kind, topic: str, positions: Sequence[Position]) -> str:
    """Return one plain sentence that says who gives which value."""
    if kind in {"polarity", "certainty", "framing"}:
        return f"On {topic}: " + "; ".join(_writes(p) for p in positions) + "."
    if kind in {"name", "place", "attribution"}:
        return f"On {topic}: " + "; ".join(_gives(p) for p in positions) + "."
    first, *others = (_gives(p) for p in positions)
    if first[:1].islower():  # a file's name may be all that is known of an outlet
        return _ended(f"As {topic}, " + "; ".join([first, *others]))
    return _ended("; ".join([f"{first} as {topic}", *others]))


def _ended(note: str) -> str:
    """Return a note with its full stop, which the last value may bring along: "9:20 p.m."."""
    return note if note.endswith(".") else f"{note}."


def on_names(
    topic: str, told: Sequence[tuple[Sequence[Sentence], str]], score: float
) -> Disagreement:
    """Return a disagreement on what somebody is called; see ``on_values``."""
    return on_values("name", topic, told, score)


def on_values(
    kind: Kind, topic: str, told: Sequence[tuple[Sequence[Sentence], str]], score: float
) -> Disagreement:
    """Return a disagreement that was found by comparing the whole event.

    Args:
        kind: of the values.
        topic: what it is about.
        told: for each side the sentences that say so and its value; one an article is shown.
        score: how surely it is one.
    """
    sides = sorted(told, key=lambda side: side[0][0].index)
    positions = tuple(_position(sentences, value) for sentences, value in sides)
    return Disagreement(
        id="",
        kind=kind,
        status="contradiction",
        topic=topic,
        note=note_of(kind, topic, positions),
        score=score,
        positions=positions,
    )


def _position(sentences: Sequence[Sentence], value: str) -> Position:
    first = {s.article: s for s in reversed(sentences)}
    evidence = tuple(s.evidence for s in sorted(first.values(), key=lambda s: s.index))
    return Position(value, tuple(e.article_id for e in evidence), evidence)


def _names(position: Position) -> list[str]:
    return list(dict.fromkeys(e.source for e in position.evidence))


def _gives(position: Position) -> str:
    names = _names(position)
    verb = "gives" if len(names) == 1 else "give"
    return f"{joined(names)} {verb} {_in_a_sentence(position.value)}"


def _writes(position: Position) -> str:
    """Quote a side's own words; quotation marks only around what stands in its evidence."""
    names = _names(position)
    verb = "writes" if len(names) == 1 else "write"
    words = re.sub(r"[\"“”]", "", position.value)
    whole = any(position.value in e.quote for e in position.evidence) and words == position.value
    return f"{joined(names)} {verb} " + (f'"{words}"' if whole else f"that it {words}")


def _in_a_sentence(value: str) -> str:
    """Return a value that began a sentence ("Seven") as it stands inside one."""
    number = bool(find_figures(value)) and value[0].isupper() and value[1:].islower()
    return value.lower() if number and not find_dates(value) else value

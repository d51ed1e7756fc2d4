"""What a sentence mentions: figures, dates, names, quotations, statements, and the parse of it.

All offsets are into ``Sentence.text``, in Unicode code points. ``models/news.py`` passes these
nouns on, so the walk imports them from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Span = tuple[int, int]
Certainty = Literal["done", "stated", "planned", "possible", "alleged"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence: a closed range of values, a unit, and what it counts."""

    start: int  # offsets into Sentence.text
    end: int
    text: str
    low: float
    high: float  # inf where open ("over 1,000")
    unit: str  # "", "%", "USD", "year", ...
    approximate: bool
    counts: frozenset[str] = frozenset()  # lemmas of what it counts, newsroom synonyms joined
    role: frozenset[str] = frozenset()  # lemmas of the predicate it belongs to
    phrase: str = ""  # verbatim words that name the slot, without the value


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or weekday as written, what it resolves to, and the verbs that it dates."""

    start: int
    end: int
    text: str
    weekday: int | None  # 0 = Monday, as written
    year: int | None
    month: int | None
    day: int | None
    resolved: date | None  # day precision only
    verbs: frozenset[str] = frozenset()
    phrase: str = ""  # verbatim words that name the event, without the date

    @property
    def calendar_weekday(self) -> int | None:
        """The weekday that a complete written date really had (0 = Monday)."""
        if self.year and self.month and self.day:
            return date(self.year, self.month, self.day).weekday()
        return None


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: a person, organisation, place or other capitalised run."""

    start: int
    end: int
    text: str
    label: str  # PERSON, ORG, GPE, LOC, NORP, ... or "" where only capitals tell
    role: frozenset[str] = frozenset()  # concepts of the predicate it belongs to
    phrase: str = ""  # words that name the slot: "who signed the bill"
    office: frozenset[str] = frozenset()  # words that say who a person is: deputy, director
    title: str = ""  # the same as written: "deputy director of the council"
    addressed: bool = False  # somebody else does what its role says, to it or of it


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; offsets are of the words, without the marks."""

    start: int
    end: int
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A predicate with its arguments, and how it is asserted.

    ``spans`` are the words that assert it (auxiliaries, negation, "is expected to"), the predicate
    itself last; ``start`` and ``end`` enclose them.
    """

    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    concept: str  # lemma or newsroom synonym; "be" with what is predicated for a copula
    negated: bool
    certainty: Certainty
    subject: frozenset[str] = frozenset()  # concepts of who does it
    object: frozenset[str] = frozenset()  # concepts of what it is done to, and how
    value: Span = (0, 0)  # the words that assert it with its object: "did not approve the bill"
    phrase: str = ""  # the proposition: "the Senate approved the bill"
    direct: frozenset[str] = frozenset()  # of ``object``, what it is done to alone


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, and in the same clause on which day and where; told as a fact."""

    start: int  # of the verb
    end: int
    verb: str  # its concept, with its particle: "break out"
    doer: frozenset[str]  # concepts of the nouns that name who did it
    done_to: frozenset[str]  # likewise to whom or what
    days: tuple[Span, ...] = ()  # of the nouns that may date it
    places: tuple[Span, ...] = ()
    phrase: str = ""  # "the accord was signed"
    pronoun: bool = False  # a pronoun stands for what it was done to


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Words that judge a fact, marked as such by the source: "seen as a retreat"."""

    start: int
    end: int
    text: str
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one sentence states that can be compared and must not be invented."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[Name, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    verbs: frozenset[str] = frozenset()
    speakers: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    deeds: tuple[Deed, ...] = ()
    deep: bool = False  # read from a parse, not from patterns alone


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parse: ``head`` is the index of its governor (its own for the root)."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str  # universal part of speech
    dep: str  # dependency label
    head: int
    entity: str  # entity type or ""
    starts_entity: bool


Parse = tuple[Token, ...]

"""Sentences of a cluster, and how close two of them are by their words: an own measure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.plants.words import STOP

CLOSE = 0.22  # below it, sentences with one fact in common are seldom about the same thing
VERBATIM = 0.93  # above it, both have it word for word from one place
LEAST_SHARED = 3
COPIES = 0.4
_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Rev|Hon|St|Jr|Sr|No|vs"
    r"|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla"
    r"|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash"
    r"|Wis|Wyo|Atty|[ap]\.m|[A-Z])\.\s+$"
)
_SENTENCE = re.compile(r"[.!][\"”’')\]]*$")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*")
_SUFFIX = re.compile(r"(?:ations?|ments?|ings?|ies|ied|edly|ed|es|ly|s|e)$")
_PERSONAL = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|[Uu]s|[Mm]yself|[Yy]ou|[Yy]our)\b")
_CAPTION = re.compile(r"FILE\b|\bPhotos?\b|PHOTO|REUTERS/|Getty Images|AP Images")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence where it stands: the number of its article and its span there."""

    article: int
    start: int
    end: int
    text: str
    stems: frozenset[str]
    lead: str = ""  # what stands before it in its paragraph


@dataclass(frozen=True, slots=True)
class Near:
    """Two sentences of different outlets and their closeness, 0 to 1."""

    a: Line
    b: Line
    closeness: float


def tokens(text: str) -> list[str]:
    """Return words and figures, case-folded."""
    return _TOKEN.findall(text.casefold())


def holds(text: str, value: str) -> bool:
    """Tell whether the value's words stand in the text one after the other."""
    mine, wanted = tokens(text), tokens(value)
    places = range(len(mine) - len(wanted) + 1)
    return bool(wanted) and any(mine[i : i + len(wanted)] == wanted for i in places)


def stem(word: str) -> str:
    """Return a rough stem: "approved" and "approves" meet, that is enough here."""
    word = re.sub(r"['’]s$", "", word.casefold())
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= 3 else word


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the content words."""
    return frozenset(stem(w) for w in _WORD.findall(text) if w.casefold() not in STOP)


def spans(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a paragraph stand."""
    start = 0
    for end in _END.finditer(paragraph):
        if not _ABBREVIATED.search(paragraph[start : end.end()]):
            yield start, start + len(paragraph[start : end.end()].rstrip())
            start = end.end()
    yield start, start + len(paragraph[start:].rstrip())


def lines_of(article: int, text: str) -> list[Line]:
    """Return the usable sentences of a text: whole, neither short nor endless, no questions."""
    lines = []
    for paragraph in re.finditer(r"[^\n\r]+", text):
        for a, b in spans(paragraph.group()):
            sentence = paragraph.group()[a:b]
            at = paragraph.start() + a + len(sentence) - len(sentence.lstrip())
            sentence = sentence.strip()
            if 8 <= len(sentence.split()) <= 45 and _SENTENCE.search(sentence):
                lead = text[paragraph.start() : at]
                if not (_personal(lead, sentence) or _CAPTION.search(sentence)):
                    end, stems = at + len(sentence), stems_of(sentence)
                    lines.append(Line(article, at, end, sentence, stems, lead))
    return lines


def weights_of(lines: Sequence[Line]) -> Mapping[str, float]:
    """Return each stem's weight: the rarer within the cluster, the more."""
    found = Counter(s for line in lines for s in line.stems)
    return {s: math.log(1 + len(lines) / n) for s, n in found.items()}


def closeness(a: Line, b: Line, weights: Mapping[str, float]) -> float:
    """Return the weight of the shared stems over the geometric mean of both sentences' weights."""
    shared = a.stems & b.stems
    if len(shared) < LEAST_SHARED:
        return 0.0
    mine, theirs, both = (sum(weights[s] for s in stems) for stems in (a.stems, b.stems, shared))
    return both / math.sqrt(mine * theirs)


def near_pairs(sources: Sequence[str], by_article: Sequence[Sequence[Line]]) -> list[Near]:
    """Return the close pairs of different outlets that are no copies, the closest first."""
    weights = weights_of([line for lines in by_article for line in lines])
    found = []
    for i, mine in enumerate(by_article):
        for j in range(i + 1, len(by_article)):
            theirs = by_article[j]
            if sources[i].casefold() == sources[j].casefold() or _copied(mine, theirs):
                continue
            scored = (Near(a, b, closeness(a, b, weights)) for a in mine for b in theirs)
            found += [n for n in scored if n.closeness >= CLOSE and n.closeness <= VERBATIM]
    return sorted(found, key=lambda n: (-n.closeness, n.a.article, n.a.start, n.b.start))


def _copied(mine: Sequence[Line], theirs: Sequence[Line]) -> bool:
    """Tell whether one article repeats much of the other word by word."""
    same = {" ".join(tokens(x.text)) for x in mine} & {" ".join(tokens(x.text)) for x in theirs}
    return len(same) > COPIES * max(1, min(len(mine), len(theirs)))


def _personal(lead: str, sentence: str) -> bool:
    """Tell whether somebody speaks here in the first person: a quotation, or an opinion."""
    return any(not quoted(sentence, m.start(), lead) for m in _PERSONAL.finditer(sentence))


def quoted(text: str, start: int, lead: str = "") -> bool:
    """Tell whether a place stands between quotation marks; ``lead`` stands before the text."""
    inside = False
    for mark in re.findall(r"[\"“”]", lead + text[:start]):
        inside = mark == "“" or (mark == '"' and not inside)
    return inside

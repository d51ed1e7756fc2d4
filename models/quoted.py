"""One quotation in two wordings ("released the whirlwind", "unleashed a whirlwind"), or two mouths.

Outlets that quote the same words must have the same words: where a content word or a figure
differs, at least one of them misquotes, and an editor who copies it misquotes too. Contractions,
spelling, inflection, what stands in brackets and what an ellipsis leaves out are no difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from models.attribution import joined
from models.figures import COUNTING, find_figures
from models.limits import Limits
from models.names import FUNCTION_WORDS, find_quotations, name_words
from models.news import Disagreement, Facts, Position, Sentence, Span

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W\d_]+)?")
_CLOSING = re.compile(r"^[^“”\"]*[”\"]")
_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
_GRAM = 4  # words in a row that two stretches must share to be compared
_TELLING = 3  # telling words that two wordings of one saying share
_SHOWN = 8  # words of differing ones that are shown together
_CONTRACTED = {
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "cannot": "can not",
    "can't": "can not", "won't": "will not", "'em": "them", "ok": "okay", "til": "until",
    "cause": "because", "percent": "per cent", "yeah": "yes", "yea": "yes", "st": "saint",
    "one": "1",
}  # fmt: skip
_ENDINGS = {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will", "d": "would"}
# Small words that reporters hear in either way; a denial is none of them.
_SMALL = (FUNCTION_WORDS - {"not", "no"}) | frozenset(
    "just very really well um uh oh okay even too also so quite like got get thing things "
    "am going will were".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a quotation: as compared, and where it stands in its sentence."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one sentence quotes in one piece."""

    sentence: Sentence
    words: tuple[Word, ...]
    bracketed: tuple[Span, ...]

    @property
    def keys(self) -> list[str]:
        """The words as compared."""
        return [w.key for w in self.words]

    def text(self, first: int, last: int) -> str:
        """Return the words from ``first`` to before ``last`` as they stand in the sentence."""
        return self.sentence.text[self.words[first].start : self.words[last - 1].end]

    def around(self, at: Span) -> Span:
        """Return the numbers of some words widened by two words on each side."""
        return max(0, at[0] - 2), min(len(self.words), at[1] + 2)


@dataclass(frozen=True, slots=True)
class _Difference:
    """Words ``a`` of one stretch that stand where the other has ``b``, between equal words."""

    a: Span
    b: Span


def misquoted(
    sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits
) -> list[Disagreement]:
    """Return a disagreement for each quotation that outlets word differently or give to another.

    Args:
        sentences: of all articles.
        facts: one for each sentence, by its index.
        limits: thresholds.
    """
    stretches = [s for sentence in sentences for s in stretches_of(sentence, limits)]
    said: dict[str, list[list[str]]] = defaultdict(list)
    for stretch in stretches:
        said[stretch.sentence.source.casefold()].append(stretch.keys)
    found: dict[frozenset[str], Disagreement] = {}
    for a, b in _sharing(stretches):
        for d in _compared(a, b, said, facts, limits):
            found.setdefault(frozenset(p.value.casefold() for p in d.positions), d)
    return list(found.values())


def stretches_of(sentence: Sentence, limits: Limits) -> Iterator[Stretch]:
    """Yield what a sentence quotes, also of a quotation that began before it or ends after."""
    text = sentence.text
    spans = [(q.start, q.end) for q in find_quotations(text)]
    if sentence.speaker and (closing := _CLOSING.search(text)):
        spans = [(0, closing.end() - 1)]
    elif sentence.speaker and not re.search(r"[“”\"]", text):
        spans = [(0, len(text))]
    bracketed = tuple(m.span() for m in _BRACKETS.finditer(text))
    for start, end in spans:
        words = tuple(_words(text, start, end))
        if len(words) >= limits.quoted_words:
            yield Stretch(sentence, words, bracketed)


def plain_words(text: str) -> list[str]:
    """Return the words of a quotation as they are compared."""
    return [w.key for w in _words(text, 0, len(text))]


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for m in _WORD.finditer(text, start, end):
        for part in _plain(m.group().lower().replace("’", "'")):
            yield Word(part, m.start(), m.end())


def _plain(word: str) -> list[str]:
    """Return a word as it is compared: contractions whole, number words as digits."""
    if word in _CONTRACTED:
        return _CONTRACTED[word].split()
    if word.endswith("n't"):
        return [word[:-3], "not"]
    stem, _, ending = word.partition("'")
    if ending in _ENDINGS and stem:
        return [stem, _ENDINGS[ending]]
    figures = find_figures(word) if word[:1].isdigit() or word in COUNTING else ()
    if len(figures) == 1 and figures[0].text.lower() == word and figures[0].low % 1 == 0:
        return [f"{figures[0].low:.0f}"]
    return [stem if ending == "" else word]


def _sharing(stretches: Sequence[Stretch]) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield pairs of different outlets that share some words in a row."""
    holding: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, stretch in enumerate(stretches):
        keys = stretch.keys
        for gram in {tuple(keys[k : k + _GRAM]) for k in range(len(keys) - _GRAM + 1)}:
            holding[gram].append(i)
    pairs = {pair for same in holding.values() for pair in combinations(same[:12], 2)}
    for i, j in sorted(pairs):
        a, b = stretches[i], stretches[j]
        if a.sentence.source.casefold() != b.sentence.source.casefold():
            yield a, b


def _compared(
    a: Stretch,
    b: Stretch,
    said: dict[str, list[list[str]]],
    facts: Sequence[Facts],
    limits: Limits,
) -> Iterator[Disagreement]:
    matcher = SequenceMatcher(None, a.keys, b.keys, autojunk=False)
    blocks = [m for m in matcher.get_matching_blocks() if m.size]
    equal = sum(m.size for m in blocks)
    telling = {k for m in blocks for k in a.keys[m.a : m.a + m.size]} - _SMALL
    if equal < limits.quoted_words:
        return
    spread = max(
        blocks[-1].a + blocks[-1].size - blocks[0].a, blocks[-1].b + blocks[-1].size - blocks[0].b
    )
    speakers = [one_speaker(s.sentence, facts[s.sentence.index]) for s in (a, b)]
    longest = max(blocks, key=lambda m: m.size)
    words = a.text(longest.a, longest.a + longest.size)
    if (
        longest.size >= limits.quoted_words
        and _differ(*speakers)
        and len(re.findall(r"\b[a-z]\w{3,}", words)) >= limits.quoted_words // 2  # not a name
        and not _names(b.sentence, speakers[0])
        and not _names(a.sentence, speakers[1])
    ):
        yield _of_speakers(a, b, speakers, words, limits)
    if equal < limits.quoted_alike * spread:
        return
    ours, theirs = (said[s.sentence.source.casefold()] for s in (a, b))
    found = [
        d for d in _differences(a, b, matcher)
        if not _says(a, d.a, theirs)
        and not _says(b, d.b, ours)
        and (len(telling) >= _TELLING or _is_telling(a, b, d))
    ]  # fmt: skip
    if found:
        yield _of_words(a, b, _whole(found), speakers, limits)


def _differences(a: Stretch, b: Stretch, matcher: SequenceMatcher[str]) -> Iterator[_Difference]:
    """Yield telling words that stand in the same place, with two equal words on both sides."""
    steps = matcher.get_opcodes()
    for before, step, after in zip(steps, steps[1:], steps[2:], strict=False):
        tag, a1, a2, b1, b2 = step
        if tag != "replace" or min(before[2] - before[1], after[2] - after[1]) < 2:
            continue
        if max(a2 - a1, b2 - b1) > 3 or _one_wording(a.keys[a1:a2], b.keys[b1:b2]):
            continue
        if _is_bracketed(a, a1, a2) or _is_bracketed(b, b1, b2):
            continue
        yield _Difference((a1, a2), (b1, b2))


def _is_telling(a: Stretch, b: Stretch, d: _Difference) -> bool:
    """Tell a denial and a figure from other words, which two sayings may differ in as well."""
    words = {*a.keys[slice(*d.a)], *b.keys[slice(*d.b)]}
    return bool(words & {"not", "no", "never"}) or any(w[0].isdigit() for w in words)


def _whole(found: Sequence[_Difference]) -> _Difference:
    """Return the first difference, or all of them as one where they stand close together."""
    (start, end), (begin, stop) = found[0].a, found[0].b
    for d in found[1:]:
        if d.a[1] - start <= _SHOWN and d.b[1] - begin <= _SHOWN:
            end, stop = d.a[1], d.b[1]
    return _Difference((start, end), (begin, stop))


def _one_wording(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell spelling, inflection and small words from another word."""
    if "".join(a) == "".join(b):
        return True
    initials = ["".join(w[0] for w in words) for words in (a, b)]
    if any(w.rstrip("s") == i for w, i in ((b[0], initials[0]), (a[0], initials[1]))):
        return True
    ours, theirs = [w for w in a if w not in _SMALL], [w for w in b if w not in _SMALL]
    if not ours or not theirs:
        denied = {"not", "no", "never"} & ({*ours} ^ {*theirs})
        digits = [w for w in (*ours, *theirs) if w.isdigit()]
        return not denied and not digits
    return any(_akin(x, y) for x in ours for y in theirs)


def _akin(a: str, b: str) -> bool:
    """Tell forms of one word, its abbreviation and its misspelling; figures must be equal."""
    if a[:1].isdigit() or b[:1].isdigit():
        return a == b
    short, long = sorted((a.replace("'", ""), b.replace("'", "")), key=len)
    if long.startswith(short) or long.endswith(short):
        return True
    if len(short) < 4 and (short[0], short[-1]) == (long[0], long[-1]):
        return True  # "fk"
    alike = SequenceMatcher(None, short, long, autojunk=False).ratio() >= 0.75
    return short[:3] == long[:3] or alike


def _is_bracketed(stretch: Stretch, first: int, last: int) -> bool:
    """Tell whether an editor's words stand at or next to these."""
    start, end = stretch.words[first].start - 2, stretch.words[last - 1].end + 2
    return any(s < end and start < e for s, e in stretch.bracketed)


def _says(stretch: Stretch, at: Span, others: Sequence[list[str]]) -> bool:
    """Tell whether the other outlet has these very words too, elsewhere."""
    first, last = stretch.around(at)
    wanted = stretch.keys[first:last]
    return any(
        keys[i : i + len(wanted)] == wanted
        for keys in others
        for i in range(len(keys) - len(wanted) + 1)
    )


def one_speaker(sentence: Sentence, facts: Facts) -> str | None:
    """Return the one person who is named as speaker, None where there is none or several."""
    named = {s for s in facts.speakers if _is_person(s, facts)}
    if not named and sentence.speaker and _is_person(sentence.speaker, facts):
        named = {sentence.speaker}
    return next(iter(named)) if len(named) == 1 else None


def _is_person(speaker: str, facts: Facts) -> bool:
    words = name_words(speaker)
    persons = [name_words(n.text) for n in facts.names if n.label == "PERSON"]
    return bool(words) and any(p and (p <= words or words <= p) for p in persons)


def _names(sentence: Sentence, speaker: str | None) -> bool:
    """Tell whether a sentence names somebody, so that more than one may be meant as speaker."""
    words = name_words(sentence.text)
    return any(w in words for w in name_words(speaker or ""))


def _differ(one: str | None, two: str | None) -> bool:
    return bool(one and two and not name_words(one) & name_words(two))


def _of_speakers(
    a: Stretch, b: Stretch, speakers: Sequence[str | None], words: str, limits: Limits
) -> Disagreement:
    positions = tuple(
        Position(str(name), (s.sentence.evidence.article_id,), (s.sentence.evidence,))
        for s, name in zip((a, b), speakers, strict=True)
    )
    told = "; ".join(f"{joined([e.source for e in p.evidence])} to {p.value}" for p in positions)
    return Disagreement(
        id="", kind="attribution", status="contradiction",
        topic=f'who said "{_few(words)}"',
        note=f'The words "{_few(words)}" are given to different speakers: {told}.',
        score=limits.given_score, positions=positions,
    )  # fmt: skip


def _few(words: str, most: int = 10) -> str:
    """Return the first words, a verbatim part that ends at a comma if it has one late enough."""
    found = list(re.finditer(r"\S+", words))
    if len(found) <= most:
        return words
    commas = [m.end() - 1 for m in found[most // 2 : most] if m.group().endswith((",", ";"))]
    return words[: commas[-1] if commas else found[most - 1].end()]


def _of_words(
    a: Stretch, b: Stretch, d: _Difference, speakers: Sequence[str | None], limits: Limits
) -> Disagreement:
    positions = tuple(
        Position(
            s.text(*s.around(at)),
            (s.sentence.evidence.article_id,),
            (s.sentence.evidence,),
        )
        for s, at in ((a, d.a), (b, d.b))
    )
    speaker = next((s for s in speakers if s), None)
    of = f"the words of {speaker}" if speaker else "the words of a quotation"
    written = "; ".join(f'{p.evidence[0].source} has "{p.value}"' for p in positions)
    return Disagreement(
        id="", kind="attribution", status="contradiction", topic=of,
        note=f"The same words are quoted differently: {written}.",
        score=limits.quoted_score, positions=positions, minor=True,
    )  # fmt: skip

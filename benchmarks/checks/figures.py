"""Numbers and times of day in a text, with every reading under which they may be found again.

A reading is a string such as `12`, `12%`, `$5000000`, `3th` (ordinal), `1990s`, `7:30pm`, `dozens`.
A figure of the brief is supported when one of its readings is a reading of its evidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TO_NINETY = "twenty thirty forty fifty sixty seventy eighty ninety"
_TO_TENTH = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ONES, _TENS, _ORDINALS = _TO_NINETEEN.split(), _TO_NINETY.split(), _TO_TENTH.split()
_SMALL = {word: n for n, word in enumerate(_ONES)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_LETTERS = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_WORD = "|".join(sorted([*_SMALL, *_SCALES], key=len, reverse=True))
_PARTS = r"hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?"

_TIME = re.compile(
    r"(?<![\w.,$])(\d{1,2})(?::(\d\d))?\s?([ap])\.?m\b\.?|(?<![\w.,$])(\d{1,2}):(\d\d)\b", re.I
)
_CODE = re.compile(r"\b[A-Za-z]+-?(\d+)(?!\d|,\d{3}|\.\d)[A-Za-z\d]*")
_DECADE = re.compile(r"(?<![\w.,$])'?(\d0|\d{3}0)('?)s\b")
_ORDINAL = re.compile(rf"\b(?:(\d+)(?:st|nd|rd|th)|({'|'.join(_ORDINALS)}))\b", re.I)
_VAGUE = re.compile(r"\b(?:dozen|hundred|thousand|million|billion|trillion)s\b", re.I)
_FRACTION = re.compile(
    rf"\b(?:an?|{'|'.join(_SMALL)})[\s-](?:{_PARTS})\b|\bhalf[\s-](?:an?[\s-])?(?:{_WORD})\b"
    rf"|\b(?:{_WORD}|\d+)(?:\s(?:{_WORD}))?\sand\sa\shalf\b(?:\s(?:{_WORD})\b)?",
    re.I,
)
_DIGITS = re.compile(
    r"(?P<mark>(?:\b(?:US|AU?|CA?|NZ|HK))?\$|£|€|¥|\b(?:USD|EUR|GBP)\s?)?"
    r"(?<![A-Za-z\d])(?<!\d[.,])(?P<number>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    r"(?:[\s-]?(?P<scale>dozen|hundred|thousand|[mbtr]+illion)\b|\s?(?P<letter>mn|bn|tn|[kmb])\b)?",
    re.I,
)
_WORDS = re.compile(rf"\b(?:{_WORD})(?:(?:\sand\s|[\s-])(?:{_WORD}))*\b", re.I)
_UNIT = re.compile(
    r"[\s-]?(?:(?P<percent>%|(?:percent|per[\s-]cent|pct|percentage[\s-]points?)\b)"
    r"|(?:US\s|U\.S\.\s)?(?P<money>dollars?|pounds?|euros?|yen)\b)",
    re.I,
)
_MONEY = {"dollar": "$", "pound": "£", "euro": "€", "yen": "¥"}
_CODES = {"USD": "$", "EUR": "€", "GBP": "£"}
_RANGE = re.compile(r"\s?(?:-|to|and|or|through|until)\s?", re.I)
_SINGLE = re.compile(r"\b(?:single|lone|sole)\b", re.I)
_PRONOUN_AFTER = re.compile(
    r"\s?(?:$|[,.;:!?\"')]|(?:of|who|whose|that|which|to|is|was|has|had|can|could|should|would|will"
    r"|might|may|must|another|in|on|at|as|for|with|from|day|point|time|way|hand|side|thing|'s)\b"
    r"|-(?:time|on|sided|way|off|stop|to)\b)",
    re.I,
)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|some|this|that|the|each|another|which|last|only|good|bad|new)\s$", re.I
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written, and the readings that count as the same number."""

    written: str
    readings: frozenset[str]
    position: int


@dataclass(frozen=True, slots=True)
class _Number:
    """A parsed cardinal, scale and unit kept apart for ranges: "$5 to 10 million"."""

    value: Decimal
    scale: int
    unit: str
    letter: bool
    worded: bool
    start: int
    end: int

    def reading(self, scale: int | None = None, unit: str | None = None) -> str:
        """The number in plain digits with its unit, or with another's scale and unit."""
        return _reading(self.value * (scale or self.scale), self.unit if unit is None else unit)


def find_figures(text: str) -> list[Figure]:
    """The figures that a (folded) sentence states; fractions and the pronoun "one" are skipped."""
    rest = _blank(text, _FRACTION)
    special, rest = _special(rest)
    numbers = sorted([*_digits(rest), *_words(rest)], key=lambda n: n.start)
    numbers = [n for n in numbers if not _is_pronoun(n, rest)]
    cardinals = [_figure(n, text, extra) for n, extra in _with_ranges(numbers, rest)]
    return sorted([*special, *cardinals], key=lambda figure: figure.position)


def readings_of(text: str) -> frozenset[str]:
    """Every reading that a (folded) text of the evidence offers, with and without units."""
    found = {"1"} if _SINGLE.search(text) else set()
    special, rest = _special(text)
    found.update(reading for figure in special for reading in figure.readings)
    numbers = sorted([*_digits(rest), *_words(rest)], key=lambda n: n.start)
    for number, extra in _with_ranges(numbers, rest):
        found.update({number.reading(), number.reading(unit=""), *extra})
        if number.letter:
            found.add(number.reading(scale=1))
    found.update(_half_readings(text))
    plain = {reading.lstrip("$£€¥").rstrip("%") for reading in found}
    return frozenset(found | plain | {reading[:-2] for reading in found if reading[-1] == "m"})


def _special(text: str) -> tuple[list[Figure], str]:
    """Times, codes, decades, ordinals and vague plurals, and the text without them."""
    figures: list[Figure] = []
    readers = (
        (_TIME, _time_readings),
        (_DECADE, _decade_readings),
        (_ORDINAL, _ordinal_readings),
        (_VAGUE, lambda match: {match[0].lower()}),
        (_CODE, lambda match: {match[0].replace("-", "").lower(), match[1].lstrip("0") or "0"}),
    )
    for pattern, readings in readers:
        figures += [
            Figure(match[0], frozenset(readings(match)), match.start())
            for match in pattern.finditer(text)
        ]
        text = _blank(text, pattern)
    return figures, text


def _time_readings(match: re.Match[str]) -> set[str]:
    hour, minute = int(match[1] or match[4]), match[2] or match[5] or "00"
    bare = f"{hour}:{minute}"
    return {bare + match[3].lower() + "m"} if match[3] else {bare, bare + "am", bare + "pm"}


def _decade_readings(match: re.Match[str]) -> set[str]:
    digits = match[1]
    found = {digits + "s"} | ({"19" + digits + "s"} if len(digits) == 2 else set())
    return found | ({digits} if match[2] else set())


def _ordinal_readings(match: re.Match[str]) -> set[str]:
    number = int(match[1]) if match[1] else _ORDINALS.index(match[2].lower()) + 1
    return {f"{number}th"}


def _digits(text: str) -> Iterator[_Number]:
    """Numbers in digits, with their scale, currency or per cent."""
    for match in _DIGITS.finditer(text):
        scale = _SCALES.get((match["scale"] or "").lower(), 1)
        letter = (match["letter"] or "").lower()
        value = Decimal(match["number"].replace(",", ""))
        mark = (match["mark"] or "").strip().upper()
        yield _finished(
            value, scale * _LETTERS.get(letter, 1), text, match.span(),
            mark=_CODES.get(mark, mark[-1:]), letter=bool(letter),
        )  # fmt: skip


def _words(text: str) -> Iterator[_Number]:
    """Numbers in words: "twelve", "one hundred and five", "two dozen", "a million"."""
    for match in _WORDS.finditer(text):
        tokens = [
            (t[0].lower(), match.start() + t.start(), match.start() + t.end())
            for t in re.finditer(r"[A-Za-z]+", match[0])
        ]
        if tokens[0][0] in _SCALES and re.search(r"\d[\s-]?$", text[: match.start()]):
            continue  # "5 million" is read with its digits
        for value, start, end in _numbers_in(tokens):
            yield _finished(Decimal(value), 1, text, (start, end), worded=True)


def _numbers_in(tokens: list[tuple[str, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Cut a run of number words where one number ends and the next begins."""
    total, current, start, end, last = 0, 0, -1, -1, ""
    for word, begin, stop in tokens:
        if word == "and":
            if last not in _SCALES and start >= 0:
                yield total + current, start, end
                total, current, start = 0, 0, -1
            continue
        if start >= 0 and word in _SMALL and not _attaches(word, last):
            yield total + current, start, end
            total, current, start = 0, 0, -1
        start, end, last = (begin if start < 0 else start), stop, word
        if word in _SMALL:
            current += _SMALL[word]
        elif word in ("hundred", "dozen"):
            current = max(current, 1) * _SCALES[word]
        else:
            total, current = total + max(current, 1) * _SCALES[word], 0
    if start >= 0:
        yield total + current, start, end


def _attaches(word: str, last: str) -> bool:
    """Whether a small number goes on with the number: "twenty-five", "hundred five"."""
    return last in _SCALES or (last in _TENS and 0 < _SMALL[word] < 10)


def _finished(
    value: Decimal,
    scale: int,
    text: str,
    span: tuple[int, int],
    mark: str = "",
    letter: bool = False,
    worded: bool = False,
) -> _Number:
    """Add the unit that follows the number, if one does."""
    unit = _UNIT.match(text, span[1])
    if unit and unit["percent"]:
        return _Number(value, scale, "%", letter, False, span[0], unit.end())
    if unit and not mark:
        money = _MONEY[unit["money"].lower().rstrip("s")]
        return _Number(value, scale, money, letter, True, span[0], unit.end())
    return _Number(value, scale, mark, letter, worded and not mark, *span)


def _with_ranges(numbers: list[_Number], text: str) -> Iterator[tuple[_Number, set[str]]]:
    """Each number with the readings it takes from its neighbour in a range."""
    extra: list[set[str]] = [set() for _ in numbers]
    for n, (left, right) in enumerate(pairwise(numbers)):
        if not _RANGE.fullmatch(text[left.end : right.start]):
            continue
        unit = left.unit or right.unit
        scale = right.scale if left.scale == 1 else left.scale
        extra[n] |= {left.reading(s, u) for s in (left.scale, scale) for u in (left.unit, unit)}
        extra[n + 1].add(right.reading(unit=right.unit or left.unit))
    yield from zip(numbers, extra, strict=True)


def _figure(number: _Number, text: str, extra: set[str]) -> Figure:
    readings = {number.reading(), *extra}
    if number.worded:
        readings.add(number.reading(unit=""))
    if number.letter:
        readings.add(number.reading(scale=1))
    return Figure(text[number.start : number.end], frozenset(readings), number.start)


def _is_pronoun(number: _Number, text: str) -> bool:
    """Whether this is a "one" that counts nothing: "one of", "no one", "one another"."""
    if text[number.start : number.end].lower() != "one":
        return False
    before, after = text[: number.start], text[number.end :]
    return bool(_PRONOUN_AFTER.match(after) or _PRONOUN_BEFORE.search(before))


def _half_readings(text: str) -> set[str]:
    """What fractions of the evidence amount to: "half a million", "two and a half"."""
    found = {
        _reading(Decimal(_SCALES[m[1].lower()]) / 2, "")
        for m in re.finditer(r"\bhalf[\s-]an?[\s-](\w+)", text, re.I)
        if m[1].lower() in _SCALES
    }
    for m in re.finditer(rf"\b({_WORD}|\d+)\sand\sa\shalf(?:\s(\w+))?", text, re.I):
        value = Decimal(m[1]) if m[1].isdigit() else Decimal(_SMALL.get(m[1].lower(), 1))
        found.add(_reading((value + Decimal("0.5")) * _SCALES.get((m[2] or "").lower(), 1), ""))
    return found


def _reading(value: Decimal, unit: str) -> str:
    digits = format(value, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits + "%" if unit == "%" else unit + digits


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    """The text with every match overwritten by a neutral filler, so that offsets stay."""
    return pattern.sub(lambda match: "¤" * len(match[0]), text)

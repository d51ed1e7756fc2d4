"""Numbers in a sentence: a closed range of values, a unit, and whether two can both be true."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from text_to_num import text2num

from models.news import Figure, Span

_WORD = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|hundred|thousand|million|billion|trillion)"
)
_WORDS = rf"(?:(?:half\s+)?an?\s+(?=hundred|thousand|million|billion))?{_WORD}(?:(?:\s+and\s+|[\s-]+){_WORD}){{0,12}}"
_ONE_WORD = re.compile(rf"\b{_WORD}\b", re.IGNORECASE)
_SCALE_WORD = r"(?:hundred|thousand|million|billion|trillion|mn|bn|tn|[kKmMbB](?![\w'’]))"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(), 1
    )
} | {
    tens + "ieth": value
    for value, tens in zip(
        range(20, 100, 10), "twent thirt fort fift sixt sevent eight ninet".split(), strict=True
    )
}  # fmt: skip
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\w)%])(?<!%\s)[-−])?(?P<currency>(?:US|C|A|HK|NZ)?\$|[€£¥₹])?\s?"
    rf"(?:(?P<digits>(?<![\w.,])(?<![A-Za-z]-)(?:{_DIGITS}))(?:[\s-]?(?P<scale>{_SCALE_WORD})\b)?"
    rf"(?P<ordinal>(?:st|nd|rd|th)\b)?"
    rf"|(?P<ordinals>\b(?:{_TENS}[\s-])?(?:{'|'.join(_ORDINALS)})\b)"
    rf"|(?P<dozens>\b(?:(?:an?|one|two|three|four|several)\s+)?dozens?\b)"
    rf"|(?P<words>\b{_WORDS}\b)"
    rf"|(?P<vague>\b(?:(?:tens|hundreds) of (?=thousands|millions|billions))?"
    r"(?:scores|hundreds|thousands|millions|billions)\b))"
    r"(?P<percent>\s?%|[\s-]per\s?cent(?:age points?)?\b)?"
    r"(?P<money>\s(?:dollars|euros?|pounds|yen|rubles|roubles|yuan|francs|pesos|rupees)\b)?",
    re.IGNORECASE,
)
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6,
    "billion": 1e9, "b": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_SCALE = re.compile(rf"[\d\s-]({'|'.join(_SCALES)})\b", re.IGNORECASE)
_VAGUE = {"scores": 40, "hundreds": 200, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
_TIMES = {"tens": 10.0, "hundreds": 100.0}
_CURRENCIES = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_MONEY = {"dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds": "GBP", "yen": "JPY"}
_TIME = re.compile(r"\s?(?::\d\d)?\s?(?:[ap]\.?m\b\.?|o'clock|GMT|ET\b)", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"\b(?:more than|over|at least|upwards? of|no fewer than|no less than|above|exceeding|in excess of"
    r"|greater than|minimum of)\s+(?:an? )?(?:estimated )?[$€£]?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:fewer than|less than|under|below|up to|at most|as many as|as much as|no more than|nearly|"
    r"almost|not more than|just under|close to|maximum of)\s+(?:an? )?[$€£]?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|some|an? estimated|estimated|circa|or so|nearly|almost|"
    r"close to|just over|just under|approx\.)\s+(?:an? )?[$€£]?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|and)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|ranging from)\s+[$€£]?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+[$€£]?$", re.IGNORECASE)
_PRONOUN_ONE = re.compile(
    r"\b(?:no|any|every|some|each|this|that|which|the|not)[\s-]+$", re.IGNORECASE
)
_NAMED_ONE = re.compile(r"\b[A-Z][\w'’]*\s$")  # "Air Force One"
_ONE_OF = re.compile(r"\s+(?:of|another|day|side|hand|thing|can|who|that|said|has|is|was)\b")
_UNITS = {
    "year": "year", "month": "month", "week": "week", "day": "day", "hour": "hour",
    "minute": "minute", "second": "second", "mile": "mile", "kilometer": "kilometer",
    "kilometre": "kilometer", "foot": "foot", "feet": "foot", "meter": "meter", "metre": "meter",
    "ton": "ton", "tonne": "ton", "acre": "acre", "degree": "degree", "point": "point",
    "barrel": "barrel", "pound": "pound", "gallon": "gallon", "seat": "seat", "vote": "vote",
}  # fmt: skip
MEASURES = frozenset(_UNITS.values())
_WORDS_OF_NUMBER = _WORD.removeprefix("(?:").removesuffix(")").split("|")
COUNTING = frozenset([*_WORDS_OF_NUMBER, *_ORDINALS, *_VAGUE, "dozen", "dozens"])
_NEXT_WORD = re.compile(r"[\s-]([a-z]+)")
_NOUN_AFTER = re.compile(r"[\s-]{1,3}[^\W\d_]")
_AGE = re.compile(r"[\s-]years?[\s-]old\b")
_MINUTES = re.compile(r":\d\d")
_HALF_DAY = re.compile(r"(?::\d\d)?\s?([ap])\.?m\b", re.IGNORECASE)
_BEFORE = 60  # characters looked at before a number: a whole paragraph each time is quadratic


def find_figures(text: str, taken: tuple[Span, ...] = ()) -> tuple[Figure, ...]:
    """Return the figures of a sentence, leaving out spans already ``taken`` by dates."""
    free = _outside(taken)
    figures = [f for f in _all(text) if free(f.start, f.end)]
    return tuple(_join_ranges(text, figures))


def written_values(text: str, taken: tuple[Span, ...] = ()) -> list[tuple[float, str, str]]:
    """Return value, unit and wording of each number as written, whatever bound stands before it."""
    values = []
    free = _outside(taken)
    for found in _matches(text):
        value = _value(found)
        if value is None or not free(found.start(), found.end()) or _is_pronoun(text, found):
            continue
        half = _HALF_DAY.match(text, found.end())
        unit = f"{half[1].lower()}m" if half else _unit(text, found)
        values.append((round(value, 4), unit, found.group().strip()))
    return values


def loose_digits(text: str, taken: tuple[Span, ...] = ()) -> list[str]:
    """Return the digits that belong to no number and no date: "F-16", the 6 of "5,6"."""
    spans = sorted([*taken, *(m.span() for m in _matches(text))])
    free = _outside(tuple(spans))
    return [m.group() for m in re.finditer(r"\d+", text) if free(m.start(), m.end())]


def _outside(taken: tuple[Span, ...]) -> Callable[[int, int], bool]:
    """Return what tells whether a span overlaps none of these, which lie in reading order."""
    starts = [a for a, _ in taken]

    def outside(start: int, end: int) -> bool:
        before = bisect_left(starts, end) - 1
        return before < 0 or taken[before][1] <= start

    return outside


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers; words that make no one number ("five and ten") one by one."""
    at = 0
    while found := _NUMBER.search(text, at):
        if found["words"] and _of_words(found["words"]) is None:
            found = _shorter(text, found)
        yield found
        at = found.end()


def _shorter(text: str, found: re.Match[str]) -> re.Match[str]:
    """Return the longest beginning of the words that is a number; so are its own beginnings."""
    longest = found
    for word in _ONE_WORD.finditer(text, found.start("words"), found.end("words")):
        part = _NUMBER.match(text, found.start(), word.end())
        if not part or not part["words"] or _of_words(part["words"]) is None:
            break
        longest = part
    return longest


def _all(text: str) -> Iterator[Figure]:
    for found in _matches(text):
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        value = _value(found)
        if value is None or _is_pronoun(text, found):
            continue
        clock = _TIME.match(text, found.end()) or _MINUTES.match(text, found.end())
        yield _figure(text, start, found, value, clock is not None)


def _figure(text: str, start: int, found: re.Match[str], value: float, clock: bool) -> Figure:
    low, high, approximate = _bounds(text[max(0, start - _BEFORE) : start], value)
    if found["vague"] or (found["dozens"] and found["dozens"].lower().endswith("s")):
        low, high, approximate = value, math.inf, True
    return Figure(
        start=start,
        end=found.end(),
        text=text[start : found.end()],
        low=low,
        high=high,
        unit="time" if clock else _unit(text, found),
        approximate=approximate,
    )


def _value(found: re.Match[str]) -> float | None:
    sign = -1.0 if found["sign"] and (found["currency"] or found["percent"]) else 1.0
    if found["digits"]:
        scale = _SCALES.get((found["scale"] or "").lower(), 1.0)
        return sign * round(float(found["digits"].replace(",", "")) * scale, 4)
    if found["words"]:
        return _of_words(found["words"])
    if found["dozens"]:
        first = found["dozens"].split()[0].lower()
        return {"two": 24.0, "three": 36.0, "four": 48.0, "dozens": 24.0, "several": 36.0}.get(
            first, 12.0
        )
    if found["ordinals"]:
        return float(_ordinal(found["ordinals"].lower()))
    *times, word = found["vague"].lower().split(" of ")
    return _VAGUE[word] * (_TIMES[times[0]] if times else 1.0)


def _ordinal(words: str) -> int:
    *tens, last = re.split(r"[\s-]", words)
    return _ORDINALS[last] + (_ORDINALS[tens[0].removesuffix("y") + "ieth"] if tens else 0)


@lru_cache(maxsize=4096)
def _of_words(words: str) -> float | None:
    lowered = re.sub(r"^(?:half\s+)?an?\s+", "one ", words.lower())
    part = 0.5 if words.lower().startswith("half") else 1.0
    first, *rest = re.split(r"[\s-]+", lowered)
    if first in {"hundred", "thousand", "million", "billion", "trillion"} and not rest:
        return _SCALES[first]
    try:
        return part * float(text2num(lowered.replace("-", " "), "en"))
    except ValueError:
        return None


def _is_pronoun(text: str, found: re.Match[str]) -> bool:
    """Tell "one" as a pronoun ("no one", "one of them") from a count."""
    if (found["words"] or "").lower() != "one":
        return False
    before = text[max(0, found.start("words") - _BEFORE) : found.start("words")]
    if _PRONOUN_ONE.search(before) or _ONE_OF.match(text, found.end()):
        return True
    named = found["words"] == "One" and _NAMED_ONE.search(before)
    return bool(named) or not _NOUN_AFTER.match(text, found.end())


def _unit(text: str, found: re.Match[str]) -> str:
    if found["ordinal"] or found["ordinals"]:
        return "ordinal"
    if found["percent"]:
        return "percentage point" if "point" in found["percent"].lower() else "%"
    if found["currency"]:
        return _CURRENCIES.get(found["currency"].lower(), found["currency"].upper())
    if found["money"]:
        return _MONEY.get(found["money"].strip().lower(), found["money"].strip())
    if _AGE.match(text, found.end()):
        return "age"
    following = _NEXT_WORD.match(text, found.end())
    if not following:
        return ""
    word = following[1]
    return _UNITS.get(word, _UNITS.get(word.removesuffix("s"), ""))


def _bounds(before: str, value: float) -> tuple[float, float, bool]:
    before = before[-40:].rstrip("$€£") or " "
    if not before.rstrip()[-1:].isalpha() and not before.rstrip().endswith("approx."):
        return value, value, False  # only words bound a number
    before = before if before.endswith(" ") else before + " "
    about = _ABOUT.search(before) is not None
    if _AT_LEAST.search(before):
        return value, math.inf, True
    if _AT_MOST.search(before):
        return (value * 0.9 if about else 0.0), value, True
    if about:
        return value * 0.9, value * 1.1, True
    return value, value, False


def _join_ranges(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """Join "1,150 to 1,275" into one figure."""
    waiting: Figure | None = None
    for figure in figures:
        joined = _joined(text, waiting, figure) if waiting else None
        if joined:
            yield joined  # and no further: "2-3-4" is not one range
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = figure
    if waiting:
        yield waiting


def _joined(text: str, a: Figure, b: Figure) -> Figure | None:
    between = text[a.end : b.start]
    if not _RANGE.fullmatch(between) or a.low > b.low or {a.unit, b.unit} & {"time", "ordinal"}:
        return None
    word = between.strip().lower()
    before = text[max(0, a.start - _BEFORE) : a.start]
    opened = _BETWEEN.search(before)
    if (word == "and" and not opened) or (a.unit not in {"", b.unit}):
        return None
    if _FROM.search(before) and not opened:
        return None  # "rose from 3 to 5" is two figures
    scale = _scale(b.text)
    shared = scale > 1 and _scale(a.text) == 1 and a.low <= b.low / scale  # "$5 to $10 million"
    low = a.low * scale if shared else a.low
    return Figure(a.start, b.end, text[a.start : b.end], low, b.high, b.unit, True)


def compatible(a: Figure, b: Figure) -> bool:
    """Tell whether both figures can be true of one quantity: bounds, ranges and rounding."""
    if a.low <= b.high and b.low <= a.high:
        return True
    return _rounds_to(a, b) or _rounds_to(b, a)


_ROUNDED = 0.05  # what is rounded without a word that says so is not far off
_MORE = 1.5  # "more than 750" is seldom written where it is more than 1.5 times that
_TOLLS = frozenset({"die", "injure", "missing"})
_VAGUE_REACH = 50.0  # "dozens" may be a thousand, but 55,000 pages are not "dozens"
_LARGE = 1000.0
_ABOUT_OFF = 0.3  # of the value: "about 10 billion" is not "about 7 billion"
_DIGITS_FIRST = re.compile(r"[^\w\s]{0,2}\d|[A-Z]{1,2}\$\d")
_ENDS = re.compile(r"\d[^\d]*(?:-|–|—|\bto\b|\band\b)\s*[$€£]?\d")
_TWO = re.compile(r"\d.*\D.*\d")


def at_odds(a: Figure, b: Figure) -> bool:
    """Tell whether a reader would take both figures for two values of one quantity.

    Stricter than ``compatible``, which asks what can be true by logic: a lower bound is near the
    value, both ends of a range are values, and what is rounded is so to its last digit.
    """
    ranges = [_is_written_range(f) for f in (a, b)]
    if all(ranges) or (_is_range(a) and _is_range(b)):
        return not (_same(a.low, b.low) and _same(a.high, b.high))
    if any(ranges) and all(_is_about(f) or math.isinf(f.high) for f in (a, b)):
        return not compatible(a, b)
    if _is_about(a) and _is_about(b):
        one, two = (a.low + a.high) / 2, (b.low + b.high) / 2
        return abs(one - two) >= max(_blur(one), _blur(two)) * (1 - 1e-6)
    if _is_tally(a) and _is_tally(b) and math.inf in {a.high, b.high}:
        return not compatible(_confirmed(a), _confirmed(b))
    if is_vague(a) and is_vague(b):
        return a.low != b.low  # "hundreds" and "thousands": nobody takes one for the other
    if _is_about(a) != _is_about(b) and (_is_bound(a) or _is_bound(b)):
        a, b = _rounded(a), _rounded(b)
    return not compatible(_bounded(a), _bounded(b))


def _blur(value: float) -> float:
    """Return how far off "about" so much may be: its last digit, but of 100,000 no 100,000."""
    return min(_last_digit(value), (_ABOUT_OFF if value >= _LARGE else 1.0) * value)


def _is_written_range(figure: Figure) -> bool:
    """Tell "26-28%" from "about 27%"."""
    return math.isfinite(figure.high) and _ENDS.search(figure.text) is not None


def _is_tally(figure: Figure) -> bool:
    """Tell a count of the dead or hurt from "dozens" of them."""
    whole = figure.text.isdigit() or _of_words(figure.text) is not None
    return whole and bool((figure.role | figure.counts) & _TOLLS)


def _confirmed(figure: Figure) -> Figure:
    """Return "at least 16 dead" as 16, what was known at the time; "over 200" has no last digit."""
    exact = math.isinf(figure.high) and figure.low % 10
    return replace(figure, high=figure.low) if exact else _bounded(figure)


def is_vague(figure: Figure) -> bool:
    """Tell "hundreds" from a lower bound in digits."""
    return math.isinf(figure.high) and figure.text.lower().split(" of ")[-1] in _VAGUE


def _is_bound(figure: Figure) -> bool:
    """Tell "more than 17,000", which says that the thousands at least are known."""
    return math.isinf(figure.high) and _DIGITS_FIRST.match(figure.text) is not None


def _rounded(figure: Figure) -> Figure:
    """Return "about 16,000" as what rounds to it: to the thousand, not a tenth more or less."""
    if not _is_about(figure):
        return figure
    middle = (figure.low + figure.high) / 2
    apart = _last_digit(middle) / 2
    return replace(figure, low=middle - apart, high=middle + apart)


def _is_range(figure: Figure) -> bool:
    """Tell "between 20 and 30" from "about 25"."""
    finite = math.isfinite(figure.low) and math.isfinite(figure.high)
    return (
        finite
        and figure.low < figure.high
        and _TWO.search(figure.text.replace(",", "")) is not None
        and not figure.approximate
    )


def _is_about(figure: Figure) -> bool:
    """Tell "about 25", which is as much above as below, from bounds and ranges."""
    if not figure.approximate or not math.isfinite(figure.low + figure.high) or figure.low <= 0:
        return False
    return figure.low < figure.high


def _last_digit(value: float) -> float:
    """Return the weight of a number's last digit that is not zero."""
    step = 1.0
    while value and step < value and math.isclose(value % (step * 10), 0.0, abs_tol=step * 1e-3):
        step *= 10
    return step


def _same(a: float, b: float) -> bool:
    """Tell whether two ends of ranges are one, rounded or not."""
    return math.isclose(a, b, rel_tol=0.02)


def _bounded(figure: Figure) -> Figure:
    """Return the figure with an end to "more than" and, far off, to "dozens"."""
    if math.isinf(figure.high) and figure.low > 0:
        exact = _is_bound(figure)
        return replace(figure, high=(_MORE if exact else _VAGUE_REACH) * figure.low)
    return figure


def _rounds_to(exact: Figure, rounded: Figure) -> bool:
    """Tell whether rounding ``exact`` to the digits of ``rounded`` gives ``rounded``."""
    if exact.low != exact.high or rounded.low != rounded.high or not rounded.low:
        return False
    if math.isinf(exact.low) or math.isinf(rounded.low):
        return False  # hundreds of digits in a row
    step = _step(rounded)
    if step <= 1e-9 or exact.low == rounded.low or _step(exact) >= step:
        return False
    apart = abs(exact.low - rounded.low)  # 55.5 is "55" to some, "56" to some; 8 is not "10"
    return apart <= min(step * (0.5 + 1e-6), _ROUNDED * abs(rounded.low))


def _step(figure: Figure) -> float:
    """Return the weight of the last non-zero digit, as far as rounding is plausible."""
    value = abs(figure.low)
    decimals = re.search(r"\d\.(\d+)", figure.text)
    scale = _scale(figure.text)
    if decimals:
        return float(scale * 10.0 ** -len(decimals[1]))
    step = scale
    while value and step < value and math.isclose(value % (step * 10), 0.0, abs_tol=1e-6):
        step *= 10
    return float(step)


def _scale(text: str) -> float:
    """Return 1e6 for "5 million" or "$5m"."""
    found = _SCALE.search(text)
    return _SCALES[found[1].lower()] if found else 1.0

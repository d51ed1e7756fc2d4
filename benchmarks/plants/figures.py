"""Planting another number: so far off that neither rounding nor a bound excuses it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from benchmarks.plants.edits import Edit, Scene
from benchmarks.plants.near import stem
from benchmarks.plants.words import MONTHS, STOP, TENS, UNITS

_WORDS = [*UNITS[2:], *(f"{t}-{u}" for t in TENS for u in UNITS[1:10]), *TENS]
_SPELT = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![\w.,$€£/:#'’-])(?:(?P<money>\$)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?"
    rf"|(?P<spelt>\b(?:{_SPELT}|{_SPELT.title()})))"
    r"(?P<scale>[ -](?:million|billion|trillion)\b)?(?P<percent>%| percent\b| per cent\b)?"
    r"(?P<age>-year-old\b)?(?!\w|[/:–—-]|[.,]\d|['’]|\s?[ap]\.?m\b)"
)
_BOUND = re.compile(
    r"\b(?:at least|at most|more than|less than|fewer than|over|above|below|under|up to"
    r"|as many as|as much as|as few as|exceed\w*|between|from|minimum|maximum|only|another|other"
    r"|first|past|top|these|those|both|all|every|some|age|aged"
    rf"|or|to|no|than|{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.? (?:of )?\$?$",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[\w,.;\"”] )[A-Z][\w.’'-]*\s$")
_AFTER = re.compile(
    rf"\s*(?:(?:to|or|and|of|in) (?:\$?\d|(?:{_SPELT})\b)|more\b|times\b|a (?:day|week)\b)"
)
_AGED = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+, $")
_NEXT = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands, its value, and what it counts."""

    start: int
    end: int
    match: re.Match[str]
    value: float
    unit: str  # "$", "%", "age" or ""
    counts: frozenset[str]  # stems of the words after it; of an age, of the name beside it

    def same_as(self, other: Number) -> bool:
        """Tell whether both give one value for one thing."""
        alike = self.unit in {"$", "%"} or bool(self.counts & other.counts)
        return (self.value, self.unit) == (other.value, other.unit) and alike


def numbers_in(text: str) -> list[Number]:
    """Return the numbers that can be planted on: no years, times, ordinals, bounds or names."""
    found = []
    for m in _NUMBER.finditer(text):
        before, after = text[: m.start()], text[m.end() :]
        if _BOUND.search(before) or _CAPITAL.search(before) or _AFTER.match(after):
            continue
        number = _number(m, before, after)
        if (number.counts and not _like_a_year(m)) or number.unit:
            found.append(number)
    return found


def _number(m: re.Match[str], before: str, after: str) -> Number:
    if m["digits"]:
        value = float(m["digits"].replace(",", "") + (m["fraction"] or ""))
    else:
        value = float(value_of(m["spelt"]))
    power = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
    value *= power[m["scale"][1:]] if m["scale"] else 1
    unit = "$" if m["money"] else "%" if m["percent"] else "age" if m["age"] else ""
    aged = _AGED.search(before) if after[:1] == "," and len(m.group()) == 2 else None
    unit = "age" if aged else unit
    clause = aged.group() if aged else re.split(r"[,;.\"”]", after)[0]
    words = [w for w in _NEXT.findall(clause)[:3] if w.casefold() not in STOP]
    return Number(m.start(), m.end(), m, value, unit, frozenset(map(stem, words[:2])))


def _like_a_year(m: re.Match[str]) -> bool:
    bare = m["digits"] and not (m["money"] or m["percent"] or m["scale"] or m["fraction"])
    return bool(bare) and len(m["digits"]) == 4 and 1900 <= int(m["digits"]) <= 2099


def value_of(spelt: str) -> int:
    """Return the value of a number in words, up to ninety-nine."""
    tens, _, unit = spelt.casefold().partition("-")
    if tens in TENS:
        return TENS[tens] + (UNITS.index(unit) if unit else 0)
    return UNITS.index(tens)


def spell(value: int) -> str | None:
    """Return a number below a hundred in words."""
    if value < 20:
        return UNITS[value]
    if value > 99:
        return None
    tens = next(t for t, v in TENS.items() if v == value // 10 * 10)
    return tens if value % 10 == 0 else f"{tens}-{UNITS[value % 10]}"


def another(number: Number, rng: random.Random) -> str | None:
    """Return another value, written as this one is."""
    m = number.match
    if m["spelt"]:
        return _another_spelt(m["spelt"], number.unit, rng)
    digits = m["digits"].replace(",", "")
    places = len(m["fraction"] or ".") - 1
    value = _moved(float(digits + (m["fraction"] or "")), places, number.unit, rng)
    if value is None:
        return None
    text = (
        f"{value:,.{places}f}" if "," in m["digits"] or len(digits) < 4 else f"{value:.{places}f}"
    )
    if places and text.endswith("0"):
        return None
    plain = text.isdigit() and not number.unit and not m["scale"]
    return None if plain and 1900 <= int(text) <= 2099 else text


def _another_spelt(spelt: str, unit: str, rng: random.Random) -> str | None:
    value = _moved(float(value_of(spelt)), 0, unit, rng)
    word = None if value is None else spell(int(value))
    return word.capitalize() if word and spelt[0].isupper() else word


def _moved(value: float, places: int, unit: str, rng: random.Random) -> float | None:
    """Return a value far off, as round as it was; a share stays one, an age an age."""
    factor = rng.uniform(1.4, 3)
    if unit == "age":
        moved = value + rng.choice((-1, 1)) * rng.randint(6, 14)
        return moved if 5 <= moved <= 95 else None
    if places:
        moved = round(value * factor, places)
    elif value <= 10:
        moved = value + rng.randint(2, 9)
    else:
        whole = str(int(value))
        step = 10 ** max(0, len(whole) - max(2, len(whole.rstrip("0"))))
        moved = round(value * factor / step) * step
    if unit == "%" and moved >= 100:
        moved = round(value / factor, places)
    return moved if moved > 1 and moved != value else None


def plant_number(scene: Scene) -> Edit | None:
    """Change a number that both sentences give for the same thing."""
    theirs = [n for n in numbers_in(scene.partner) if not scene.partner_quoted(n.start)]
    for number in numbers_in(scene.text):
        same = next((n for n in theirs if number.same_as(n)), None)
        if same is None or scene.quoted(number.start):
            continue
        for _ in range(30):
            new = another(number, scene.rng)
            if new and _fresh(scene, new):
                return _edit(scene, number, new, same)
    return None


def _fresh(scene: Scene, new: str) -> bool:
    """Tell whether the value stands nowhere in the cluster, in digits or in words."""
    plain = new.replace(",", "")
    spelt = spell(int(plain)) if plain.isdigit() else None
    digits = str(value_of(new)) if not plain[0].isdigit() else None
    return all(scene.unseen(v) for v in (new, plain, spelt, digits) if v)


def _edit(scene: Scene, number: Number, new: str, same: Number) -> Edit:
    m = number.match
    group = "digits" if m["digits"] else "spelt"
    start, end = m.start(group), m.end("fraction") if m["fraction"] else m.end(group)
    partner = scene.partner[same.start : same.end]
    return scene.replaced(start, end, new, partner, number.unit or "count", tail=number.end)

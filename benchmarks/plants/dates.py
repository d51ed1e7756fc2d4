"""Planting another weekday, another day of the month or another month."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benchmarks.plants.edits import Edit, Scene
from benchmarks.plants.words import MONTHS, WEEKDAYS

_MONTH = "|".join([*MONTHS, "Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"])
_DAY = re.compile(rf"\b(?P<month>{_MONTH})(?P<dot>\.?) (?P<day>\d{{1,2}})(?!\d|[\w:]|[.,]\d)")
_ALONE = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Uu]ntil|[Bb]y|[Ee]arly|[Ll]ate) (?P<month>{'|'.join(MONTHS)})"
    r"\b(?! \d| (?:[A-Z]|and|or|to|through))"
)
_WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})\b(?!s| [A-Z]|-)")
_NAMED = re.compile(
    r"\b(?:Super|Black|Good|Ash|Palm|Easter|Cyber|Bloody|Giving|News|Fox|This|Every|every|Holy"
    r"|The|through|and|or|to) $"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date where it stands: a weekday, a month with its day, or a month alone."""

    start: int
    end: int
    weekday: str = ""
    month: int = 0
    day: int = 0

    @property
    def key(self) -> tuple[str, int, int]:
        """What makes two dates the same."""
        return self.weekday, self.month, self.day


def _month(word: str) -> int:
    return next(i for i, m in enumerate(MONTHS, 1) if m.startswith(word[:3]))


def dates_in(text: str) -> list[Dated]:
    """Return the dates, those that the calendar ties together left out."""
    found = [
        Dated(m.start(), m.end(), weekday=m["weekday"])
        for m in _WEEKDAY.finditer(text)
        if not _NAMED.search(text[: m.start()])
    ]
    for m in (*_DAY.finditer(text), *_ALONE.finditer(text)):
        day = int(m.groupdict().get("day") or 0)
        found.append(Dated(m.start("month"), m.end(), month=_month(m["month"]), day=day))
    return [d for d in found if not any(_tied(d, e) for e in found if e is not d)]


def _tied(a: Dated, b: Dated) -> bool:
    """Tell whether a weekday and a date stand side by side ("Tuesday, Oct. 9")."""
    gap = max(a.start, b.start) - min(a.end, b.end)
    return bool(a.weekday) != bool(b.weekday) and gap <= 12


def plant_date(scene: Scene) -> Edit | None:
    """Change a date that both sentences give."""
    given = dates_in(scene.partner)
    theirs = {d.key: d for d in given if not scene.partner_quoted(d.start)}
    mine = [d for d in dates_in(scene.text) if d.key in theirs and not scene.quoted(d.start)]
    for dated in mine:
        if sum(d.key == dated.key for d in mine) > 1:
            continue
        same = theirs[dated.key]
        partner = scene.partner[same.start : same.end]
        edit = (
            _weekday(scene, dated, partner) if dated.weekday else _calendar(scene, dated, partner)
        )
        if edit:
            return edit
    return None


def _weekday(scene: Scene, dated: Dated, partner: str) -> Edit | None:
    free = [d for d in WEEKDAYS if d != dated.weekday and scene.unseen(d)]
    if not free:
        return None
    return scene.replaced(dated.start, dated.end, scene.rng.choice(free), partner, "weekday")


def _calendar(scene: Scene, dated: Dated, partner: str) -> Edit | None:
    """Change the day, or the month where it stands alone."""
    text = scene.text[dated.start : dated.end]
    if not dated.day:
        free = [m for m in MONTHS if m != "May" and m != text and scene.unseen(m)]
        new, form = (scene.rng.choice(free), "month") if free else ("", "")
    else:
        free = [str(d) for d in range(1, 29) if abs(d - dated.day) > 1]
        free = [d for d in free if not _mentioned(scene, dated.month, d)]
        new, form = (re.sub(r"\d+$", scene.rng.choice(free), text), "day") if free else ("", "")
    return scene.replaced(dated.start, dated.end, new, partner, form) if new else None


def _mentioned(scene: Scene, month: int, day: str) -> bool:
    """Tell whether the cluster has this date, however the month is written."""
    name = MONTHS[month - 1][:3].casefold()
    return re.search(rf"\b{name}[a-z]*\.? {day}(?!\d)", scene.cluster) is not None

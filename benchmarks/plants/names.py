"""Planting another person or another place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.plants.edits import Edit, Scene
from benchmarks.plants.parsing import Words
from benchmarks.plants.words import FIRST_NAMES, LAST_NAMES, SORTS, STATES

_PERSON = re.compile(r"[A-Z][a-zé]+(?:[A-Z][a-z]+)?(?: [A-Z]\.)?(?: [A-Z][a-zé]+(?:[A-Z][a-z]+)?)?")
_NO_SURNAME = frozenset("Jr Sr II III House Act Tower Report Foundation University Center".split())
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Judge|Justice|President|Secretary|Mayor|Senator"
    r"|Chairman|Speaker|Leader|Director|General|Minister|Attorney|Detective|Officer|Sheriff|Chief"
    r"|Congressman|Congresswoman|Governor|Pope|Republican|Democrat|candidate)\.? $",
    re.IGNORECASE,
)
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w.’'-]*[ -]$")
_CAPITAL_AFTER = re.compile(r"(?:['’]s)? [A-Z]|-|, (?:Jr|Sr)|,? [IV]{2,}")
_STATE_AFTER = re.compile(
    rf", (?:{'|'.join(STATES)}|(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass"
    r"|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Va|Vt|Wash|Wis|Wyo|N\.[CDHJMY]|S\.[CD])\.)"
)
_OFTEN = 15  # whoever the cluster names more often is the event's subject: nobody errs there
_WHERE = re.compile(
    r"\b(?:[Ii]n|near|across|outside|inside|to|from|into|throughout|around|at|of|for|against) $"
)


def entities(words: Words, text: str, labels: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the named things with one of these labels: span and words."""
    at = 0
    while at < len(words):
        end = at + 1
        label = words[at].entity
        while end < len(words) and label and words[end].entity == label:
            end += 1
        if label in labels:
            start, stop = words[at].start, words[end - 1].end
            stop -= 2 if text[start:stop].endswith(("'s", "’s")) else 0
            yield start, stop, text[start:stop].rstrip()
        at = end


def _person_spans(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for start, end, name in entities(scene.words, scene.text, frozenset({"PERSON"})):
        before, after = scene.text[:start], scene.text[end:]
        lone = not _CAPITAL_BEFORE.search(before) or _TITLED.search(before)
        clean = _PERSON.fullmatch(name) and name.split()[-1] not in _NO_SURNAME
        if clean and lone and not _CAPITAL_AFTER.match(after) and not scene.quoted(start):
            yield start, end, name


def plant_name(scene: Scene) -> Edit | None:
    """Put an invented person in the place of one that both sentences name; full names first."""
    theirs = list(entities(scene.partner_words, scene.partner, frozenset({"PERSON"})))
    found = sorted(_person_spans(scene), key=lambda p: (" " not in p[2], p[0]))
    for start, _, name in found:
        surname = name.split()[-1]
        partner = next((n for _, _, n in theirs if n.split()[-1:] == [surname]), None)
        known = " " in name or _TITLED.search(scene.text[:start])
        rare = len(re.findall(rf"\b{re.escape(surname.casefold())}\b", scene.cluster)) <= _OFTEN
        if partner and known and rare and _one_person(scene.text, name):
            return _renamed(scene, name, partner)
    return None


def _one_person(text: str, name: str) -> bool:
    """Tell whether the surname stands in the sentence for this person alone, outside quotations."""
    surname = re.escape(name.split()[-1])
    given = re.escape(name.split()[0])
    others = re.findall(rf"([A-Z][a-zé]+) {surname}\b", text)
    titles = {g for g in others if g != name.split()[0] and not _TITLED.match(f"{g} ")}
    return not titles - {given} and len(re.findall(rf"\b{surname}\b", text)) <= 2


def _renamed(scene: Scene, name: str, partner: str) -> Edit | None:
    """Return the sentence with another person's name wherever this one's stands."""
    first = [n for n in FIRST_NAMES if scene.unseen(n)]
    last = [n for n in LAST_NAMES if scene.unseen(n)]
    if not first or not last:
        return None
    surname, new = name.split()[-1], scene.rng.choice(last)
    full = f"{scene.rng.choice(first)} {new}" if " " in name else new
    text = scene.text.replace(name, full)
    text = re.sub(rf"\b{re.escape(surname)}\b", new, text)
    return Edit(text, name, full, partner, "full" if " " in name else "surname")


def sort_of(place: str, after: str = "") -> str | None:
    """Return which sort of place this is: by the lists, or a town with its state behind it."""
    if _STATE_AFTER.match(after) and place.replace(" ", "").isalpha():
        return "town"
    return next((sort for sort, names in SORTS.items() if place in names), None)


def plant_place(scene: Scene) -> Edit | None:
    """Put another place of the same sort in the place of one where both sentences set the event."""
    labels = frozenset({"GPE", "LOC"})
    for start, end, place in entities(scene.words, scene.text, labels):
        before, after = scene.text[:start], scene.text[end:]
        sort = sort_of(place, after)
        if not sort or not _set_there(scene.partner, place) or scene.quoted(start):
            continue
        located = _WHERE.search(before) and (
            sort == "town" or not re.match(r"['’-]|,? [A-Z]", after)
        )
        if located and scene.text.count(place[:4]) == 1:
            free = [p for p in SORTS[sort] if scene.unseen(p) and not _twofold(p)]
            if free:
                return scene.replaced(start, end, scene.rng.choice(free), place, sort)
    return None


def _set_there(text: str, place: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(place)}(?![\w-])", text) is not None


def _twofold(place: str) -> bool:
    """Tell whether a name means a state and a country, or is part of another's."""
    return place in {"Georgia", "Virginia", "New York City"} or (
        place not in STATES and place == "Niger"
    )

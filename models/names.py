"""Proper names and quotations in a sentence, by form alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from models.dates import MONTH, WEEKDAY
from models.news import Name, Quotation

# Capitals of Latin, Greek and Cyrillic: "Šefčovič" and "Łukasz" are names too.
_UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x530)) if c.isupper())
_CAP = rf"(?:[{_UPPER}](?:[\w'’-]*\w)?(?:\.(?=\w))?)+\.?"
_RUN = re.compile(
    rf"\b{_CAP}(?:\s+(?:(?:of|de|van|von|al|bin|the|and|for|da|del|der|la|le)\s+(?={_CAP}))?{_CAP})*"
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[\w][\w'’.&-]*")
_CALENDAR = re.compile(rf"(?:{WEEKDAY}|{MONTH})(?:['’]s)?\.?")
_QUOTE = re.compile(r"[“\"]([^“”\"]{1,2000})[”\"]")
# Within single marks an apostrophe stands between two letters.
SINGLE_QUOTED = r"(?<!\w)[‘'](?!\s)(?:[^‘’'“”\"]|(?<=\w)[’'](?=\w)){3,400}(?<!\s)[’'](?!\w)"
_SINGLE_QUOTE = re.compile(SINGLE_QUOTED)

_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|Jr|Sr)|\.[A-Za-z])\.$")

# Capitalised at a sentence's start without being names.
FUNCTION_WORDS = frozenset(
    "a an the this that these those he she it they we i you his her its their our my your who whom "
    "what which when where why how if while as after before since because although though unless "
    "until once and but or nor so yet for in on at by to from with without of about over under "
    "into onto during between among against through amid despite according also still now then "
    "here there however meanwhile moreover furthermore instead nevertheless nonetheless thus "
    "hence therefore not no yes some many most all both each every another other others several "
    "few more less much such one two three four five six seven eight nine ten is are was were be "
    "been being has have had do does did will would can could may might must shall should let "
    "today yesterday tomorrow last next earlier later officials police authorities people".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr prof sen rep gov gen lt col maj capt sgt cpl president senator "
    "representative governor general minister secretary judge justice mayor chief king queen "
    "prince princess pope sir lady lord rev chairman chairwoman director spokesman spokeswoman "
    "congressman congresswoman attorney ambassador".split()
)

FULL_NAMES = {
    short: full
    for full, shorts in {
        "joseph": "joe", "michael": "mike mick", "charles": "chuck charlie",
        "william": "bill billy will", "robert": "bob bobby rob robbie", "richard": "dick rick",
        "james": "jim jimmy jamie", "thomas": "tom", "elizabeth": "liz beth betty",
        "katherine": "kate kathy", "anthony": "tony", "john": "jack johnny",
        "edward": "ed eddie ted", "andrew": "andy drew", "lawrence": "larry",
        "margaret": "peggy meg", "henry": "hank harry", "theodore": "ted", "alexander": "sasha",
    }.items()
    for short in shorts.split()
}  # fmt: skip
_SAME_PLACE = {
    word: group
    for group, words in {"us": "us usa america states", "uk": "uk britain kingdom england"}.items()
    for word in words.split()
}


def find_names(text: str) -> tuple[Name, ...]:
    """Return runs of capitalised words; the first word of the text only if it is no usual word."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    for found in _RUN.finditer(text):
        start, end = found.span()
        words = list(_WORD.finditer(text, start, end))
        while words and words[0].group().lower().rstrip(".") in FUNCTION_WORDS:
            words.pop(0)
        while words and _CALENDAR.fullmatch(words[-1].group()):
            words.pop()
        if not words or text.startswith("$", words[-1].end()):  # "US$5"
            continue
        start, end = words[0].start(), words[-1].end()
        name = re.sub(r"(?:['’]s?|(?<!\.[A-Za-z])\.)$", "", text[start:end])
        yield Name(start, start + len(name), name, "")


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the words between quotation marks, without the marks."""
    return tuple(Quotation(m.start(1), m.end(1), m[1]) for m in _QUOTE.finditer(text))


def find_single_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the words between single quotation marks ('a disgrace'), outside of double ones."""
    bare = _QUOTE.sub(lambda m: " " * len(m[0]), text)
    found = (m.span() for m in _SINGLE_QUOTE.finditer(bare))
    return tuple(Quotation(a + 1, b - 1, text[a + 1 : b - 1]) for a, b in found)


def without_stop(name: str) -> str:
    """Return a name without the full stop that ends its sentence, but "Acme Corp." whole."""
    return name if _ABBREVIATED.search(name) else name.rstrip(".")


def stands_in(name: str, text: str) -> bool:
    """Tell whether a name stands in a text as words: no "Sun" in "Sunday"."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name folded for comparison: no titles, possessives or dots."""
    words = (fold_word(w) for w in _WORD.findall(name))
    return frozenset(w for w in words if w and w not in TITLES and w not in FUNCTION_WORDS)


@lru_cache(maxsize=16384)  # asked for the same words by every check
def fold_word(word: str) -> str:
    """Return a word without case, possessive, hyphen ends, dots ("U.S." = "us") and accents."""
    if not word.isascii():
        word = _ACCENTS.sub("", normalize("NFD", word))
    folded = re.sub(r"['’]s?$", "", word.lower()).replace(".", "").replace("’", "'")
    return folded.strip("'-&")


def one_name(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether two names may be one: "Smith" and "John Smith", "GOP" by its letters."""
    if a <= b or b <= a:
        return True
    if {_SAME_PLACE.get(w) for w in a} & {_SAME_PLACE.get(w) for w in b} - {None}:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1 and len(long) > 1:
        letters = "".join(sorted(w[:1] for w in long))  # of "Al--Ruiz" one part is empty
        return "".join(sorted(next(iter(short)))) == letters
    return False

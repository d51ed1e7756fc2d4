"""What may open an article and is no news: an anecdote, a caption, what nobody knows.

Such a sentence names all that the event is about ("Rill saw the troopers on the bridge on March 7,
1965"), so that no count of shared words tells it from the news.
"""

from __future__ import annotations

import re

from models.dates import WEEKDAY

_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_OPENING_WORDS = 12
_YEARS_AGO = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Oo]f|[Ff]rom|[Bb]y|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)(?: \d{1,2},)? (?:1[5-9]\d\d|200\d)\b|"
    r"\b(?:decades?|centur(?:y|ies)) (?:ago|later)\b|\b(?:was|were) (?:once|one of the founding)\b|"
    r"\b(?:has|have) long\b"
)
_NOW = re.compile(rf"\b(?:{WEEKDAY}|ha(?:s|ve) (?!long\b)(?:\w+ly )?\w+(?:ed|en|own|un))\b")
_SHOWN = re.compile(
    r"\b(?:gathers?|march(?:es)?|walks?|waves?|poses?|stands?|gestures?|embraces?|smiles?|hugs?|"
    r"shakes? hands|listens?|looks? on|boards?|departs?|watch(?:es)?)\b"
)
_TELLS = re.compile(r"\b(?:said|was|were|has|have|had|will|would|could|announced|\w+ed)\b")
_UNKNOWN = re.compile(
    r"\b(?:(?:do|does|did|was|were|is|are|could) not|n['’]t) (?:immediately |yet )?"
    r"(?:specify|elaborate|identify|disclose|clear|known|say|provide|explain)\b"
    r"|\b(?:un|not )clear\b"
)


def is_no_news(text: str) -> bool:
    """Tell whether a sentence tells of years past, of a photograph, or what is not known.

    An anecdote or a caption may open an article, and name all that the event is about.
    """
    told = _QUOTED.sub(" ", text)
    opening = " ".join(told.split()[:_OPENING_WORDS])
    return (
        (_YEARS_AGO.search(told) is not None and _NOW.search(told) is None)
        or (_SHOWN.search(opening) is not None and not _TELLS.search(opening))
        or _UNKNOWN.search(opening) is not None
    )

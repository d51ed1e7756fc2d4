"""What keeps an outlet's title from heading a brief though its article holds its words.

A title may state what its article has somebody claim, set a quotation down as a fact, or judge by
its verb ("slams"). A verb of contempt gives way to a plain one only where a passage says as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.checks import folded
from models.facts import find_speakers
from models.names import FUNCTION_WORDS, find_quotations
from models.newsroom_words import SPEECH_VERBS, VOICING
from models.similarity import stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CONTEMPT = re.compile(
    r"\b(?:slam(?!s? (?:in|up)to\b)|blast(?!s? (?:off|through)\b)|rip(?!s? (?:through|apart)\b)|"
    r"bash|trash|torch|lambast|skewer|roast|scorch|eviscerate|hammer)(?:s|es|ed|ing)?\b",
    re.IGNORECASE,
)
_CRITICISED = re.compile(r"\b(?:critici[sz]|condemn|denounc|accus|attack|assail)", re.IGNORECASE)
_LOADED = re.compile(
    r"\b(?:smear|tout|gloat|whin|shred|savag|pounc|grill|mock|rail|troll|snap|excoriat|unload|axe?)"
    r"(?:e?s|e?d|ing)\b|\b(?:tears?|rips?|lash(?:es)?|hits?|fires?|claps?|claws?) (?:into|out|back)"
    r"\b|\bmelts? down\b|\bmeltdown\b|\bdoubles? down\b|\bgoes? (?:off|nuclear)\b|\bbombshell\b",
    re.IGNORECASE,
)
# Whose word a wire's headline may leave out: what they report is seldom anybody's claim.
_OFFICIAL = re.compile(
    r"\b(?:police|officials?|authorities|sheriff|officers?|spokes\w+|fire(?:fighters)?|hospital|"
    r"department|office|agency|court|company|ministry)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:according|reports?|says?|poll|survey|study|sources?|calls?)\b", re.I)
_NAMED = re.compile(r"(?:[A-Z][\w.]*|of)(?: (?:[A-Z][\w.]*|of)){0,2}")  # "ABC News"
_VERB = re.compile(r" (?:[a-z]{2,}(?:[^s]s|ed)|is|are|was|were|to|will|could|may|can) ")
# Who vows or demands something is the one who says so.
_VOWING = VOICING | frozenset("pledge blame threaten signal defy".split())
_STEMS = frozenset(map(stem, _VOWING))
_MOST = 0.5
_QUOTED_RUN = 4  # words of a quotation, with no mark around them: no more its speaker's
# What newsrooms shorten otherwise than to its first letters.
_USUAL = {
    "AG": "attorney general", "DOJ": "Justice Department", "DHS": "Homeland Security",
    "DOD": "Defense Department", "Dems": "Democrats", "SCOTUS": "Supreme Court",
    "GOP": "Republicans?", "Dem": "Democratic",
    "PM": "prime minister", "VP": "vice president", "NKorea": "North Korea",
}  # fmt: skip
_SHORT = re.compile(r"\b(?:[A-Z]{2,5}|Dems?|NKorea|DoJ|DoD)\b")
_NAMES = re.compile(r"[A-Z][\w-]*(?: (?:(?:of|and|for|the) )*[A-Z][\w-]*)+")


def with_plain_verbs(line: str, passages: Sequence[str]) -> str:
    """Return a title with "criticizes" for "slams" where a passage says as much."""
    if not any(_CRITICISED.search(p) for p in passages):
        return line
    return _CONTEMPT.sub(_plain, line)


def _plain(verb: re.Match[str]) -> str:
    word = verb[0].lower()
    if word.endswith("ing"):
        return verb[0]  # "a scorching warm-up" criticizes nobody
    plain = "criticized" if word.endswith("ed") else "criticizes"
    if not word.endswith(("s", "ed")):
        plain = "criticize"
    return plain.capitalize() if verb[0][0].isupper() else plain


def title_flaws(line: str, passages: Sequence[str], lead: Sequence[str] = ()) -> list[str]:
    """Return why an outlet's title must not head a brief.

    Args:
        line: the title as it would stand.
        passages: the sentences it rests on, what holds most of it first.
        lead: the sentences of the brief's lead: what one states as a fact is nobody's claim.
    """
    found = [f'judges by its verb "{m[0]}"' for p in (_CONTEMPT, _LOADED) for m in p.finditer(line)]
    if tells_who_says(line):
        return found
    found += [f'states "{run}" as a fact' for run in _unmarked(line, passages)][:1]
    claimed = _is_claimed(line, passages) and not any(_states(p, line) for p in lead)
    return found + ["does not say whose claim it is"] * claimed


def with_who_says(line: str, passages: Sequence[str], lead: Sequence[str] = ()) -> str:
    """Return a title with whose claim it is, where it leaves that out and a passage names them."""
    if tells_who_says(line) or not _is_claimed(line, passages):
        return line
    if any(_states(p, line) for p in lead):
        return line
    if not _VERB.search(line):
        return line  # "Harbour ferry fire" claims nothing
    who = next((s for p in passages for s in find_speakers(p) if _is_whole(s, p)), None)
    return f"{line}, {who} says" if who else line


def _is_whole(who: str, passage: str) -> bool:
    """Tell a speaker's name from the beginning of one: "Ellin" of "the Ellin fire service"."""
    name = re.escape(who)
    ends = rf"{name} (?:said|says|reported|reports|told|wrote)\b|(?:said|says) {name}[,.]"
    whole = re.search(rf"{ends}|according to (?:the )?{name}[,.]", passage, re.IGNORECASE)
    return _NAMED.fullmatch(who) is not None and whole is not None


def tells_who_says(line: str) -> bool:
    """Tell whether a title has somebody say what it tells."""
    words = {w.lower() for w in _WORD.findall(line)}
    said = {form for w in words for form in (w, w.removesuffix("s"), w.removesuffix("ed"))}
    voiced = any(stem(w) in _STEMS for w in words)
    return voiced or bool(said & (SPEECH_VERBS | _VOWING)) or _SAYS.search(line) is not None


def _unmarked(line: str, passages: Sequence[str]) -> Iterator[str]:
    """Yield the runs of words that stand between quotation marks in a passage and not in a line."""
    words = [w.lower() for w in _WORD.findall(folded(line))]
    own = {w.lower() for q in find_quotations(line) for w in _WORD.findall(folded(q.text))}
    for quotation in (q for p in passages for q in find_quotations(p)):
        said = f" {' '.join(w.lower() for w in _WORD.findall(folded(quotation.text)))} "
        for i in range(len(words) - _QUOTED_RUN + 1):
            run = words[i : i + _QUOTED_RUN]
            if f" {' '.join(run)} " in said and not own.issuperset(run):
                yield " ".join(run)


def _is_claimed(line: str, passages: Sequence[str]) -> bool:
    """Tell whether all passages that hold a line's words have somebody say it who is not named.

    "Mueller has evidence of the trip" of "McClatchy reported that Mueller has evidence ..." is.
    """
    wanted = _stems(line)
    held = [(len(wanted & _stems(p)), p) for p in passages]
    most = max((n for n, _ in held), default=0)
    telling = [p for n, p in held if n and n >= most - 1]
    return bool(telling) and all(_is_anothers(line, p) for p in telling)


def _states(passage: str, line: str) -> bool:
    """Tell whether a passage says most of what a line does, and has nobody say it."""
    wanted = _stems(line)
    return not find_speakers(passage) and _MOST * len(wanted) <= len(wanted & _stems(passage))


def _is_anothers(line: str, passage: str) -> bool:
    speakers = [s for s in find_speakers(passage) if not _OFFICIAL.search(s)]
    named = _stems(line)
    return bool(speakers) and not any(named & _stems(s) for s in speakers)


def _stems(text: str) -> set[str]:
    return {stem(w) for w in _WORD.findall(text) if w.lower() not in FUNCTION_WORDS}


def with_names_in_full(line: str, passages: Sequence[str]) -> str:
    """Return a title with what its passages say for letters that they lack: "AG", "NYT"."""

    def full(short: re.Match[str]) -> str:
        if any(re.search(rf"\b{short[0]}\b", p) for p in passages):
            return short[0]
        return next((f for p in passages if (f := _in_full(short[0], p))), short[0])

    return _SHORT.sub(full, line)


def _in_full(short: str, passage: str) -> str | None:
    usual = _USUAL.get(short, _USUAL.get(short.upper()))
    said = re.search(rf"\b{usual}\b", passage, re.IGNORECASE) if usual else None
    if said:
        return said[0]
    return next((n for n in _runs(passage) if _letters(n) == short.upper()), None)


def _runs(passage: str) -> Iterator[str]:
    """Yield the names of two words and more, each with what follows from its later words on."""
    for name in _NAMES.findall(passage):
        words = name.split()
        for i, word in enumerate(words):
            yield from (
                " ".join(words[i:j]) for j in range(len(words), i + 1, -1) if word[0].isupper()
            )


def _letters(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[0].isupper())

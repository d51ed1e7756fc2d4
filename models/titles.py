"""The articles' own titles as headlines, plain and with the passages they rest on.

A title is taken as it is but for capitals ("Dam Bursts In Ellin" becomes "Dam bursts in Ellin"),
and only if a few sentences of its article hold most of its words. It is its outlet's own word for
what they say, so numbers, names and quotations are checked against them, not each verb.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.checks import folded, unsupported
from models.commands import is_english, orders
from models.compress import BINDING
from models.limits import Limits
from models.names import FUNCTION_WORDS
from models.neutrality import loaded_words
from models.news import Article, Evidence, Headline, Plan, Sentence
from models.newsroom_words import SPEECH_VERBS
from models.similarity import stem
from models.title_flaws import (
    tells_who_says,
    title_flaws,
    with_names_in_full,
    with_plain_verbs,
    with_who_says,
)

_WORD = re.compile(r"[^\W_][\w'’.-]*[\w]|[^\W_]")
_PARTS = re.compile(r"\s*[:;|]\s+|\s+[–—-]\s+")
_TAIL = re.compile(
    r",\s|\s(?=(?:amid|(?<!seen )(?<!known )(?<!described )(?<!named )(?<!such )(?<!same )"
    r"(?<!well )as|after|over|following|ahead of|in wake of|for the first time)\b)",
    re.IGNORECASE,
)
# What a title tells beside it: "Outcry near as lawmakers weigh ban" tells of the lawmakers too.
_MEANWHILE = re.compile(
    r"\b(?<!seen )(?<!known )(?<!described )(?:as|while) (?!of\b|if\b)(?P<what>\w.+)"
)
# What the same subject does besides: ", claims the port has no part in it".
_SECOND = re.compile(r", (?P<verb>[a-z]+)s (?:[^\W\d_]\S* ){2,}", re.IGNORECASE)
_CLAIMS = SPEECH_VERBS - frozenset("say write report tell add".split())  # "says Mayor Ann Rill"
_ADJECTIVE = re.compile(r"[a-z]+(?:ive|ous|ing|ic|al|ful|ant|ent|ish|ry)")
_NO_LINE = re.compile(
    r"\b(?:things|ways|takeaways|reasons|facts|questions) (?:to|about|from|for)\b|"
    r"[:;?!|…–—]|--|\.\.\.|\bexplained$|\b(?:I|we|you|my|our|your|here|this|what|why|how)\b|"
    r"^(?:read|watch|see|meet|live|live updates|breaking|new|update|exclusive)\b(?! \w+s\b)",
    re.IGNORECASE,
)
# Circumstances before the event: "Fearing violence, mayor wants ...". What binds stays.
_HEAD = re.compile(
    r"^(?:in|after|amid|as|with|at|on|for|over|following|fearing|citing|facing)\b[^,]*,[’'\"”]? ",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(r"^(?P<who>[^:]{2,40}): (?P<what>[^:]+)$")
_SAY = (
    r"(?:said|says|say|told|tells|wrote|writes|tweeted|added|warned|argued|according|reported|"
    r"reports|reporting|learned|found|quoted|cited|citing)"
)
_SOURCES = re.compile(
    r"^(?:(?:new |exit )?(?:study|polls?|survey)|police|officials?|sources?|experts?|"
    r"authorities|sheriff|lawyers?|attorney|court|white house)$",
    re.IGNORECASE,
)
_MANY = frozenset(
    "polls police officials sources experts authorities lawyers democrats republicans".split()
)
# "'Affluenza' teen": the word in quotation marks is somebody's, the event is told without it
_SMALL = frozenset(
    "a an the and or but as at by for from in into of on over to with after amid against about "
    "before under during near is are was will be its his her their not than that".split()
)
_TITLED = frozenset(
    "Dr. Mr. Mrs. Ms. Gov. Sen. Rep. Gen. St. Dept. Gov't Jr. Sr. Inc. Corp. Co.".split()
)
_NAME_WORDS = 3
_NEAR = 6  # passages tried for it
_COMPLETING = 2  # passages more than hold most of the words, for a name or a quotation
_LONGEST = 18  # words of a title that the parse may cut to a headline
_SCARE = re.compile(
    r"(?<!and )(?<!or )(?<!\w)[‘'“\"][^\W_]+[’'”\"] (?=[a-z])"
    r"(?!(?:and|or|to|of|in|on|at|for|by|as|with|from|is|are|was|that)\b)"
)


def find_titles(
    plan: Plan,
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    event: Mapping[str, float],
    limits: Limits,
    opinions: Collection[int] = (),
) -> tuple[Headline, ...]:
    """Return the titles that could head the brief, first those that tell most of the event.

    Args:
        plan: its lead says what the event is.
        articles: in the canonical order.
        sentences: of all articles.
        event: what the articles put at their tops, by stem.
        limits: thresholds.
        opinions: indices of articles that argue; their titles are no headlines.
    """
    whole = "\n".join(s.text for s in sentences)  # not a title that stands in the text again
    leads = [folded(s.text) for s in plan.lead.evidence] if plan.lead else []
    lead = {w for text in leads for w in stems(text)}
    fit = [s for s in sentences if _is_evidence(s, limits)]
    found = []
    for i, article in enumerate(articles):
        able = sorted(fit, key=lambda s: s.article != i)
        for line in _lines(article, whole, limits) if article.usable and i not in opinions else ():
            resting = _resting(line, i, able, limits)
            passages = [folded(s.text) for s in resting]
            line = with_plain_verbs(with_names_in_full(line, passages), passages)
            line = with_who_says(line, passages, leads)
            if resting and not title_flaws(line, passages, leads):
                told = tells_event(line, event) + tells_event(line, dict.fromkeys(lead, 0.2))
                found.append((-told, line, tuple(s.evidence for s in resting)))
    best = dict.fromkeys((line, rest) for _, line, rest in sorted(found, key=_first))
    return tuple(Headline(*one) for one in list(best)[: limits.titles_tried])


def _first(one: tuple[float, str, tuple[Evidence, ...]]) -> tuple[float, int, str]:
    told, line, _ = one
    return told, -len(line), line


def _is_evidence(sentence: Sentence, limits: Limits) -> bool:
    """Tell whether a title may rest on a sentence, which need not be fit for the brief itself."""
    return (
        not sentence.suspect
        and not orders(sentence.text)
        and len(sentence.text.split()) >= limits.shortest_sentence
        and is_english(sentence.text, limits.english_words)
    )


def event_stems(
    articles: Sequence[Article], sentences: Sequence[Sentence], limits: Limits
) -> dict[str, float]:
    """Return by stem what share of the articles has it at its top, half of it for the titles.

    What all put there, in the title or the first sentences, is the event; what stands in the
    titles is what it is called in few words. A stem that only one of several articles has at its
    top is left out.
    """
    titles = [stems(a.title or "") for a in articles if a.usable]
    titled = Counter(w for title in titles for w in title)
    named = max(1, sum(map(bool, titles)))
    tops = [set(title) for title in titles]
    places = {i: n for n, i in enumerate(i for i, a in enumerate(articles) if a.usable)}
    for sentence in sentences:
        if sentence.article in places and sentence.position < limits.top_sentences:
            tops[places[sentence.article]] |= stems(sentence.text)
    counts = Counter(w for top in tops for w in top)
    fewest = 2 if len(tops) > 1 else 1
    return {
        w: (n / len(tops) + titled[w] / named) / 2 for w, n in sorted(counts.items()) if n >= fewest
    }


def tells_event(line: str, event: Mapping[str, float]) -> float:
    """Return how much of the event a line tells: the shares of its stems, added up."""
    return sum(event.get(w, 0.0) for w in stems(line))


def _lines(article: Article, whole: str, limits: Limits) -> list[str]:
    """Return a title in plain case, and the parts of it that can stand alone, those that fit."""
    parts = _parts((article.title or "").strip(), article.text)
    parts += [cut for part in parts for cut in _without_tail(part)]
    plain = [in_plain_case(part, whole) for part in parts]
    plain += [line for p in plain if (line := _unscared(_unloaded(p))) != p]
    fitting = [p for p in dict.fromkeys(plain) if _fit(p, limits)]
    short = [p for p in fitting if len(p.split()) <= limits.headline_words]
    return sorted(short or fitting, key=lambda p: (-len(p), p))[: limits.titles_tried]


def _unscared(line: str) -> str:
    line = _SCARE.sub("", line)
    return line[:1].upper() + line[1:]


def _unloaded(line: str) -> str:
    """Return a title without the adjectives that judge: "disputes explosive report"."""
    words = line.split(" ")
    loaded = {w.lower() for w in loaded_words(line) if _ADJECTIVE.fullmatch(w.lower())}
    kept = [
        w
        for i, w in enumerate(words)
        if w not in loaded or i + 1 == len(words) or not words[i + 1][:1].islower()
    ]
    return " ".join(kept)


def _parts(title: str, text: str) -> list[str]:
    """Return a title and its parts: "Report: Dam broke" is "Dam broke", but who speaks stays.

    "Obama: More facts needed" is "More facts needed, Obama says", not a fact of its own.
    """
    said = _SAID_BEFORE.match(title)
    if said and not tells_who_says(said["what"]) and _speaks(said["who"], text):
        verb = "say" if said["who"].lower() in _MANY else "says"
        who = said["who"].lower() if _SOURCES.match(said["who"]) else said["who"]
        what = said["what"].rstrip(".")
        return [f"{line}, {who} {verb}" for line in (what, *_without_tail(what))]
    if said and _is_name(said["who"], text):
        return []  # an outlet, or somebody of whom nobody knows whether they say it
    parts = [title, *_PARTS.split(title)]
    parts += [m["what"][:1].upper() + m["what"][1:] for m in map(_MEANWHILE.search, parts) if m]
    return parts + [p[m.end() :] for p in parts if (m := _HEAD.match(p)) and not _binds(m[0])]


def _is_name(who: str, text: str) -> bool:
    """Tell whether its words are names in the article: "McClatchy", not "Live updates"."""
    words = who.split()
    return len(words) <= _NAME_WORDS and all(
        w[:1].isupper() and w in text and w.lower() not in _cases(text).small for w in words
    )


def _speaks(who: str, text: str) -> bool:
    """Tell whether an article has somebody say something: "Obama" in "Obama said"."""
    if _SOURCES.match(who):
        return True
    word = who.split()[-1]
    named = word[:1].isupper() and not re.search(rf"\b{re.escape(word.lower())}\b", text)
    last = re.escape(word) if named else ""  # "California fires" say nothing
    # Not "the toll of Mangkhut could rise, police said": the storm says nothing.
    pattern = (
        rf"\b{last}(?:, [^,.\"“”]{{1,60}},)?(?: (?!said)\w+ly| also| later| has| had)? {_SAY}\b"
        rf"|[,\"”] {_SAY} (?:[A-Z][\w.]* |\w+ (?=[A-Z])){{0,3}}{last}[,.]"
    )
    return bool(last) and re.search(pattern, text) is not None


def _binds(words: str) -> bool:
    """Tell whether words say who says so, or hold a condition or a denial."""
    gone = {w.lower() for w in _WORD.findall(words)}
    return bool(gone & (SPEECH_VERBS | BINDING)) or any(
        w.removesuffix("s") in SPEECH_VERBS for w in gone
    )


def _without_tail(line: str) -> Iterator[str]:
    """Yield a title without the circumstances at its end: "Governor resigns | amid scandal".

    Never without who says so, a condition or a denial.
    """
    for tail in _TAIL.finditer(line):
        rest = line[tail.start() :]
        second = _SECOND.match(rest)
        besides = second is not None and second["verb"].lower() in _CLAIMS
        if besides or not _binds(rest):
            yield line[: tail.start()]


def _fit(line: str, limits: Limits) -> bool:
    short = limits.headline_shortest <= len(line.split()) <= _LONGEST
    return short and not _NO_LINE.search(line)


def in_plain_case(title: str | None, text: str) -> str:
    """Return a title with small letters where the article mostly writes its words small.

    A word keeps its capital where the article has it so beside the same neighbour: "Bill Ruiz". In
    a title that gives every word a capital, one that the article never has is no name.
    """
    line = (title or "").strip().rstrip(".")
    said = _cases(text)
    words = line.split(" ")
    titled = all(w[:1].isupper() for w in words if w[:1].isalpha() and len(w) > 3)
    for i, word in enumerate(words[1:], 1):
        if _is_usual(words, i, said, text, titled):
            words[i] = word.lower()
    return " ".join(words)


def _is_usual(words: Sequence[str], i: int, said: _Cases, text: str, titled: bool) -> bool:
    """Tell whether a word of a title has its capital from the title alone."""
    word, core = words[i], words[i].strip("“”\"'‘’,.:;()")
    lower = core.lower()
    if titled and lower in _SMALL:
        return True
    if not core[:1].isupper() or core[1:] != core[1:].lower() or word in _TITLED:
        return False
    known = lower in said.small or lower in FUNCTION_WORDS or stem(lower) in said.common
    known = known or lower.removesuffix("s") in said.common
    known = known or (titled and _bare(word) not in said.anywhere)
    named = said.inside[core] > said.small[lower]
    return known and not (named or (said.inside[core] and _beside(words, i, text)))


@dataclass(frozen=True, slots=True)
class _Cases:
    """How a text writes its words."""

    inside: Mapping[str, int]  # with a capital within a sentence
    small: Mapping[str, int]
    common: frozenset[str]  # stems of words that are no names
    anywhere: frozenset[str]  # with a capital


@lru_cache(maxsize=2)  # every title of an event is asked about the same text
def _cases(text: str) -> _Cases:
    small = Counter(re.findall(r"\b[a-z][\w’'-]*", text))
    return _Cases(
        inside=Counter(re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]*", text)),
        small=small,
        common=frozenset(stem(w) for w in {*small, *FUNCTION_WORDS}) | SPEECH_VERBS,
        anywhere=frozenset(map(_bare, re.findall(r"\b[A-Z][\w’'-]*", text))),
    )


def _bare(word: str) -> str:
    """Return a word without what stands around it and its possessive: "Ruiz" for "Ruiz's,"."""
    return re.sub(r"['’]s?$", "", word.strip("“”\"'‘’,.:;()"))


def _beside(words: Sequence[str], i: int, text: str) -> bool:
    """Tell whether the text has a word beside the same capitalised neighbour."""
    pairs = [words[i - 1 : i + 1], words[i : i + 2]]
    return any(
        len(p) == 2 and p[0][:1].isupper() and p[1][:1].isupper() and " ".join(p) in text
        for p in pairs
    )


def _resting(
    line: str, article: int, sentences: Sequence[Sentence], limits: Limits
) -> list[Sentence]:
    """Return the few sentences of an article that together hold most of a line's words, or none.

    Two more, of any article, if it holds a name or a quotation that those lack.
    """
    wanted = stems(line)
    left, chosen = set(wanted), list[Sentence]()
    held = [(stems(s.text), s) for s in sentences if s.article == article]
    while left and held and len(chosen) < limits.title_passages:
        most, best = max(held, key=lambda h: len(left & h[0]))
        if not left & most:
            break
        left -= most
        chosen.append(best)
    if not wanted or len(left) > (1 - limits.title_held) * len(wanted):
        return []
    return _completed(line, chosen, sentences)


def _completed(line: str, chosen: list[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences with up to two more, with which the line is better supported."""
    passages = [folded(s.text) for s in chosen]
    lacking = unsupported(line, passages)
    added = list(chosen)
    while lacking and len(added) < len(chosen) + _COMPLETING:
        words = {w for flaw in lacking for w in _WORD.findall(flaw)}
        near = [(len(words & _words(s.text)), -s.index, s) for s in sentences if s not in added]
        held = [s for n, _, s in sorted(near, key=lambda one: one[:2], reverse=True)[:_NEAR] if n]
        left = [(len(unsupported(line, [*passages, folded(s.text)])), s) for s in held]
        fewest = min(left, key=lambda one: one[0], default=None)
        if fewest is None or fewest[0] >= len(lacking):
            break
        added.append(fewest[1])
        passages.append(folded(fewest[1].text))
        lacking = unsupported(line, passages)
    return added


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


@lru_cache(maxsize=1024)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words that mean something."""
    words = (w.lower() for w in _WORD.findall(text))
    return frozenset(stem(re.sub(r"['’]s?$", "", w)) for w in words if w not in FUNCTION_WORDS)

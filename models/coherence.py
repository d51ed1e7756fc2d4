"""What lets the sentences of a brief be read as one text: nobody and nothing appears unintroduced.

Sentences are taken out of articles in which others stand before them. A sentence that opens with
"The order" needs one before it that tells of an order; a person is named in full at first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.names import FUNCTION_WORDS, TITLES, fold_word, stands_in
from models.news import BriefSentence, Evidence, Facts, Parse, Sentence
from models.phrases import subtree
from models.similarity import stem

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_JUST_BEFORE = re.compile(r"([^\W_][\w'’.-]*) $")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
# What every reader knows, or what the article before it says of itself.
WELL_KNOWN = frozenset(
    "president government administration house senate congress court judge police state country "
    "nation world city public media press economy law constitution pentagon military army internet "
    "weekend year month week day night morning afternoon evening end beginning rest past future "
    "time party governor mayor king queen pope minister department agency campaign election united "
    "republican democrat lawmaker official authority vice majority minority treasury sun moon "
    "coronavirus virus pandemic market poor rich right left west east north south church union "
    "navy border budget senator white kremlin vatican bible first last second most".split()
)
_COURTESY = frozenset({"", "mr", "mrs", "ms", "miss", "dr"})
_MODIFIED = frozenset({"prep", "relcl", "acl", "appos", "compound", "poss", "nmod", "nummod"})


def leans_on(parse: Parse) -> frozenset[str]:
    """Return the stems of what a sentence takes for introduced: its first words "The order ...".

    Nothing where the words that follow say which order.
    """
    top = next(
        (i for i, t in enumerate(parse) if t.dep in {"nsubj", "nsubjpass"} and t.pos == "NOUN"),
        None,
    )
    if top is None or min(subtree(parse, top)) > 0:
        return frozenset()
    return frozenset({stem(parse[top].text)}) if _untold(parse, top) else frozenset()


def bare_definites(parse: Parse) -> list[str]:
    """Return every thing that a line takes for introduced, wherever it stands: "the request"."""
    return [t.text for i, t in enumerate(parse) if t.pos == "NOUN" and _untold(parse, i)]


def _untold(parse: Parse, noun: int) -> bool:
    """Tell whether a noun is definite though no words with it say which one."""
    below = [t for t in parse if t.head == noun and t is not parse[noun]]
    definite = any(t.dep == "det" and t.lemma.lower() in {"the", "that", "those"} for t in below)
    told = any(t.dep in _MODIFIED or t.pos == "PROPN" for t in below)
    return definite and not told and parse[noun].lemma.lower() not in WELL_KNOWN


def unanchored(leans: frozenset[str], before: Iterable[str]) -> frozenset[str]:
    """Return what no text before tells of."""
    told = {stem(w) for text in before for w in _WORD.findall(text)}
    return frozenset(w for w in leans if w not in told)


@dataclass(frozen=True, slots=True)
class Introduction:
    """A person's full name, and the passage where it stands."""

    full: str
    evidence: Evidence


def introductions(
    sentences: Sequence[Sentence], facts: Sequence[Facts]
) -> Mapping[str, Introduction]:
    """Return by surname the persons of an event that are named in full somewhere.

    A surname that two persons share is left out: nobody knows whom a bare one means.
    """
    found: dict[str, dict[str, Introduction]] = defaultdict(dict)  # by surname, then first name
    titles: dict[str, set[str]] = defaultdict(set)  # that a full name has: "President Donald Trump"
    bare: dict[str, set[str]] = defaultdict(set)  # "President Trump"; also "Kim" of "Kim Jong Un"
    for sentence in sentences:
        for name in facts[sentence.index].names:
            words = name.text.split()  # behind the title: "Water Minister Calla Rendt"
            titled = [i for i, w in enumerate(words) if fold_word(w) in TITLES]
            title = fold_word(words[titled[-1]]) if titled else ""
            words = words[titled[-1] + 1 :] if titled else words
            if len(words) == 1 and title not in _COURTESY:
                bare[words[0]].add(title)
            if name.label != "PERSON" or not 2 <= len(words) <= 3 or not _whole(words):
                continue
            person = Introduction(" ".join(words), sentence.evidence)
            found[words[-1]].setdefault(fold_word(words[0]), person)
            titles[words[-1]] |= {title} - {""}
            for word in words[:-1]:  # a surname that comes first
                bare[word].add("")
    return {
        last: next(iter(who.values()))
        for last, who in found.items()
        if len(who) == 1 and bare[last] <= titles[last]
    }


def _whole(words: Sequence[str]) -> bool:
    return all(w[:1].isupper() for w in words) and words[-1].isalpha() and words[0][-1:].isalpha()


def introduced(
    sentences: Sequence[BriefSentence], known: Mapping[str, Introduction], room: int
) -> list[BriefSentence]:
    """Return the sentences with each person named in full where first named, citing where.

    Args:
        sentences: of the brief, in order.
        known: full names, by surname.
        room: words that may be added in all.
    """
    told, result = "", []
    for sentence in sentences:
        for last, person in known.items():
            if person.evidence.article_id not in {c.article_id for c in sentence.citations}:
                continue  # another article's Trump may be another Trump
            if stands_in(person.full, told) or stands_in(person.full, sentence.text):
                continue
            text = _with_full_name(sentence.text, last, person.full)
            added = len(text.split()) - len(sentence.text.split())
            if text != sentence.text and added <= room:
                citations = tuple(dict.fromkeys((*sentence.citations, person.evidence)))
                sentence = replace(sentence, text=text, citations=citations)
                room -= added
        told = f"{told} {sentence.text}"
        result.append(sentence)
    return result


def _with_full_name(text: str, last: str, full: str) -> str:
    """Put the full name where the bare surname stands first, "Mr." before it left out."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    pattern = rf"(?<![\w-])(?:(?:Mr|Mrs|Ms)\.? )?{re.escape(last)}(?![\w-])"
    for found in re.finditer(pattern, text):
        if any(a <= found.start() < b for a, b in quoted):
            continue
        before = _JUST_BEFORE.search(text[: found.start()])
        after = _WORD.match(text, found.end() + 1) if text[found.end() :][:1] == " " else None
        if (before and _names(before[1])) or (after and after.group()[:1].isupper()):
            return text  # part of another name: "Trump Tower", "Melania Trump"
        return f"{text[: found.start()]}{full}{text[found.end() :]}"
    return text


def _names(word: str) -> bool:
    """Tell a capitalised word that is part of a name from a title and from "But" and "In"."""
    folded = fold_word(word)
    usual = folded in TITLES or (folded in FUNCTION_WORDS and folded != "the")
    return word[:1].isupper() and not usual

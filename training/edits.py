"""True sentences made wrong in the small ways in which summaries go wrong.

Another name or figure of the same kind, two names that change places, another speaker, the opposite
word, another order in time, a denial put in or taken out, another certainty, a word or phrase from
elsewhere (the types of Laban et al., "SummEdits", 2023; no text of that set is used).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from models.antonyms import opposites
from models.mentions import Parse, Span
from models.newsroom_words import SPEECH_VERBS
from models.phrases import subtree

_PEOPLE = frozenset({"PERSON", "NORP"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})
_COUNTS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_TIMES = frozenset({"DATE", "TIME"})
_KINDS = (_PEOPLE, _PLACES, _COUNTS, _TIMES)
_SURE = {"will": "may", "would": "will", "may": "will", "might": "will", "could": "will",
         "can": "could", "must": "may", "should": "must"}  # fmt: skip
_ORDER = {"before": "after", "after": "before", "until": "since", "since": "until",
          "during": "after", "while": "before", "earlier": "later", "later": "earlier"}  # fmt: skip
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|can|did)\b")
_NOT = re.compile(r"\s(?:not|never)\b|n['’]t\b")

Edit = Callable[[str, Parse, Sequence[tuple[str, Parse]], random.Random], str | None]


def edited(
    text: str,
    parse: Parse,
    document: Sequence[tuple[str, Parse]],
    elsewhere: Sequence[tuple[str, Parse]],
    rng: random.Random,
) -> Iterator[tuple[str, str]]:
    """Yield kinds of edits with the sentence so edited, each that can be made.

    Args:
        text: a sentence that is true.
        parse: its tokens.
        document: what it rests on, sentence by sentence.
        elsewhere: sentences of another event.
        rng: chooses.
    """
    for kind, pool in (("name", document), ("strange_name", elsewhere)):
        yield from _made(kind, _other_entity(text, parse, pool, rng, (_PEOPLE, _PLACES)))
    for kind, pool in (("value", document), ("strange_value", elsewhere)):
        yield from _made(kind, _other_entity(text, parse, pool, rng, (_COUNTS, _TIMES)))
    for kind, pool in (("word", document), ("strange_word", elsewhere)):
        yield from _made(kind, _other_word(text, parse, pool, rng))
    yield from _made("roles", _with_roles_changed(text, parse, rng))
    yield from _made("speaker", _other_speaker(text, parse, document, rng))
    yield from _made("order", _in_other_order(text, rng))
    yield from _made("opposite", _opposite(text, parse, rng))
    yield from _made("denial", _denied(text, rng))
    yield from _made("certainty", _certain(text, rng))
    for kind, pool in (("detail", document), ("phrase", elsewhere)):
        yield from _made(kind, _with_phrase(text, parse, pool, rng))


def _made(kind: str, text: str | None) -> Iterator[tuple[str, str]]:
    if text:
        yield kind, text


def entities(text: str, parse: Parse) -> Iterator[tuple[Span, str]]:
    """Yield the entities of a sentence with their types."""
    i = 0
    while i < len(parse):
        end = i + 1
        if parse[i].entity:
            while end < len(parse) and parse[end].entity and not parse[end].starts_entity:
                end += 1
            start = i + 1 if parse[i].lemma.lower() in {"the", "a"} and end > i + 1 else i
            stop = end - 1 if parse[end - 1].text in {"'s", "’s"} else end
            if stop > start:
                yield (parse[start].start, parse[stop - 1].end), parse[i].entity
        i = end


def _other_entity(
    text: str,
    parse: Parse,
    pool: Sequence[tuple[str, Parse]],
    rng: random.Random,
    kinds: Sequence[frozenset[str]],
) -> str | None:
    own = [(s, k) for s, t in entities(text, parse) for k in kinds if t in k]
    rng.shuffle(own)
    for (start, end), kind in own:
        mine = text[start:end].lower()
        others = sorted(
            {said[a:b] for said, p in pool for (a, b), t in entities(said, p) if t in kind}
        )
        able = [o for o in others if o.lower() not in text.lower() and mine not in o.lower()]
        if able:
            return text[:start] + rng.choice(able) + text[end:]
    return None


def _with_roles_changed(text: str, parse: Parse, rng: random.Random) -> str | None:
    """Let two names of one kind change places: who did it to whom."""
    found = list(entities(text, parse))
    pairs = [
        (a, b)
        for i, (a, s) in enumerate(found)
        for b, t in found[i + 1 :]
        if any(s in k and t in k for k in (_PEOPLE | _PLACES, _COUNTS))
        and text[a[0] : a[1]] != text[b[0] : b[1]]
    ]
    if not pairs:
        return None
    (a, b), (c, d) = rng.choice(pairs)
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _other_speaker(
    text: str, parse: Parse, document: Sequence[tuple[str, Parse]], rng: random.Random
) -> str | None:
    """Let another person or body of the story have said it."""
    spoke = {t.head for t in parse if t.dep == "nsubj" and parse[t.head].lemma in SPEECH_VERBS}
    for (start, end), _ in entities(text, parse):
        said = [t for t in parse if start <= t.start < end and t.dep == "nsubj" and t.head in spoke]
        if not said:
            continue
        others = sorted(
            {
                d[a:b]
                for d, p in document
                for (a, b), t in entities(d, p)
                if t in {"PERSON", "ORG"} and d[a:b].lower() not in text.lower()
                and text[start:end].lower() not in d[a:b].lower()
            }
        )  # fmt: skip
        if others:
            return text[:start] + rng.choice(others) + text[end:]
    return None


def _in_other_order(text: str, rng: random.Random) -> str | None:
    return _replaced(text, _ORDER, rng)


def _replaced(text: str, by: dict[str, str], rng: random.Random) -> str | None:
    able = [m for m in re.finditer(r"\b[a-z]+\b", text) if m[0] in by]
    if not able:
        return None
    found = rng.choice(able)
    return text[: found.start()] + by[found[0]] + text[found.end() :]


def _other_word(
    text: str, parse: Parse, document: Sequence[tuple[str, Parse]], rng: random.Random
) -> str | None:
    """Put another noun or verb of the story, in the same form, into the place of one."""
    places = [t for t in parse if t.pos in {"NOUN", "VERB"} and not t.entity and len(t.text) > 3]
    rng.shuffle(places)
    for token in places[:3]:
        end = token.text[-2:]
        able = sorted(
            {
                t.text
                for _, p in document
                for t in p
                if t.pos == token.pos and t.dep == token.dep and t.text.islower()
                and t.text[-2:] == end and t.lemma.lower() not in text.lower() and len(t.text) > 3
            }
        )  # fmt: skip
        if able:
            return text[: token.start] + rng.choice(able) + text[token.end :]
    return None


def _opposite(text: str, parse: Parse, rng: random.Random) -> str | None:
    able = [t for t in parse if t.text.islower() and opposites(t.lemma.lower())]
    if not able:
        return None
    token = rng.choice(able)
    other = rng.choice(sorted(opposites(token.lemma.lower())))
    return text[: token.start] + _inflected(other, token.text, token.lemma) + text[token.end :]


def _inflected(word: str, like: str, lemma: str) -> str:
    """Return the word with the ending of another; the parse takes an irregular one for a slip."""
    ending = next((e for e in ("ing", "ed", "s") if like.endswith(e) and like != lemma), "")
    stem = word[:-1] if word.endswith("e") and ending in {"ing", "ed"} else word
    return stem + ending


def _denied(text: str, rng: random.Random) -> str | None:
    if _NOT.search(text):
        return _NOT.sub("", text, count=1)
    able = list(_AUXILIARY.finditer(text))
    if not able:
        return None
    found = rng.choice(able)
    return f"{text[: found.end()]} not{text[found.end() :]}"


def _certain(text: str, rng: random.Random) -> str | None:
    return _replaced(text, _SURE, rng)


def _with_phrase(
    text: str, parse: Parse, pool: Sequence[tuple[str, Parse]], rng: random.Random
) -> str | None:
    """Put in an adjective or add a prepositional phrase that was told of something else."""
    said, theirs = rng.choice(pool)
    nouns = [t for t in parse if t.pos == "NOUN" and t.text.islower()]
    adjectives = sorted({t.text for t in theirs if t.pos == "ADJ" and t.dep == "amod"})
    phrases = []
    for i, token in enumerate(theirs):
        below = subtree(theirs, i)
        if token.dep == "prep" and 2 <= len(below) <= 7 and max(below) - min(below) < len(below):
            phrases.append(said[theirs[min(below)].start : theirs[max(below)].end])
    phrases = [p for p in phrases if p.lower() not in text.lower()]
    if phrases and rng.random() < 0.6:
        return f"{text.rstrip('.')} {rng.choice(phrases)}."
    if nouns and adjectives:
        noun = rng.choice(nouns)
        return f"{text[: noun.start]}{rng.choice(adjectives)} {text[noun.start :]}"
    return None

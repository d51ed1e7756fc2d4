"""How a brief reads: sentences that stop short, say something twice, or lean on nobody named."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from benchmarks.checks.answer import BriefSentence, shorten
from benchmarks.checks.fold import fold
from benchmarks.checks.names import STOP_WORDS

NEAR = 0.9  # of a sentence's content words: from here on another sentence says it already
_WORD = re.compile(r"\w+(?:[.,'-]\w+)*")
_LOWER = re.compile(r"(?<![\w'-])[a-z]+(?![\w-])")
_UPPER_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")
_END = re.compile(r"""[.!?][\])"']*$""")
_CUT = re.compile(r"(?:\.\.\.|…|[,;:-]\s?[.!?])[\])\"']*$")
# No English sentence ends with one of these; "of", "to" and "in" may: "what it consists of".
_OPEN_WORDS = frozenset(
    "a an the and or but nor than because if whether while although unless whose my our your "
    "their its is are was were be been has have had will would could should might must very "
    "mr mrs ms dr sen rep gov gen including among between despite during every".split()
)
_MAY_END = frozenset(
    "is are was were be been has have had will would could should might must its".split()
)
_LEANING = re.compile(
    r"""^["'(]*(?:He|She|It|They|This|That|These|Those|His|Her|Hers|Their|Its|Such)\b"""
)
# "It was not clear whether ...": this "it" stands for what follows.
_EMPTY_IT = re.compile(
    r"^It(?:'s| is| was| remains| remained| has been| will be| would be)\b"
    r"[^,.;]{0,60}?\b(?:to|that|whether|how|why|what|when|if|who|where)\b"
)


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word.casefold() for word in _WORD.findall(fold(text))]


def content_of(text: str) -> frozenset[str]:
    """The words of a text that say something."""
    return frozenset(word for word in words_of(text) if word not in STOP_WORDS)


def is_unfinished(text: str) -> bool:
    """Whether a sentence has no end, or breaks off before it."""
    folded = fold(text)
    words = words_of(folded)
    if not words or not _END.search(folded) or _CUT.search(folded):
        return True
    last = words[-1].rstrip(".")
    closed = folded.rstrip()[-1] in "\"')"  # a quotation may end as its speaker did
    return last in _OPEN_WORDS - _MAY_END and not closed


def lowered_names(text: str, articles: Sequence[str], ordinary: frozenset[str]) -> Iterator[str]:
    """Names that the text writes in lower case, and the cited articles never: "sanders"."""
    words = set(_LOWER.findall(fold(text))) - ordinary - STOP_WORDS
    if words:
        cases = [_cases(article) for article in articles]
        lower = {word for _, low in cases for word in low}
        yield from sorted({w for high, _ in cases for w in high if w in words} - lower)


@lru_cache(maxsize=32)
def _cases(article: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that an article writes with a capital inside a sentence, and in lower case."""
    folded = fold(article)
    capital = {found[0].casefold() for found in _UPPER_INSIDE.finditer(folded)}
    return frozenset(capital), frozenset(_LOWER.findall(folded))


def is_leaning(text: str) -> bool:
    """Whether a sentence opens with a word that only another sentence explains."""
    folded = fold(text)
    return bool(_LEANING.match(folded)) and not _EMPTY_IT.match(folded)


def repeats(sentences: Sequence[BriefSentence]) -> Iterator[tuple[int, str, str]]:
    """Each sentence (by index) that an earlier or longer one says: exactly, or nearly."""
    plain = [" ".join(words_of(s["text"])) for s in sentences]
    content = [content_of(s["text"]) for s in sentences]
    for n, mine in enumerate(content):
        others = [k for k in range(len(sentences)) if k != n]
        if any(plain[k] == plain[n] for k in others if k < n):
            yield n, "repeated_exactly", shorten(sentences[n]["text"])
            continue
        for k in others:
            held = len(mine & content[k]) / max(1, len(mine))
            if held >= NEAR and (k < n or len(content[k]) > len(mine)):
                both = f"{shorten(sentences[n]['text'])!r} and {shorten(sentences[k]['text'])!r}"
                yield n, "repeated_nearly", both
                break


def new_bigrams(sentence: BriefSentence) -> tuple[int, int]:
    """How many pairs of neighbouring words no cited quote holds, and of how many."""
    known = {pair for c in sentence["citations"] for pair in pairwise(words_of(c["quote"]))}
    pairs = list(pairwise(words_of(sentence["text"])))
    return sum(pair not in known for pair in pairs), len(pairs)

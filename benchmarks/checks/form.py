"""The form of the brief: its text, its length, how its sentences begin and end."""

import re
from collections import Counter
from collections.abc import Iterator

from benchmarks.checks.answer import Case, Finding, shorten
from benchmarks.checks.fold import fold, visible
from benchmarks.checks.quotations import without_quotations

_BULLET = re.compile(r"^\s*[-•]\s+", re.M)
_END = re.compile(r"""[.!?…][\])"'”’]*$|["”]$""")
_QUOTE_MARKS = "\"“'‘"
_SIGNS = "$£€¥"
_DAY_WORD = re.compile(r"\b(?:today|yesterday|tomorrow)\b", re.I)


def check_form(case: Case) -> Iterator[Finding]:
    """The text is its sentences, short enough, and each sentence stands on its own feet."""
    yield from _joined(case)
    yield from _length(case)
    yield from _repeated(case)
    for sentence in case.answer["sentences"]:
        yield from _edges(sentence["text"])
        yield from _day_words(sentence["text"], case)


def word_count(text: str) -> int:
    """White-space separated words, marks of bullets not counted."""
    return len(_BULLET.sub("", text).split())


def _joined(case: Case) -> Iterator[Finding]:
    text, sentences = case.answer["text"], [s["text"] for s in case.answer["sentences"]]
    for sentence in sentences:
        if sentence not in text:
            yield Finding("sentence_in_text", shorten(sentence))
    pattern = "[ \n]+".join(re.escape(sentence) for sentence in sentences)
    if case.style == "bullets":
        pattern = "\n+".join("[-•] " + re.escape(sentence) for sentence in sentences)
    if not re.fullmatch(pattern, text):
        yield Finding("text_joined", f"{case.style}: {shorten(text, 300)}")


def _length(case: Case) -> Iterator[Finding]:
    words = word_count(case.answer["text"])
    if words > case.max_words:
        yield Finding("max_words", f"{words} words, {case.max_words} allowed")


def _repeated(case: Case) -> Iterator[Finding]:
    seen = Counter(fold(s["text"]).casefold().rstrip(".") for s in case.answer["sentences"])
    yield from (Finding("repeated", shorten(text)) for text, n in seen.items() if n > 1)


def _edges(text: str) -> Iterator[Finding]:
    if not _END.search(text):
        yield Finding("sentence_end", shorten(text[-80:]))
    first = text.split()[0] if text.strip() else ""
    capital = any(c.isupper() for c in first)  # "iPhone" has its capital inside
    if not first or not (capital or first[0].isdigit() or first[0] in _QUOTE_MARKS + _SIGNS):
        yield Finding("sentence_start", shorten(text, 80))
    if text != text.strip() or "\n" in text:
        yield Finding("sentence_space", shorten(text, 80))


def _day_words(text: str, case: Case) -> Iterator[Finding]:
    """Days that the reader cannot place; in a quotation they are only noted."""
    rest = fold(text)
    for source in sorted({article.source for article in case.articles.values()}, key=len):
        rest = rest.replace(fold(source), " ")
    rest = re.sub(r"\b[A-Z]\w* (?:TODAY|Today)\b", " ", rest)  # outlets: "USA Today"
    if _DAY_WORD.search(without_quotations(rest)):
        yield Finding("day_word", shorten(text))
    elif _DAY_WORD.search(visible(rest)):
        yield Finding("day_word_in_quotation", shorten(text), info=True)

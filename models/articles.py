"""What was posted -> clean articles: story paragraphs and boilerplate marked, offsets kept.

Offsets always refer to the posted text, for HTML to the text that was extracted from it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from trafilatura import extract

from models.boilerplate import mark
from models.commands import commands
from models.errors import Flaw, InputError
from models.hidden import without_hidden
from models.limits import Limits
from models.news import Article, Posted, Span, Warned

_BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^{_BREAKS}]+")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e01ef]"
)
_NO_CHARACTER = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:(?P<decimal>[0-9]{1,9})|[xX](?P<hexadecimal>[0-9a-fA-F]{1,8}));?"
)
_TERMINAL = re.compile(r"""[.!?]["'”’)\]]*$""")
_CAPITAL = "A-ZÀ-ÖØ-Þ" + "".join(c for c in map(chr, range(0x100, 0x180)) if c.isupper())
_SURELY_DATED, _DATED = 3, 8  # paragraphs
_DATELINE = re.compile(
    rf"(?:(?P<upper>[{_CAPITAL}][{_CAPITAL}.'’ -]+[{_CAPITAL}.]"
    r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)*\.?){0,2})"
    rf"|(?P<mixed>[{_CAPITAL}][\w.'’-]+(?: [{_CAPITAL}][\w.'’-]+){{0,2}}"
    r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?){0,2}))?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"\s*(?:(?:[(/](?P<agency>[A-Z][\w .,'’/-]{1,30})[)/])?\s*(?:[–—]|--?)"
    r"|\s*\((?:CNN|AP|Reuters|REUTERS|AFP|UPI|Bloomberg)(?: [A-Z]\w+)?\)|(?P<button>CLOSE))\s+"
    rf"(?=[{_CAPITAL}\"“‘'\d])"
)
_AGENCY = re.compile(
    r"\b(Reuters|Associated Press|AP|AFP|Agence France-Presse|UPI|PA Media|Xinhua|TASS|Interfax"
    r"|Bloomberg News|[A-Z]\w+ (?:Wire|Press Agency|News Agency|Newswire))\b"
)
_SAME_AGENCY = {"Associated Press": "AP", "Agence France-Presse": "AFP"}


def clean(posted: Sequence[Posted], limits: Limits) -> tuple[list[Article], list[Warned]]:
    """Return the articles in canonical order (by hash of text and source) with warnings.

    Raises:
        InputError: an HTML page holds no article text.
    """
    warnings: list[Warned] = []
    articles = []
    for place, one in enumerate(posted):
        article = _clean_one(one, place, limits)
        warnings += _warnings_on(article, limits)
        articles.append(article)
    articles.sort(key=lambda a: (a.key, a.id))
    return articles, sorted(warnings, key=lambda w: (w.article_id or "", w.code))


def invisible(text: str) -> bool:
    """Tell whether the text holds zero-width or direction-changing characters."""
    return _INVISIBLE.search(text) is not None


def visible(text: str) -> str:
    """Return the text without zero-width and direction-changing characters."""
    return _INVISIBLE.sub("", text)


def _clean_one(posted: Posted, place: int, limits: Limits) -> Article:
    text = posted.text if posted.text is not None else _from_html(posted, place)
    lines = list(_lines(text))
    stripped = [visible(text[a:b]).strip(" #*_>\t\u00a0") for a, b in lines]
    marks = mark(stripped, posted.title, limits)
    story = [s for s, bad in zip(lines, marks, strict=True) if not bad]
    boilerplate = [s for s, bad in zip(lines, marks, strict=True) if bad]
    story, datelines, agency = _without_dateline(text, story)
    language = _language(text, story, limits)
    return Article(
        id=posted.id,
        source=posted.source,
        text=text,
        story=tuple(story),
        boilerplate=tuple(sorted(boilerplate + datelines)),
        title=posted.title,
        url=posted.url,
        published_at=posted.published_at,
        language=language,
        extracted=posted.text is None or posted.fetched,
        key=hashlib.sha256(f"{text}\0{posted.source}".encode()).hexdigest(),
        agency=agency or _credited(posted.source, [text[a:b] for a, b in boilerplate]),
        usable=language == "en",
        commands=any(map(commands, [posted.title or "", *(text[a:b] for a, b in lines)])),
    )


def text_of_page(html: str) -> str | None:
    """Return the article inside an HTML page; ``None`` where there is none."""
    html = _NO_CHARACTER.sub(_as_character, html)  # one of them, and trafilatura finds no article
    html = without_hidden(html)
    text = extract(html, include_comments=False, include_tables=False, favor_precision=False)
    return str(text) if text and text.strip() else None


def _as_character(found: re.Match[str]) -> str:
    """Return a reference as it stands where XML has its character."""
    decimal, hexadecimal = found["decimal"], found["hexadecimal"]
    code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    real = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF
    return found.group() if real and code <= 0x10FFFF else "\ufffd"


def _from_html(posted: Posted, place: int) -> str:
    text = text_of_page(posted.html or "")
    if text is None:
        detail = "no article text was found in this HTML; post the article's text instead"
        raise InputError(Flaw(f"#/articles/{place}/html", detail, posted.id))
    return text


def _lines(text: str) -> list[Span]:
    """Return the stripped, non-empty lines; lines wrapped at a fixed column are joined."""
    spans = []
    for found in _LINE.finditer(text):
        raw = found.group()
        start = found.start() + len(raw) - len(raw.lstrip())
        end = found.start() + len(raw.rstrip())
        if end > start and visible(raw).strip():
            spans.append((start, end))
    return _unwrap(text, spans)


def _unwrap(text: str, spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for block in _blocks(text, spans):
        joined += [(block[0][0], block[-1][1])] if _is_wrapped(text, block) else block
    return joined


def _blocks(text: str, spans: list[Span]) -> list[list[Span]]:
    """Group lines that no empty line parts."""
    blocks: list[list[Span]] = []
    for span in spans:
        gap = text[blocks[-1][-1][1] : span[0]] if blocks else ""
        if blocks and len(_BREAK.findall(gap)) <= 1 and "\u2029" not in gap:
            blocks[-1].append(span)
        else:
            blocks.append([span])
    return blocks


def _is_wrapped(text: str, block: list[Span]) -> bool:
    """Tell whether a block is one wrapped paragraph: full lines, mostly ended in mid-sentence."""
    widths = [b - a for a, b in block[:-1]]
    if not widths or max(widths) > 100 or min(widths) < 0.6 * max(widths) or max(widths) < 40:
        return False
    running = sum(1 for a, b in block[:-1] if not _TERMINAL.search(text[a:b]))
    return running * 2 > len(widths) and any(text[a : a + 1].islower() for a, _ in block[1:])


def _without_dateline(text: str, story: list[Span]) -> tuple[list[Span], list[Span], str | None]:
    """Cut "MINSK (Reuters) – " off the first paragraphs: it is metadata."""
    agency, datelines = None, []
    kept = list(story)
    for i, (start, end) in enumerate(story[:_DATED]):
        found = _DATELINE.match(text, start, min(end, start + 90))
        if i >= _SURELY_DATED and not (found and found["upper"]):
            continue  # behind a subtitle, bylines and the outlet's name only capitals are one
        dashed = found is not None and re.search(r" [–—] +$", found[0]) is not None
        if not found or not (found["upper"] or found["agency"] or i == 0 or dashed):
            continue
        if not (found["upper"] or found["mixed"] or found["agency"] or found["button"]):
            continue
        kept[i] = (found.end(), end)
        datelines.append((start, found.end()))
        agency = _agency_name(found["agency"]) or agency
        break
    return kept, datelines, agency


def _agency_name(credit: str | None) -> str | None:
    found = _AGENCY.search(credit) if credit else None
    return one_agency(found[1]) if found else None


def one_agency(name: str) -> str:
    """Return the usual short name: "AP" for "Associated Press"."""
    return _SAME_AGENCY.get(name, name)


def _credited(source: str, boilerplate: Sequence[str]) -> str | None:
    """Return the agency whose copy this is: the outlet itself, or one that a byline names."""
    own = _agency_name(source)
    if own:
        return own
    for line in boilerplate:
        if re.match(r"(?:by|from|source|story by)\b", line, re.IGNORECASE) and len(line) < 100:
            agency = _agency_name(line)
            if agency:
                return agency
    return None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _language(text: str, story: Sequence[Span], limits: Limits) -> str:
    """Return the ISO 639-1 code; a short text is English unless it is clearly something else.

    Where no line reads as a story the whole text is looked at: a text in a script without full
    stops and spaces looks like a list of labels.
    """
    running = " ".join(text[a:b] for a, b in story) or text
    sample = visible(running[: limits.language_sample_chars])
    if not sample.strip():
        return "en"
    code, probability = _identifier().classify(sample)
    sure = len(sample) >= limits.language_sure_chars or probability >= limits.language_sure
    return str(code) if sure else "en"


def _warnings_on(article: Article, limits: Limits) -> list[Warned]:
    warnings = []

    def warn(code: str, detail: str) -> None:
        warnings.append(Warned(code, detail, article.id))

    if not article.usable:
        warn(
            "not_english",
            f"the text is in '{article.language}', not in English: it is left out of the brief",
        )
    if not article.story:
        warn("no_story", "no running text was found: only headings, labels or credits")
    if invisible(article.text):
        warn(
            "invisible_characters",
            "the text holds zero-width or direction-changing characters; they are ignored in the "
            "brief and kept in the quotes",
        )
    if article.commands:
        warn(
            "commands_a_machine",
            "the text holds orders to the machine that reads it: what it alone says is left out of "
            "the brief",
        )
    if _in_future(article.published_at):
        warn("future_date", "published_at lies in the future")
    if any(b - a > limits.long_paragraph_chars for a, b in article.story):
        warn("long_paragraph", "a paragraph is very long: line ends may have been lost")
    return warnings


def _in_future(published: date | datetime | None) -> bool:
    if published is None:
        return False
    now = datetime.now(UTC)
    if isinstance(published, datetime):
        return (published if published.tzinfo else published.replace(tzinfo=UTC)) > now
    return published > now.date()

"""Articles -> sentences with exact offsets.

A paragraph's end always cuts. Within a paragraph a full stop, question or exclamation mark (with
its closing quotes and brackets) cuts unless it belongs to an abbreviation, an initial, a number or
a quotation that its sentence goes on after. A quotation of several sentences is cut at their ends
and its speaker carried along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.articles import one_agency, visible
from models.names import without_stop
from models.news import Article, Evidence, Sentence, Span

_CLOSERS = "\"'”’»)]"
_TWEET_TAIL = re.compile(r"https?://|pic\.twitter\.com|[—–-]+ [A-Z][^—–]{1,60}\(@")
_CANDIDATE = re.compile(rf"[.!?…]+[{re.escape(_CLOSERS)}]*(?=\s|$)|[a-z)][.!?][\"”]?(?=[A-Z][a-z])")
_OPENERS = "\"'“‘«(["

# Never end a sentence: something always follows them.
_TITLES = frozenset(
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen lt ltgen col maj capt cmdr sgt cpl pvt adm "
    "rev fr hon pres amb atty supt insp det st mt ft messrs vs v fig figs eq approx dept univ assn "
    "bros ed eds vol nos pp cf al e.g i.e viz ca spc pfc brig comm "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# May end a sentence: they do when a usual first word follows.
_MAYBE = frozenset(
    "u.s u.k u.n e.u u.s.a d.c a.m p.m inc corp co ltd llc plc jr sr etc ph.d m.d b.a m.a j.d esq "
    "u.s.s.r no op n.y l.a s.c n.c n.j n.h n.m w.va p.a n.d s.d r.i r i.e. cos bldg ave blvd rd "
    "d r ind calif conn fla ariz ark colo del ga ill kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa tenn tex va vt wash wis wyo ala est ret".split()
)
_STARTERS = frozenset(
    "the a an he she it they we i you in on at but and however this that these those his her their "
    "its our my when while if as after before for since though although because so yet meanwhile "
    "there here what who why how where no not one some many most all both each every another "
    "according also still now then earlier later last next more asked with by from under during "
    "about over despite instead such other others two three four five several officials police "
    "only even just once until unless whether let nor or thus hence between within without".split()
)
_SPOKE = (
    r"(?:said|says|asked|asks|told|wrote|tweeted|added|adds|continued|replied|responded|shouted|"
    r"exclaimed|declared|recalled|explained|quipped|joked|wondered|argued|concluded|insisted|noted)"
)
_ATTRIBUTION_AFTER = re.compile(
    rf"\s+(?:(?:[A-Z][\w.'’-]*|the|a|an|one|his|her|their|[a-z]+)\s+){{1,5}}?{_SPOKE}\b"
)
_SPEAKER = re.compile(
    rf"(?:(?P<before>(?:[A-Z][\w.'’-]+\s?){{1,4}})\s*(?:,[^,.]{{1,60}},\s*)?{_SPOKE}\b"
    rf"|{_SPOKE}\s+(?P<after>(?:[A-Z][\w.'’-]+\s?){{1,4}}))"
)
_MARKUP = re.compile(
    r"!\[(?P<alt>[^\]]{0,200})\]\([^)\s]{0,500}\)|\[(?P<link>[^\]]{1,300})\]\([^)\s]{0,500}\)"
    r"|(?P<mark>\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|`)(?=\S)|(?<=\S)(?P<close>\*{1,3}|`)"
)
_LEADING = re.compile(r"(?:#{1,6}\s+|>\s+|[-*•]\s+)+")
_SPACE = re.compile(r"\s+")
_AGENCY_SAID = re.compile(
    r"\b(?:told|to|according to|reported by|by|the)\s+(?:the\s+)?(Reuters|Associated Press|AP|AFP)\b"
    r"|\b(Reuters|AP|AFP)(?:\s+news agency)?\s+(?:reported|said|reports)\b"
)


def split_sentences(articles: Sequence[Article]) -> list[Sentence]:
    """Return the sentences of all usable articles, article by article, in reading order."""
    sentences: list[Sentence] = []
    for number, article in enumerate(articles):
        if article.usable:
            sentences += _of_article(article, number, len(sentences))
    return sentences


def _of_article(article: Article, number: int, first: int) -> list[Sentence]:
    found: list[Sentence] = []
    for paragraph, span in enumerate(article.story):
        spans = boundaries(article.text, span)
        speakers = _speakers(article.text, spans)
        for (begin, end), speaker in zip(spans, speakers, strict=True):
            start = begin + _mark_before(article.text[begin:end])
            text = plain(article.text[start:end])
            if not any(c.isalpha() for c in text):
                continue
            quote = article.text[start:end]
            evidence = Evidence(article.id, article.source, start, end, quote)
            agency = _AGENCY_SAID.search(text)
            found.append(
                Sentence(
                    index=first + len(found),
                    article=number,
                    position=len(found),
                    evidence=evidence,
                    text=text,
                    paragraph=paragraph,
                    speaker=speaker,
                    agency=one_agency(agency[1] or agency[2]) if agency else article.agency,
                    published_at=article.published_at,
                    suspect=article.commands,
                )
            )
    return found


def _mark_before(quote: str) -> int:
    """Return how many characters at the beginning are a bullet or the mark of a heading."""
    found = _LEADING.match(quote) if quote[:1] in "#>-*•" else None
    return found.end() if found else 0


def plain(quote: str) -> str:
    """Return the quote without Markdown marks, zero-width characters and runs of white space."""
    text = _LEADING.sub("", visible(quote), count=1) if quote[:1] in "#>-*•" else visible(quote)
    if any(c in text for c in "*_`]"):
        text = _MARKUP.sub(lambda m: m["alt"] or m["link"] or "", text)
    return _SPACE.sub(" ", text).strip()


def boundaries(text: str, span: Span) -> list[Span]:
    """Return the sentences of one paragraph, each without surrounding white space."""
    start, end = span
    spans: list[Span] = []
    for cut in _cuts(text, start, end):
        if text[start:cut].strip():
            spans.append(_strip(text, start, cut))
        start = cut
    if text[start:end].strip():
        spans.append(_strip(text, start, end))
    return spans


def _strip(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    for found in _CANDIDATE.finditer(text, start, end):
        if _ends_sentence(text, found.start(), found.end(), start, end):
            yield found.end()


def _ends_sentence(text: str, mark: int, after: int, start: int, end: int) -> bool:
    """Decide for the mark at ``text[mark:after]`` in the paragraph ``text[start:end]``."""
    following = text[after : after + 120].lstrip()
    if after >= end or not following:
        return after < end
    closing = text[mark:after]
    if _TWEET_TAIL.match(following):
        return True
    if closing in {"…", "..."} and text[mark - 1 : mark].isspace():
        return False  # a lone ellipsis belongs to what follows
    first = following.lstrip(_OPENERS + "….")[:1].strip() or following.lstrip(_OPENERS + "…. ")[:1]
    if first.islower() and not following.startswith(("iP", "eB")):
        return False
    if closing[0] not in ".…" and closing[-1] in "\"”’'":
        return not _ATTRIBUTION_AFTER.match(text[after : min(end, after + 80)])
    if closing[0] != "." or closing.startswith(".."):
        return first.isupper() or first.isdigit() or following[0] in _OPENERS
    return _full_stop_ends(text, mark, start, following)


def _full_stop_ends(text: str, mark: int, start: int, following: str) -> bool:
    word = re.split(rf"[\s{re.escape(_OPENERS)}—–/]", text[max(start, mark - 24) : mark])[-1]
    lowered = word.lower().strip("\"'“‘’”)(")
    upcoming = re.match(r"[\W_]*([\w’']+)", following)
    follower = upcoming[1] if upcoming else ""
    usual = follower.lower() in _STARTERS
    if lowered in _TITLES and (word[:1].isupper() or lowered in {"v", "vs", "e.g", "i.e", "cf"}):
        return False
    if lowered == "no" or lowered == "nos":
        return not follower[:1].isdigit()
    if lowered in {"a.m", "p.m", "etc"}:
        return follower[:1].isupper() and (usual or follower not in _AFTER_TIME)
    if (lowered in _MAYBE and word[:1].isupper()) or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return usual and follower[:1].isupper() and not _is_name_start(follower, following)
    if re.fullmatch(r"[A-Z]", word):
        return usual and word not in "IJ" and not _is_name_start(follower, following)
    return True


_AFTER_TIME = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday ET EST EDT PT GMT Eastern Pacific "
    "Central Mountain BST UTC Local".split()
)


def _is_name_start(follower: str, following: str) -> bool:
    """Tell "U.S. In" (a start) from "D. No Name" (an initial before a capitalised pair)."""
    return follower in {"A", "I"} and re.match(r"\W*[AI]\.", following) is not None


def _speakers(text: str, spans: Sequence[Span]) -> list[str | None]:
    """Return for each sentence the speaker of the quotation that runs on through it."""
    speakers: list[str | None] = [None] * len(spans)
    inside = False
    for i, (start, end) in enumerate(spans):
        was_inside = inside
        for c in text[start:end]:
            if c in '"':
                inside = not inside
            elif c in "“”":
                inside = c == "“"
        if was_inside or inside:
            speakers[i] = _speaker_near(text, spans, i) or "the speaker"
    return speakers


def _speaker_near(text: str, spans: Sequence[Span], i: int) -> str | None:
    for j in (i, i - 1, i + 1, i - 2, i + 2):
        if 0 <= j < len(spans):
            found = _SPEAKER.search(text[spans[j][0] : spans[j][1]])
            if found:
                return without_stop((found["before"] or found["after"]).strip())
    return None

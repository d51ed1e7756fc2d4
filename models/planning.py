"""Claims -> the plan of the brief: what goes in, in which order, in how many words.

The claims that matter most go in (``models/salience.py``), each said once. The lead says what
happened; the others follow in the order in which the articles tell them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from models.anecdotes import is_no_news
from models.commands import is_english, orders
from models.compress import without_opening
from models.facts import find_speakers
from models.limits import Limits
from models.names import FUNCTION_WORDS, find_names
from models.neutrality import loaded_words
from models.news import (
    Claim,
    Disagreement,
    Evidence,
    Options,
    Plan,
    PlannedSentence,
    Sentence,
)
from models.similarity import long_stems
from models.titles import stems, tells_event

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|[Mm]e|[Yy]ou|[Yy]our)\b")
_DANGLING = re.compile(
    r"^(?:he|she|it|they|this|that|these|those|his|her|their|its|such|there|here|who|which|"
    r"then|with (?:it|this|that)|in (?:this|that|his|her|their) \w+|"
    r"(?:as|amid|despite|given|after) (?:those|these)|"
    r"the (?:move|decision|two|three|pair|former|latter|deal|measure|bill|statement|group|"
    r"report|company|case|announcement|comments?|remarks?|plan|same|others?)|another|both|neither|"
    r"the [\w'-]+ in question|others|(?:one|some|many|most|all|two|three) of (?:them|those)|"
    r"among (?:them|those)|"
    r"so(?! far)|(?:in )?(?:so )?doing so|in so doing|after (?:he|she|they|it|that)|"
    r"(?:an? )?(?:\w+ )?(?:moments?|minutes?|hours?|days?|weeks?|months?|years?) "
    r"(?:later|earlier|afterwards?)|since then|after that|before that|by then|at the time|"
    r"at that (?:time|point)|for (?:his|her|its|their) part)\b",
    re.IGNORECASE,
)
# A quotation that tells of somebody whom only what was said before it names.
_QUOTE_DANGLES = re.compile(
    r"""[“"](?:(?:he|she|they|those|these)(?:['’]\w+)?\b|[^“”"]*\bthat['’]s (?:how|why)\b)""",
    re.IGNORECASE,
)
# A question, whatever it ends in: "Why is Ruiz asking for it."
_ASKS = re.compile(
    r"^(?:Why|How|Where) (?:is|are|was|were|do|does|did|has|have|will|would|can)\b"
    r"|^(?:Will|Would|Has|Have|Had|Is|Are|Was|Were|Does|Did) [a-z]"  # "Will take forever, ..."
)
# Two sentences without a space between them.
_STUCK = re.compile(r"[\w-]{2,}[a-zA-Z]\.[A-Z][a-z]{2,}")
_OF_THE_COVERAGE = re.compile(
    r"\b(?:first reported|requests? for comment|declined (?:immediate |to )?comment|"
    r"(?:did|has|have|could) not (?:immediately )?(?:respond|return|offer|be reached)|"
    r"reached out to|reached for comment|when contacted|obtained by|"
    r"in an interview with|this (?:article|story|report))\b",
    re.IGNORECASE,
)
# "Here" is where the reporter stood; no outlet stands there in a brief.
_OF_THE_REPORTER = re.compile(r"\bhere\b(?!(?:’|')s)", re.IGNORECASE)
# Who "he" is only the sentence before says: "The tarp was removed before the visit, he added."
_SAID_BY_NOBODY = re.compile(
    r"[,.?!][\"”]? (?:he|she|they|it) (?:said|says|added|wrote|told|noted|explained|continued|"
    r"argued|stressed|tweeted|insisted|claimed|recalled|warned)\b"
)
# An outlet's own opinion: nobody is named who says so.
_URGES = re.compile(
    r"\b(?:should|must|ought to|needs? to)\b|^In many ways\b|\bof course\b|\bthe fact is\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_OF_SOMEBODY = re.compile(
    r"(?:According to [^,]{2,60}, )?[Tt]he ((?:[\w'’.-]+ ){1,6}?)"
    r"(?:has|have|had|is|was|will|would|on|also|\w+ed|said|told|won|lost|went) "
)
PERSON_NOUN = re.compile(
    r"\b(?!(?:after|over|under|however|never|ever|for|or|nor|order|number|power|letter|other|another|"
    r"whether|either|neither|matter|paper|newspaper|winter|summer|dinner|weather|water|center|later|"
    r"earlier|rather|further|former|per|her|error|major|minor|prior|favor|floor|door|labor|honor|"
    r"important|recent|current|different|percent|present|event|extent|went|sent|spent|want|meant|"
    r"\w*ment|\w*ember|october|together|border|super|better|greater|higher|lower|larger|longer)\b)"
    r"(?:\w+(?:er|or|ist|man|woman|ian|ant|ent|person)|judge|wife|husband|son|father|king|chief|"
    r"nominee|coach|boy|girl|victim|suspect|pope|aide|spouse|widow|nurse|pilot|captain|child)\b",
    re.IGNORECASE,
)
# The text of a link that ran into the sentence: "... grips Washington MORE, he said".
_LINK_TEXT = re.compile(r"[a-z]{2} ?MORE\b(?! [A-Z]{2})")
# A name that was a link is lost: "Rep.'s chief of staff", "Sen. (D-N.Y.) said".
_NAMELESS = re.compile(
    r"\b(?:Reps?|Sens?|Govs?|Mr|Mrs|Ms|Dr|Gen)\.(?: \([DRI]-[^)]*\))?(?=['’]s\b| \([DRI]-| [a-z]|,)"
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_OPENING_QUOTE = re.compile(r"[“\"][^“”\"]*")
_ENDED = re.compile(r"""(?:\.["”')]?|!["”'])$""")
# Labels that ran into a sentence: who speaks in a transcript, buttons and captions of a page.
_LABELLED = re.compile(
    r"^(?:[A-Z][^:\"“”]{2,50}: (?=[A-Z]))|\b(?:Hide|Show) [Cc]aption|\bPhotos?: "
    r"|\bPlay Video\b"
)
_MARKUP = re.compile(
    r"^CLOSE [A-Z]|^[—–•]|[<>{}|@#\\]|https?:|www\.|\b[a-z][\w-]*\.com\b"
    r"|\b[A-Z]{1,5}, [+−-]\d[\d.]*%"  # a ticker
)
# A heading that ran into the sentence: "... acting attorney general The official had ...".
_RAN_IN = re.compile(r"\b(?P<before>[a-z]{3,})(?<!ed) (?:The|A|An) (?:[A-Z][\w.'’-]* )*[a-z]+ ")
# Behind these an outlet's name may follow: "told The Harbour Post that".
_NAMING = FUNCTION_WORDS | frozenset("told tell tells telling newspaper magazine website".split())


def rank_claims(
    claims: Sequence[Claim], disagreements: Sequence[Disagreement], limits: Limits
) -> list[Claim]:
    """Return the claims, the most salient first; what is disputed matters more."""
    disputed = _disputed(disagreements)

    def weight(claim: Claim) -> float:
        contested = any(s.evidence in disputed for s in claim.sentences)
        return claim.salience + limits.weight_disputed * contested

    return sorted(claims, key=lambda c: (-weight(c), c.text))


def plan_brief(
    ranked: Sequence[Claim],
    disagreements: Sequence[Disagreement],
    alike: Collection[tuple[int, int]],
    options: Options,
    limits: Limits,
    event: Mapping[str, float] = MappingProxyType({}),
    opinions: Collection[int] = (),
) -> Plan:
    """Return the places of the brief, in order, and a few spare ones.

    Args:
        ranked: claims, the most salient first.
        alike: pairs of sentence indices that report the same, the lower first.
        disagreements: all that were found; a place knows those that its evidence takes part in.
        options: words and style.
        limits: thresholds.
        event: what the articles put at their tops, by stem: the lead tells most of it.
        opinions: indices of articles that argue: they lead only where no other can.
    """
    disputed = _disputed(disagreements)
    suspect = {s.evidence.article_id for c in ranked for s in c.sentences if s.suspect}
    wanted = max(2, round(options.max_words / limits.words_a_sentence))
    chosen: list[PlannedSentence] = []
    # What only a column says, in its own words, is told where hardly anything else is left to tell.
    for claim in sorted(ranked, key=lambda c: _is_argued(c, opinions)):
        room = (wanted + 1) // 2 if _is_argued(claim, opinions) else wanted + limits.spare_places
        if len(chosen) >= room:
            break
        place = _place(claim, disputed, limits)
        if place:
            _take(place, chosen, alike, limits)
    longest = min(limits.sentence_words, options.max_words)  # a lead that has no room is no lead
    chosen = [replace(p, rank=i, max_words=longest) for i, p in enumerate(chosen)]
    chosen = [replace(p, leading=_leading(p, event, opinions, limits)) for p in chosen]
    lead = _lead(chosen[: max(wanted, limits.lead_places)], event, opinions, limits)
    chosen = _central_first(chosen, lead, event, limits)
    if lead:
        lead = replace(chosen[0], max_words=min(limits.lead_words, options.max_words))
        chosen[0] = lead
    rest = sorted((p for p in chosen[1:wanted]), key=told_at)
    places = tuple([lead, *rest] if lead else [])
    return Plan(
        lead=lead,
        places=places,
        spare=tuple(chosen[wanted:]),
        disputes=_worth_telling(
            [d for d in disagreements if not _of_one(d, suspect)], options, limits
        ),
        max_words=options.max_words,
        style=options.style,
    )


def _is_argued(claim: Claim, opinions: Collection[int]) -> bool:
    """Tell whether only articles that argue hold a claim, and name nobody who says so."""
    return all(s.article in opinions and not find_speakers(s.text) for s in claim.sentences)


def _take(
    place: PlannedSentence,
    chosen: list[PlannedSentence],
    alike: Collection[tuple[int, int]],
    limits: Limits,
) -> None:
    """Add a place; one that says what a chosen one says takes its seat if more do or it opens."""
    same = [i for i, other in enumerate(chosen) if _repeats(place, other, alike, limits)]
    if not same:
        chosen.append(place)
        return
    there = chosen[same[0]]
    more = place.claim.origins - there.claim.origins
    leads, follows = _opens(there, limits), _opens(place, limits)
    if len(same) == 1 and ((more > 0 and follows >= leads) or (more == 0 and follows > leads)):
        chosen[same[0]] = place


def _worth_telling(
    disagreements: Sequence[Disagreement], options: Options, limits: Limits
) -> tuple[Disagreement, ...]:
    """Return the weightiest disputes between sources, as many as the brief has room for."""
    weighty = [d for d in disagreements if not d.minor]
    sure = [d for d in weighty if d.score >= limits.told_score]
    between = [d for d in sure if d.status in {"contradiction", "superseded"}]
    room = max(1, min(limits.disputes_told, options.max_words // limits.words_a_dispute))
    return tuple(between[:room])


def _of_one(disagreement: Disagreement, suspect: Collection[str]) -> bool:
    """Tell whether a side has no word but of articles that order a machine about."""
    sides = ({e.article_id for e in p.evidence} for p in disagreement.positions)
    return any(side and side <= set(suspect) for side in sides)


def _disputed(disagreements: Sequence[Disagreement]) -> dict[Evidence, list[Disagreement]]:
    found: dict[Evidence, list[Disagreement]] = defaultdict(list)
    for disagreement in disagreements:
        for position in disagreement.positions:
            for evidence in position.evidence:
                found[evidence].append(disagreement)
    return found


def _place(
    claim: Claim, disputed: dict[Evidence, list[Disagreement]], limits: Limits
) -> PlannedSentence | None:
    """Return the place for a claim: its best sentences, one an article first."""
    usable = [s for s in claim.sentences if is_usable(s, limits)]
    if not usable:
        return None
    usable.sort(key=lambda s: (dangles(s.text), s.position, len(s.text), s.text))
    if dangles(usable[0].text):
        return None
    evidence = _one_an_article(usable)[: limits.evidence_a_sentence]
    found = dict.fromkeys(d.id for s in evidence for d in disputed.get(s.evidence, ()))
    by_id = {d.id: d for s in evidence for d in disputed.get(s.evidence, ())}
    return PlannedSentence(
        claim=claim,
        evidence=tuple(evidence),
        max_words=limits.sentence_words,
        disagreements=tuple(by_id[i] for i in found),
    )


def dangles(text: str) -> bool:
    """Tell whether a sentence leans on one before it: "The move ...", "he" for nobody named."""
    if _DANGLING.match(without_opening(text)) or _QUOTE_DANGLES.match(text):
        return True
    outside = _QUOTED.sub(lambda m: "-" * len(m[0]), text)
    opening = _OPENING_QUOTE.match(text)
    return _nobody_meant(outside) or (opening is not None and _nobody_meant(opening[0]))


def _nobody_meant(text: str) -> bool:
    """Tell whether a "he" or "she" has nobody before it."""
    pronoun = _PRONOUN.search(text)
    if not pronoun:
        return False
    before = text[: pronoun.start()]
    return not find_names(before) and not PERSON_NOUN.search(before)


def speaks_of_itself(text: str) -> bool:
    """Tell whether a text says "I", "we" or "your" outside of quotation marks."""
    return _FIRST_PERSON.search(_QUOTED.sub(" ", text)) is not None


def urges(text: str) -> bool:
    """Tell whether a text says outside of quotation marks what should be done."""
    return _URGES.search(_QUOTED.sub(" ", text)) is not None


def _ran_in(text: str) -> bool:
    """Tell whether a heading stands before the sentence without a stop between them."""
    return any(m["before"] not in _NAMING for m in _RAN_IN.finditer(text))


def is_usable(sentence: Sentence, limits: Limits) -> bool:
    """Tell whether a sentence can stand in a brief outside of the quotation it may belong to."""
    text = sentence.text
    outside = _QUOTED.sub(" ", text)
    return (
        limits.shortest_sentence <= len(text.split()) <= limits.longest_sentence
        and sentence.speaker is None
        and _ENDED.search(text) is not None
        and not set('"“”') & set(outside)
        and len(outside.split()) >= limits.shortest_sentence
        and not _MARKUP.search(text)
        and not speaks_of_itself(text)
        and not _LINK_TEXT.search(text)
        and not _LABELLED.search(text)
        and not _NAMELESS.search(text)
        and not _OF_THE_COVERAGE.search(outside)
        and not _OF_THE_REPORTER.search(outside)
        and not _SAID_BY_NOBODY.search(text)
        and not _ran_in(outside)
        and not _ASKS.search(text)
        and not _STUCK.search(text)
        and not sentence.suspect
        and not orders(text)
        and is_english(text, limits.english_words)
        and not ((_URGES.search(outside) or loaded_words(text)) and not find_speakers(text))
    )


def _one_an_article(sentences: Sequence[Sentence]) -> list[Sentence]:
    first = list({s.article: s for s in reversed(sentences)}.values())
    first.sort(key=sentences.index)
    return first + [s for s in sentences if s not in first]


def _repeats(
    place: PlannedSentence,
    other: PlannedSentence,
    alike: Collection[tuple[int, int]],
    limits: Limits,
) -> bool:
    """Tell whether two places would say the same."""
    for mine in place.claim.sentences:
        for theirs in other.claim.sentences:
            if (min(mine.index, theirs.index), max(mine.index, theirs.index)) in alike:
                return True
    a, b = long_stems(place.evidence[0].text), long_stems(other.evidence[0].text)
    return len(a & b) >= limits.repeated_share * min(len(a), len(b))


def _lead(
    places: Sequence[PlannedSentence],
    event: Mapping[str, float],
    opinions: Collection[int],
    limits: Limits,
) -> PlannedSentence | None:
    """Return the place that tells most of the event among those that are no quotation.

    One that stands below the top of its article, is less salient or an opinion's must tell more.
    """
    told = [p for p in places if _quoted_share(p.evidence[0].text) <= limits.lead_quoted]
    if not event:
        told = [p for p in told if p.evidence[0].article not in opinions] or told
        first = [p for p in told if _opens(p, limits)]
        return next(iter(first or told or places), None)
    return max(told or places, key=lambda p: p.leading, default=None)


def _leading(
    place: PlannedSentence,
    event: Mapping[str, float],
    opinions: Collection[int],
    limits: Limits,
) -> float:
    """Return how well a place would lead the brief: what it tells of the event, less its faults."""
    whole = max(limits.lead_event, sum(event.values()))

    def worth(sentence: Sentence) -> float:
        words = sentence.text.split()[: limits.cut_words]
        down = sentence.position
        below = limits.lead_below * (down > limits.lead_within) + limits.lead_down * down
        argued = limits.lead_opinion * (sentence.article in opinions)
        aside = limits.lead_aside * is_no_news(sentence.text)
        return tells_event(" ".join(words), event) / whole - below - argued - aside

    best = max(worth(s) for s in place.evidence[: limits.passages_written])
    return best - limits.lead_rank * place.rank


def _central_first(
    chosen: Sequence[PlannedSentence],
    lead: PlannedSentence | None,
    event: Mapping[str, float],
    limits: Limits,
) -> list[PlannedSentence]:
    """Return the places with new ranks: the lead, what is most central beside it, the others."""
    rest = [p for p in chosen if p is not lead]
    if lead is None or not rest:
        return list(chosen)
    told = stems(lead.evidence[0].text)
    whole = max(limits.lead_event, sum(event.values()))

    def central(place: PlannedSentence) -> float:
        first = place.evidence[0]
        mine = stems(" ".join(first.text.split()[: limits.cut_words]))
        again, new = (sum(event.get(w, 0.0) for w in ws) for ws in (mine & told, mine - told))
        worth = limits.second_again * again + limits.second_new * new
        down = min(first.position, limits.spare_places)
        return worth / whole - limits.second_rank * place.rank - limits.second_down * down

    second = max(rest, key=central) if event else rest[0]
    others = [p for p in rest if p is not second]
    return [replace(p, rank=i) for i, p in enumerate([lead, second, *others])]


def _quoted_share(text: str) -> float:
    """Return the share of words in quotation marks; a quotation that comes first is all of it.

    The title of a show or a book is nobody's word.
    """
    if text[:1] in '"“':
        return 1.0
    quoted = (m[0].strip('"“”.,').split() for m in _QUOTED.finditer(text))
    return sum(len(words) for words in quoted if not _is_title(words)) / len(text.split())


def _is_title(words: Sequence[str]) -> bool:
    """Tell "The Late Show With Ann Rill" from words that somebody said."""
    return len(words) > 1 and all(w[:1].isupper() or w in FUNCTION_WORDS for w in words)


def opens_unnamed(text: str) -> bool:
    """Tell a sentence about somebody it does not name: "The 38-year-old lawmaker announced"."""
    found = _OF_SOMEBODY.match(text)
    noun = PERSON_NOUN.search(found[1]) if found else None
    return noun is not None


def _opens(place: PlannedSentence, limits: Limits) -> bool:
    """Tell whether an article begins with it."""
    return any(s.position <= limits.lead_within for s in place.evidence)


def told_at(place: PlannedSentence) -> tuple[float, str]:
    """Sort key: where the articles tell it, on average."""
    positions = [s.position for s in place.claim.sentences]
    return sum(positions) / len(positions), place.claim.text


def first_told(place: PlannedSentence) -> int:
    """Return the earliest position in any article that tells it."""
    return min(s.position for s in place.claim.sentences)

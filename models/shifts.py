"""What a rewriting shifts though its words follow the evidence: who is meant, when, and how far.

Each of these was found in rewritten sentences whose words all stood in one source sentence, in
order: "her order" for "his order", "Issa said he was no good witness" where Issa said so of
another, "who inherited the house" where she will.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.mentions import Parse, Token
from models.newsroom_words import SPEECH_VERBS
from models.phrases import subtree

_PERSONS = (
    frozenset("he him his himself".split()),
    frozenset("she her hers herself".split()),
    frozenset("they them their theirs themselves".split()),
    frozenset("it its itself".split()),
)
_AUXILIARIES = frozenset("have has had is are was were be been will would".split())
_NEAR = 3  # tokens within which an auxiliary stands twice: "had himself had"
# These bear on the word behind them: "only to the end" is not "only to debate".
_FOCUS = frozenset("only just even nearly almost merely".split())
_COMING = frozenset("next tomorrow come coming upcoming soon until".split())
_TIMES = frozenset("advcl npadvmod advmod prep amod".split())
_IN_TIME = frozenset("pobj prep npadvmod nummod nmod".split())
_RELATIVE = frozenset("who that which".split())
_BEHIND = 7  # tokens in which a verb's time follows it
_PRESENT = frozenset("s es".split())
_SHOWN = frozenset("the those these that".split())
_TURNING = frozenset("against barring absent".split())
_LINKS = frozenset("after before because although though despite until unless since".split())
_GRANTING = frozenset("while although though whereas".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MOST = frozenset("first last only most least best worst".split())
_RANGING = frozenset("in since for of among".split())
_RANGES = frozenset("year decade month week day century time history since ever".split())
_SHORT, _BEING = frozenset({"'s", "’s"}), frozenset({"is", "was"})
_TOLD = frozenset("ccomp xcomp dobj".split())
_MARKS = frozenset('"“”')


def shifted(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield what a rewriting shifts.

    Args:
        parse: of the rewriting.
        theirs: of the sentence that it follows.
        aligned: for each word that stands in both, where it stands in ``theirs``.
    """
    yield from _other_person(parse, theirs, aligned)
    yield from _quoted_person(parse, theirs, aligned)
    yield from _twice(parse, theirs)
    yield from _other_focus(parse, theirs, aligned)
    yield from _already(parse, theirs, aligned)
    yield from _promoted(parse, theirs, aligned)
    yield from _without_range(parse, theirs, aligned)
    yield from _told_of_another(parse, theirs, aligned)
    yield from _another_year(theirs, aligned)
    yield from _other_links(parse, theirs)
    yield from _half_granted(parse, theirs, aligned)
    yield from _other_forms(parse, theirs, aligned)
    yield from _written_out(parse, theirs, aligned)
    yield from _lost_links(parse, theirs, aligned)
    yield from _other_voice(parse, theirs, aligned)
    yield from _made_purpose(parse, theirs, aligned)
    yield from _said_nothing(parse, theirs, aligned)


def _other_person(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield a pronoun where the evidence has another person's: "her order" for "his order"."""
    for token in parse:
        mine, at = _person(token), aligned.get(token.head)
        if mine is None or at is None:
            continue
        like = [_person(t) for t in theirs if t.head == at and t.dep == token.dep]
        others = [p for p in like if p is not None]
        if others and len(others) == len(like) and mine not in others:
            yield f'"{token.text}" is another person in the evidence'


def _person(token: Token) -> frozenset[str] | None:
    word = token.text.lower()
    return next((group for group in _PERSONS if word in group), None)


def _quoted_person(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield a "he" that now seems to be the speaker, and is another in the speaker's own words."""
    mine, said = _quoted(parse), _quoted(theirs)
    for i, at in aligned.items():
        token, subject = parse[i], _person(parse[i])
        if subject is None or i in mine or at not in said or subject not in _PERSONS[:2]:
            continue
        told = set(aligned.values())  # a name that is kept may be whom it means
        before = [j for j in range(at) if j in said & told and theirs[j].pos == "PROPN"]
        if not before and any(t.lemma.lower() in SPEECH_VERBS for t in parse[:i]):
            yield f'"{token.text}" is not the speaker in the evidence'


def _quoted(parse: Parse) -> frozenset[int]:
    found, inside = set[int](), False
    for i, token in enumerate(parse):
        if set(token.text) & _MARKS:
            inside = not inside
        elif inside:
            found.add(i)
    return frozenset(found)


def _twice(parse: Parse, theirs: Parse) -> Iterator[str]:
    """Yield an auxiliary that stands twice: "had himself had delayed"."""
    known = {(a.text.lower(), b) for i, a in enumerate(theirs) for b in _close(theirs, i)}
    for i, token in enumerate(parse):
        word = token.text.lower()
        behind = parse[i + 2 :]  # "had had to" is good English
        twice = word in _AUXILIARIES and word in _close((token, *behind), 0)
        if twice and (word, word) not in known:
            yield f'"{token.text}" stands twice'


def _close(parse: Parse, at: int) -> set[str]:
    """Return the words that follow closely within one clause."""
    found: set[str] = set()
    for token in parse[at + 1 : at + _NEAR]:
        if token.pos in {"PUNCT", "SCONJ", "CCONJ", "NOUN", "PROPN"}:
            break
        found.add(token.text.lower())
    return found


def _other_focus(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield an "only" that bears on other words than in the evidence."""
    for i, at in aligned.items():
        if parse[i].text.lower() not in _FOCUS or i + 1 >= len(parse) or at + 1 >= len(theirs):
            continue
        behind, there = parse[i + 1], theirs[at + 1]
        same = {behind.text.lower(), behind.lemma.lower()} & {
            there.text.lower(),
            there.lemma.lower(),
        }
        if not same and parse[i + 1].pos != "PUNCT" and at + 1 not in aligned.values():
            yield f'"{parse[i].text}" bears on "{there.text}" in the evidence'


def _already(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield a verb told as past though what was left out says that it is to come."""
    kept = set(aligned.values())
    for i, at in aligned.items():
        verb, there = parse[i], theirs[at]
        if verb.pos != "VERB" or there.pos != "VERB" or verb.text.lower() == there.text.lower():
            continue
        present = there.text.lower() in {there.lemma.lower(), *_third(there.lemma.lower())}
        past = verb.text.lower() not in {verb.lemma.lower(), *_third(verb.lemma.lower())}
        behind = [t for j, t in enumerate(theirs) if at < j <= at + _BEHIND and j not in kept]
        coming = any(t.text.lower() in _COMING and t.dep in _TIMES for t in behind)
        if present and past and coming:
            yield f'"{verb.text}" is still to come in the evidence'


def _third(lemma: str) -> set[str]:
    return {lemma + ending for ending in _PRESENT}


def _promoted(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield what only says which one is meant, told for itself.

    "The people said so" for "these are the same people that said so": nobody in particular is left.
    """
    kept = set(aligned.values())
    for i, at in aligned.items():
        verb, there = parse[i], theirs[at]
        noun = theirs[there.head]
        main = verb.dep in {"ROOT", "ccomp"} and there.dep == "relcl" and noun.pos == "NOUN"
        first = min(subtree(theirs, at))
        if not main or first == 0 or theirs[first - 1].pos == "PUNCT":
            continue
        below = [t for j, t in enumerate(theirs) if t.head == there.head and j != at]
        definite = any(t.dep == "det" and t.lemma.lower() in _SHOWN for t in below)
        if definite and noun.head not in kept:
            yield f'"{verb.text}" only tells which "{noun.text}" in the evidence'
    for verb in parse:  # who says it may stand elsewhere, and is in no order
        if verb.dep == "ccomp" and verb.lemma.lower() in SPEECH_VERBS:
            subjects = {t.lemma for t in parse if parse[t.head] is verb and t.dep == "nsubj"}
            for there in theirs:
                noun = theirs[there.head]
                told = there.dep == "relcl" and there.lemma == verb.lemma and noun.pos == "NOUN"
                if told and noun.lemma in subjects and noun.dep == "attr":
                    yield f'"{verb.text}" only tells which "{noun.text}" in the evidence'


def _without_range(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield a superlative whose range is gone: "the fewest jobs" of "in more than five years"."""
    kept = set(aligned.values())
    for i, at in aligned.items():
        word = parse[i].text.lower()
        if not (word in _MOST or (parse[i].pos == "ADJ" and word.endswith("est"))):
            continue
        chain = {theirs[at].head}
        for _ in range(4):  # the noun and what it hangs on: the range may hang on the verb
            chain |= {theirs[j].head for j in chain}
        for j, token in enumerate(theirs):
            over = theirs[token.head]
            ranging = over.dep == "prep" and over.lemma.lower() in _RANGING and j > at
            ranging &= token.lemma.lower() in _RANGES and over.head in chain
            ever = token.text.lower() == "ever" and token.head in {at, theirs[at].head}
            if ((ranging and token.dep == "pobj") or ever) and j not in kept:
                yield f'"{parse[i].text}" without its range'


def _told_of_another(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield a verb that now tells of a noun of which it tells nothing, or was no main clause.

    "They talked with the envoy, settling on a deal" is not "the envoy, who settled"; "an officer
    arresting him shot" is not "an officer arrested him".
    """
    kept = set(aligned.values())
    for i, at in aligned.items():
        verb, there = parse[i], theirs[at]
        if verb.pos != "VERB" or there.pos != "VERB":
            continue
        noun = aligned.get(verb.head)
        if verb.dep == "relcl" and there.dep in {"advcl", "ROOT", "ccomp"} and noun is not None:
            doers = {j for j, t in enumerate(theirs) if t.head == at and t.dep in _SUBJECTS}
            itself = any(theirs[j].text.lower() in _RELATIVE for j in doers)
            if noun not in doers and not itself:
                yield f'"{verb.text}" tells of another in the evidence'
        if there.dep == "acl" and verb.dep != "acl" and there.text.lower().endswith("ing"):
            doer = [j for j, t in enumerate(parse) if t.head == i and t.dep == "nsubj"]
            same = any(aligned.get(j) == there.head for j in doer)
            if same and theirs[there.head].head not in kept:
                yield f'"{verb.text}" only tells which "{theirs[there.head].text}" in the evidence'


def _another_year(theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield a year that was left out where its verb stayed: what was then is not now."""
    kept = set(aligned.values())
    for i, token in enumerate(theirs):
        year = token.entity == "DATE" and token.text.isdigit() and len(token.text) == 4
        if not year or i in kept or token.text[:2] not in {"19", "20"}:
            continue
        at = i
        while theirs[at].dep in _IN_TIME and (theirs[at].entity == "DATE" or _is_prep(theirs, at)):
            at = theirs[at].head
        if theirs[at].pos not in {"VERB", "AUX"}:
            continue  # the year of something that is named beside it
        # A range of days, or the day on which somebody spoke, is no other time.
        if at in kept and theirs[at].lemma.lower() not in SPEECH_VERBS:
            yield f'"{theirs[at].text}" without the year {token.text}'


def _is_prep(theirs: Parse, at: int) -> bool:
    return theirs[at].dep == "prep"


def _other_links(parse: Parse, theirs: Parse) -> Iterator[str]:
    """Yield an "after" or "because" that the evidence does not have: it says more."""
    known = {t.text.lower() for t in theirs}
    for token in parse:
        word = token.text.lower()
        if word in _LINKS and word not in known and token.dep in {"mark", "prep"}:
            yield f'"{token.text}" binds otherwise than the evidence'


def _lost_links(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield "warned of it" for "warned against it", a lost condition, and "leave the threat".

    That was "leave over the threat": what is done to somebody is no circumstance of it.
    """
    kept, mine = set(aligned.values()), {t.text.lower() for t in parse}
    for token in theirs:
        if token.text.lower() in _TURNING and token.head in kept and token.text.lower() not in mine:
            yield f'"{token.text}" was left out'
    for i, at in aligned.items():
        link = theirs[theirs[at].head]
        moved = parse[i].dep == "dobj" and theirs[at].dep == "pobj" and link.dep == "prep"
        if moved and link.text.lower() not in mine:
            yield f'"{link.text}" was left out before "{theirs[at].text}"'
        shaped = theirs[at].dep == "amod" and theirs[at].text.lower().endswith("ed")
        if shaped and parse[i].text.lower() != theirs[at].text.lower():
            yield f'"{parse[i].text}" is no form of "{theirs[at].text}"'


def _half_granted(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield what somebody only grants before the contrary, and half of "either ... or"."""
    kept, mine = set(aligned.values()), {t.text.lower() for t in parse}
    for token in theirs:
        word = token.text.lower()
        if token.dep == "mark" and word in _GRANTING and token.head in kept and word not in mine:
            yield f'"{token.text}" was left out before "{theirs[token.head].text}"'
        if word == "either" and token.head in kept and not {"either", "or"} & mine:
            yield f'one of two was left out: "either {theirs[token.head].text}"'
        open_two = word == "whether" and token.head in kept and _has_or(theirs, token.head)
        if open_two and word in mine and "or" not in mine:
            yield f'one of two was left out: "whether {theirs[token.head].text}"'


def _has_or(theirs: Parse, verb: int) -> bool:
    """Tell whether a verb goes on with another: "whether it failed or lied"."""
    joined = any(t.head == verb and t.dep == "conj" for t in theirs)
    return joined and any(t.head == verb and t.text.lower() == "or" for t in theirs)


def _other_forms(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield a perfect in another form than in the evidence: "has long spoke"."""
    for i, at in aligned.items():
        verb, there = parse[i], theirs[at]
        mine = any(t.head == i and t.dep == "aux" and t.lemma == "have" for t in parse)
        perfect = any(t.head == at and t.dep == "aux" and t.lemma == "have" for t in theirs)
        if mine and perfect and verb.text.lower() != there.text.lower() and verb.pos == "VERB":
            yield f'"{verb.text}" is no form of the perfect'


def _written_out(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield "was wanted" for "'s wanted", which may be "has wanted": parses take one for the other.

    "What he's wanted" became "what he was wanted".
    """
    for i, at in aligned.items():
        if i and at and theirs[at - 1].text in _SHORT and parse[i - 1].text.lower() in _BEING:
            yield f'"{parse[i - 1].text} {parse[i].text}" may be "has" in the evidence'


def _other_voice(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield what is done to somebody who does it in the evidence: "he was told the navy"."""
    for i, at in aligned.items():
        verb = parse[i]
        if verb.pos != "VERB" or not any(t.head == i and t.dep == "auxpass" for t in parse):
            continue
        followed = any(t.head == i and t.dep == "dobj" for t in parse)
        contracted = any(t.head == at and t.text.lower() in {"'s", "’s"} for t in theirs)
        said = {t.dep for t in theirs if t.head == at}
        active = "nsubj" in said and "auxpass" not in said
        if active or (contracted and followed):
            yield f'"{verb.text}" is done by its subject in the evidence'


def _made_purpose(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield an outcome told as an aim: "to clear them out and spur violence" for "spurring"."""
    for i, at in aligned.items():
        verb, there = parse[i], theirs[at]
        outcome = there.dep == "advcl" and there.text.lower().endswith("ing")
        chain = {i, verb.head} if verb.dep == "conj" else {i}
        aim = any(t.head in chain and t.dep == "aux" and t.text.lower() == "to" for t in parse)
        if outcome and aim and verb.pos == "VERB" and not verb.text.lower().endswith("ing"):
            yield f'"{verb.text}" is an outcome in the evidence'


def _said_nothing(parse: Parse, theirs: Parse, aligned: Mapping[int, int]) -> Iterator[str]:
    """Yield a verb of saying that lost what is said: "The men shouted as they ran"."""
    for i, at in aligned.items():
        if parse[i].dep != "ROOT" or any(set(t.text) & _MARKS for t in parse):
            continue
        said = any(t.head == at and t.dep == "ccomp" for t in theirs)
        quoted = any(set(t.text) & _MARKS for t in theirs)
        kept = any(t.head == i and t.dep in _TOLD for t in parse)
        if said and quoted and not kept and parse[i].pos == "VERB":
            yield f'"{parse[i].text}" lost what is said'

"""Sentence -> figures, dates, names, quotations and speakers: what can be compared or invented.

``read_light`` reads every sentence by its form; ``deepen`` adds, from a parse, what a figure
counts, which predicate a figure or date belongs to, and what kind of thing a name is. Only
sentences that another article comes close to, and planned ones, are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.clauses import read_deeds
from models.dates import MONTH, WEEKDAY, find_dates
from models.figures import find_figures
from models.names import find_names, find_quotations, without_stop
from models.news import Article, DateMention, Facts, Figure, Name, Parse, Sentence, Token
from models.newsroom_words import SPEECH_VERBS, concept, counted_as
from models.offices import office_of
from models.phrases import noun_phrase, plural, subtree
from models.statements import read_statements

_LINKS = frozenset(
    "be rise reach climb stand hit fall grow total number increase drop remain become jump".split()
)
_OLDEST = 115  # years
_NEAR_VERB = 5  # tokens
_BETWEEN_VERB = frozenset("on late early later in a an the statement interview tweet".split())
_MEASURING = frozenset({"cubic", "square", "metric", "nautical"})  # the unit is the next word
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?:the |an? )?((?:[A-Z][\w.'’-]{0,40}|officials?|police|sources?|spokes\w+|"
    r"documents?|reports?|authorities)(?: [A-Z][\w.'’-]{0,40}){0,4})"
)
_SAID = (
    r"(?:said|says|told|wrote|tweeted|announced|added|noted|argued|claimed|denied|insisted|warned|"
    r"confirmed|acknowledged|reported|stated|testified|suggested|declared|explained)"
)
_WHO = (
    r"(?:(?<!\w)[A-Z][\w.'’-]{0,40}|police|officials?|authorities|prosecutors|spokes\w+|"
    r"investigators)"
)
_SUBJECT_SAID = re.compile(
    rf"({_WHO}(?: {_WHO}){{0,4}})(?:, [^,]{{1,60}},)? (?:also |later )?{_SAID}\b"
)
_SAID_SUBJECT = re.compile(
    rf"\b(?!told){_SAID} ({_WHO}(?: {_WHO}){{0,4}})(?=[\s,.]|$)"  # who is told does not say
)
_NOT_NOUNS = (
    "she|they|who|that|which|what|has|have|had|also|later|was|were|been|being|not|and|but|this|"
    "there|never|only|first|just|then|once|earlier|previously|reportedly|repeatedly|publicly|"
    "recently|officially|falsely|would|could|should|can|will|may|might|must|did|does|when|where|"
    "while|because|before|after|since|for|with|from|about|more|most|less|often|always|again|"
    "already|still|even|itself|himself|herself|themselves|are|is|yesterday|today|tomorrow"
)
_NOUN_SAID = re.compile(
    r"\b((?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Ss]everal|[Ss]ome|[Mm]any|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) "
    r"(?:[\w'’-]{1,40} ){0,3}?)?"
    rf"(?!(?:{_NOT_NOUNS})\b)[a-z][a-z'’-]{{2,40}}) (?:{_SAID}|say)\b"
)
_NO_SPEAKER = re.compile(
    rf"(?:{WEEKDAY}|{MONTH}|(?:I|He|She|It|We|You|They|This|That|These|Those|Who|And|But|As|So|"
    rf"Then|Later|Also|Earlier|Meanwhile|However|Yet|Still|One|Both|Some|Many|Most|Another|Others)"
    rf"\b|\s)+"
)


def read_light(sentences: Sequence[Sentence], articles: Sequence[Article]) -> list[Facts]:
    """Return one ``Facts`` a sentence, from patterns alone."""
    return [_light(s, articles[s.article]) for s in sentences]


def _light(sentence: Sentence, article: Article) -> Facts:
    dates = find_dates(sentence.text, article.published_at)
    return Facts(
        figures=find_figures(sentence.text, tuple((d.start, d.end) for d in dates)),
        dates=dates,
        names=find_names(sentence.text),
        quotations=find_quotations(sentence.text),
        speakers=find_speakers(sentence.text),
    )


def find_speakers(text: str) -> tuple[str, ...]:
    """Return who is said to say something in this sentence; "he" and "Friday" name no one."""
    patterns = (_ACCORDING, _SUBJECT_SAID, _SAID_SUBJECT, _NOUN_SAID)
    found = [m[1] for p in patterns for m in p.finditer(text)]
    named = (without_stop(f) for f in found if not _NO_SPEAKER.fullmatch(f))
    return tuple(dict.fromkeys(named))


def deepen(facts: Facts, parse: Parse) -> Facts:
    """Return the facts with what their figures count and the predicates they belong to."""
    return replace(
        facts,
        figures=tuple(_deep_figure(f, parse) for f in facts.figures),
        dates=tuple(_deep_date(d, parse) for d in facts.dates),
        names=tuple(_deep_name(p, parse) for n in facts.names for p in _parts(n, parse)),
        verbs=frozenset(concept(t) for t in parse if t.pos == "VERB"),
        statements=read_statements(parse),
        deeds=read_deeds(parse),
        deep=True,
    )


def _at(parse: Parse, start: int, end: int) -> int | None:
    """Return the highest token within a span: the one whose governor lies outside it."""
    inside = [i for i, t in enumerate(parse) if t.start < end and t.end > start]
    for i in inside:
        if parse[i].head not in inside or parse[i].head == i:
            return i
    return inside[0] if inside else None


def _deep_figure(figure: Figure, parse: Parse) -> Figure:
    at = _at(parse, figure.start, figure.end)
    if at is None:
        return figure
    if figure.unit == "" and _is_age(figure, at, parse):
        figure = replace(figure, unit="age")
    noun = at
    while (
        parse[noun].dep in {"nummod", "quantmod", "compound", "nmod"} and parse[noun].head != noun
    ):
        noun = parse[noun].head
    counts = {counted_as(parse[noun])} if noun != at and _is_counted(parse[noun]) else set()
    return replace(
        figure,
        counts=frozenset(counts),
        role=_predicate(parse, noun),
        phrase=_counted_phrase(parse, noun, at),
    )


def _is_age(figure: Figure, at: int, parse: Parse) -> bool:
    """Tell "Scott Greene, 37, shot" from a count: a small number between commas after a person."""
    if not (at > 1 and at + 1 < len(parse) and figure.text.isdigit() and figure.low <= _OLDEST):
        return False
    commas = parse[at - 1].text == parse[at + 1].text == ","
    return commas and parse[at - 2].entity == "PERSON"


def _is_counted(noun: Token) -> bool:
    """Tell what a figure counts: "20 men", "20 Republicans", but not the "S&P 500", "20 others"."""
    if noun.lemma.lower() == "other":
        return False
    group = noun.pos == "PROPN" and (noun.entity == "NORP" or noun.text.endswith("ans"))
    return group or noun.pos in {"NOUN", "ADJ"}


def _counted_phrase(parse: Parse, noun: int, number: int) -> str:
    """Return "political prisoners" for "123 political prisoners", "death toll" for "... is 15"."""
    if noun != number and parse[noun].pos in {"NOUN", "PROPN"}:
        words = _counted_words(parse, noun)
        verb = parse[noun].head
        fate = parse[verb].text if parse[noun].dep == "nsubjpass" else ""
        if parse[noun].dep == "dobj" and parse[verb].text.endswith("ed"):
            fate = parse[verb].text  # "people killed", "prisoners released"
        if parse[noun].dep == "nsubj":
            fate = next((t.text for t in parse if t.head == verb and t.dep == "acomp"), "")
        return f"{words} {fate}".strip()
    at = noun
    while parse[at].head != at and parse[at].pos not in {"VERB", "AUX"}:
        at = parse[at].head
    subject = next((i for i, t in enumerate(parse) if t.head == at and t.dep == "nsubj"), None)
    return "" if subject is None else _with_of(parse, subject)


def _counted_words(parse: Parse, noun: int) -> str:
    """Return what is counted, in the plural: "members", "cubic feet"."""
    words = noun_phrase(parse, noun)
    if parse[noun].text.lower() in _MEASURING and noun + 1 < len(parse):
        return f"{words} {parse[noun + 1].text}"
    *before, last = words.split(" ")
    return " ".join([*before, plural(last) if parse[noun].pos == "NOUN" else last])


def _with_of(parse: Parse, noun: int) -> str:
    """Return "the number of people killed", not "the number" alone."""
    words = _argument(parse, noun, before=True)
    of = next((i for i, t in enumerate(parse) if t.head == noun and t.lemma == "of"), None)
    counted = next((i for i, t in enumerate(parse) if t.head == of and t.dep == "pobj"), None)
    if not words or counted is None:
        return words
    fate = next((t.text for t in parse if t.head == counted and t.dep == "acl"), "")
    return f"{words} of {noun_phrase(parse, counted)} {fate}".strip()


def _clause_phrase(parse: Parse, verb: int, with_object: bool = True) -> str:
    """Return subject, verb and object of a clause as written: "Belarus released prisoners"."""
    if with_object and any(t.head == verb and t.dep in {"ccomp", "xcomp"} for t in parse):
        return ""  # what it says lies in another clause
    if not any(t.head == verb and t.dep in {"nsubj", "nsubjpass"} for t in parse[:verb]):
        return ""  # an infinitive: nobody does it
    parts = []
    for i, token in enumerate(parse):
        if i == verb:
            parts.append(token.text)
        elif token.head == verb and (i < verb or with_object):
            parts.append(_argument(parse, i, i < verb))
    return " ".join(p for p in parts if p)


def _argument(parse: Parse, at: int, before: bool) -> str:
    """Return a verb's subject, auxiliary or object as it goes into a phrase, else nothing."""
    token = parse[at]
    wanted = {"nsubj", "nsubjpass"} if before else {"dobj", "attr"}
    if token.dep in wanted and token.pos != "PRON":
        words = noun_phrase(parse, at)
        return re.sub(r"^(?:The|An?|Some|Many|Two|Several) ", lambda m: m[0].lower(), words)
    return token.text if before and token.dep in {"aux", "auxpass", "neg"} else ""


def _predicate(parse: Parse, at: int) -> frozenset[str]:
    """Return the concepts of the predicate above a token; for "rose to 12" also its subject."""
    role: set[str] = set()
    seen = {at}
    while parse[at].head != at and parse[at].head not in seen:
        at = parse[at].head
        seen.add(at)
        if parse[at].pos in {"NOUN", "VERB", "AUX", "ADJ"}:
            role.add(concept(parse[at]))
        if parse[at].pos in {"VERB", "AUX"}:
            role |= _subject_of_link(parse, at)
            role |= {"die"} if _is_fatal(parse, at) else set()
            break
    return frozenset(role - {"be", "have"})


def _is_fatal(parse: Parse, verb: int) -> bool:
    """Tell "fatally shot 58 people" and "shot two dead" from shots that only hit."""
    return parse[verb].lemma.lower() in {"shoot", "stab", "wound"} and any(
        t.head == verb and t.text.lower() in {"fatally", "dead"} for t in parse
    )


def _subject_of_link(parse: Parse, verb: int) -> set[str]:
    words: set[str] = set()
    if parse[verb].lemma.lower() not in _LINKS:
        return words
    for i, token in enumerate(parse):
        if token.head == verb and token.dep in {"nsubj", "nsubjpass", "attr", "acomp"}:
            below = [parse[j] for j in subtree(parse, i)]
            words |= {concept(t) for t in below if t.pos in {"NOUN", "VERB", "ADJ"}}
    return words


def _deep_date(mention: DateMention, parse: Parse) -> DateMention:
    """Tie a date to its verb and the verbs below it ("took a step on Saturday by releasing")."""
    at = _at(parse, mention.start, mention.end)
    if at is None:
        return mention
    verbs: set[str] = set()
    seen = {at}
    while parse[at].head != at and parse[at].head not in seen:
        at = parse[at].head
        seen.add(at)
        if parse[at].pos in {"NOUN"}:
            verbs.add(concept(parse[at]))
        if parse[at].pos in {"VERB", "AUX"}:
            break
    verbs |= {concept(parse[at])} | _verbs_below(parse, at) | _said_before(parse, mention)
    if parse[at].dep == "conj":
        verbs.add(concept(parse[parse[at].head]))
    nouns = verbs - {"be", "have", "do"}
    return replace(mention, verbs=frozenset(nouns), phrase=_clause_phrase(parse, at))


def _said_before(parse: Parse, mention: DateMention) -> set[str]:
    """Return the verb of speech a date stands right after, whatever the parse ties it to.

    "Acme said on Friday it took the posts down" is said on Friday.
    """
    before = [t for t in parse if t.end <= mention.start][-_NEAR_VERB:]
    while before and before[-1].text.lower() in _BETWEEN_VERB:
        before.pop()
    last = concept(before[-1]) if before and before[-1].pos == "VERB" else ""
    return {last} & SPEECH_VERBS


def _verbs_below(parse: Parse, verb: int) -> set[str]:
    found: set[str] = set()
    for i, token in enumerate(parse):
        if i == verb or token.pos != "VERB":
            continue
        up = token.head
        direct = up == verb or (parse[up].head == verb and parse[up].dep == "prep")
        if direct and token.dep in {"pcomp", "advcl", "xcomp", "conj"}:
            found.add(concept(token))
    return found


def _parts(name: Name, parse: Parse) -> Iterator[Name]:
    """Yield a run of capitals one by one where it names several: "Ana Ruiz of Ohio and Bo Lee"."""
    inside = [i for i, t in enumerate(parse) if t.start < name.end and t.end > name.start]
    start = name.start
    for i in inside[1:-1]:
        if _parts_names(i, inside, parse):
            yield _part(name, start, parse[i - 1].end)
            start = parse[i + 1].start
    yield _part(name, start, name.end)


def _parts_names(i: int, inside: Sequence[int], parse: Parse) -> bool:
    """Tell "and" between two entities, and "of" between a person and a place, from a part of one.

    "Bank of America" and "Johnson and Johnson" are one entity each.
    """
    word, before, after = parse[i].text.lower(), parse[i - 1], parse[i + 1]
    if parse[i].entity or not after.entity:
        return False
    if word == "of":
        return after.entity == "GPE" and before.entity == "PERSON"
    ends = before.entity or any(parse[j].entity == "PERSON" for j in inside if j < i)
    return word == "and" and bool(ends)


def _part(name: Name, start: int, end: int) -> Name:
    if (start, end) == (name.start, name.end):
        return name
    return replace(
        name, start=start, end=end, text=name.text[start - name.start : end - name.start]
    )


def _deep_name(name: Name, parse: Parse) -> Name:
    at = _at(parse, name.start, name.end)
    if at is None:
        return name
    label = parse[at].entity or name.label
    top = at
    while parse[top].dep in {"compound", "appos", "nmod", "poss"} and parse[top].head != top:
        top = parse[top].head
    office, title = office_of(parse, name.start, name.end)
    return replace(
        name,
        label=label,
        role=_predicate(parse, top),
        phrase=_who(parse, top, label) or _where(parse, top, label),
        office=office,
        title=title,
        addressed=_is_addressed(parse, top),
    )


def _is_addressed(parse: Parse, at: int) -> bool:
    """Tell "told Ruiz" and "spoke to Ruiz" from who does it; "tweeted Ruiz" has no other doer."""
    verb = parse[at].head
    if parse[at].dep == "pobj":
        verb = parse[verb].head
    return parse[at].dep in {"dobj", "dative", "pobj"} and any(
        t.head == verb and t.dep == "nsubj" for t in parse
    )


def _where(parse: Parse, at: int, label: str) -> str:
    """Return "the place of the summit", "where to wait", where no clause says what happened."""
    above = parse[at].head
    if label not in {"GPE", "LOC", "FAC"} or parse[at].dep != "pobj" or above == at:
        return ""
    what = parse[above].head
    if parse[what].pos == "NOUN":
        words = re.sub(
            r"^(?:(?:an?|the|his|her|its|their|any|some|all|these|those) )+",
            "",
            noun_phrase(parse, what),
            flags=re.I,
        )
        return f"the place of the {words}"
    empty = parse[what].lemma.lower() in {"be", "have", "do", "say"}
    return (
        f"where to {parse[what].lemma.lower()}" if parse[what].pos == "VERB" and not empty else ""
    )


def _who(parse: Parse, at: int, label: str) -> str:
    """Return "who signed the bill", "whom the Senate confirmed", "where the army fired"."""
    verb, dep = parse[at].head, parse[at].dep
    if dep == "pobj":
        verb = parse[verb].head
    if parse[verb].pos not in {"VERB", "AUX"} or verb == at:
        return ""
    if dep in {"nsubj", "nsubjpass"}:
        around = [i for i, t in enumerate(parse) if i != at and (t.head == verb or i == verb)]
        words = [parse[i].text if i == verb else _argument(parse, i, i < verb) for i in around]
        rest = " ".join(w for w in words if w)
        return f"who {rest}" if " " in rest else ""
    clause = _clause_phrase(parse, verb, with_object=dep != "dobj")
    if not clause:
        return ""
    if dep == "dobj":
        return f"whom {clause}"
    return f"where {clause}" if label in {"GPE", "LOC", "FAC"} else ""

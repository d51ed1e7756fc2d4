"""Who is who in a brief: a person is named in full at first and by the surname from then on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.names import FUNCTION_WORDS, TITLES, find_names, fold_word, stands_in
from models.news import BriefSentence, Evidence, Facts, Name, Sentence

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_JUST_BEFORE = re.compile(r"([^\W_][\w'’.-]*) $")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_COURTESY = frozenset({"", "mr", "mrs", "ms", "miss", "dr"})
_LONGEST_TITLED = 5  # words: "Supreme Court Justice Ruth Bader Ginsburg" has more than a title
# Who somebody is, behind the name and between commas: "an official with the ministry".
_OFFICES = (
    "director|chief|president|head|chairman|chairwoman|chair|secretary|leader|spokesman|founder|"
    "spokeswoman|professor|lawyer|attorney|author|editor|executive|commissioner|member|manager|"
    "fellow|analyst|strategist|adviser|minister|ambassador|mayor|governor|senator|owner|economist|"
    "scientist|researcher|spokesperson|counsel|historian|correspondent|columnist|sheriff|coordinator"
)
_ROLE = (
    r"(?:an? [^\W\d_][^,.;:()“”\"]{3,80}"
    rf"|(?:the )?(?:[\w'’-]+ ){{0,4}}(?:{_OFFICES}) (?:of|for|at|with) [^,.;:()“”\"]{{3,70}})"
)
# The beginning of a longer one: "the lead lawyer hired by the Rill family to defend it".
_SHORT_ROLE = (
    rf"(?:an?|the) (?:[\w'’-]+ ){{0,4}}(?:{_OFFICES}|nominee|candidate|activist|reporter|"
    r"journalist|congressman|congresswoman|lawmaker|host|judge|justice|prosecutor|investigator|physician|"
    r"doctor|whistleblower|plaintiff|organizer|consultant|lobbyist|diplomat|envoy)"
)
# And before the name: "Rill family lawyer", "campaign chief".
_OFFICE_BEFORE = (
    r"(?:[A-Z][\w'’-]+ ){0,3}(?:[A-Z][\w'’-]+|family|committee|campaign|company|party|union|police|"
    r"state|school|city|county|press|policy|senior|deputy|former|executive|national|special) "
    rf"(?:{_OFFICES})|(?:White House )?chief of staff"
)
_BEFORE_OFFICE = frozenset("to by with and of from that said told".split())
_NO_ROLE = re.compile(
    r"\b(?:said|says|say|was|were|is|are|had|has|have|told|who|that|which|will|would|he|she|they|I)\b"
)
# "A Ruiz campaign official": in full it would be hard to read.
_OF_SOMEBODY = frozenset(
    "campaign administration team transition appointee nominee ally allies aide aides adviser "
    "advisers supporter supporters official officials lawyer lawyers rally era policy tweet".split()
)
_READ = frozenset({"PERSON", "GPE", "LOC", "NORP"})
_FAMILY = frozenset(
    "brothers sisters siblings family families couple parents children twins sons daughters clan "
    "brother sister administration campaign supporters".split()
)
_ANYWHERE = ""  # the scope of all articles together


@dataclass(frozen=True, slots=True)
class Introduction:
    """A person's full name, and the passage where it stands."""

    full: str
    evidence: Evidence
    called: bool = False  # the articles call the person by the surname alone
    titled: str = ""  # with title, where the passage has one: "President Donald Trump"


Known = Mapping[tuple[str, str], Introduction]
"""Persons by article id ("" for all articles together) and surname."""


def surnames(texts: Iterable[str]) -> frozenset[str]:
    """Return the names of one word in texts: "Ruiz", "Mr. Ruiz", and many that are no surnames."""
    found = set()
    for text in texts:
        for name in find_names(_unquoted(text)):
            words = [w for w in name.text.split() if fold_word(w) not in TITLES]
            found |= {words[-1]} if len(words) == 1 and words[-1].isalpha() else set()
    return frozenset(found)


def telling_names(
    names: Collection[str], sentences: Sequence[Sentence], read: Collection[int], most: int
) -> list[Sentence]:
    """Return sentences not yet parsed in which such a surname stands behind another capital.

    The first of each article for each surname, ``most`` in all: where a person is introduced.
    """
    if not names:
        return []
    last = "|".join(map(re.escape, sorted(names)))
    pattern = re.compile(rf"(?<![\w.'’-])[^\W\d_a-z][\w.'’-]* (?P<last>{last})(?![\w-])")
    first: dict[tuple[int, str], Sentence] = {}
    for sentence in sentences:
        for found in pattern.finditer(sentence.text):
            first.setdefault((sentence.article, found["last"]), sentence)
    wanted = {s.index: s for s in first.values() if s.index not in read}
    return [wanted[i] for i in sorted(wanted)][:most]


def introductions(sentences: Sequence[Sentence], facts: Sequence[Facts]) -> Known:
    """Return the persons of an event that are named in full somewhere, by article and surname.

    A surname that two persons share is left out of the article, or of the event, that has both:
    nobody knows whom a bare one means.
    """
    scopes: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        scopes[sentence.evidence.article_id].append(sentence)
    scopes[_ANYWHERE] = list(sentences)
    return {
        (scope, last): person
        for scope, own in scopes.items()
        for last, person in _introduced_in(own, facts).items()
    }


def _introduced_in(
    sentences: Sequence[Sentence], facts: Sequence[Facts]
) -> Mapping[str, Introduction]:
    met = [(s, n) for s in sentences for n in facts[s.index].names]
    bare: dict[str, set[str]] = defaultdict(set)  # "President Trump"; also "Kim" of "Kim Jong Un"
    called = set()
    for _, name in met:
        title, words = _parted(name.text)
        if len(words) == 1 and name.label in {"PERSON", ""}:
            called.add(words[0])
            bare[words[0]] |= {title} - _COURTESY
    called -= (places := _places(met))
    found: dict[str, dict[str, Introduction]] = defaultdict(dict)  # by surname, then first name
    titles: dict[str, set[str]] = defaultdict(set)  # that a full name has: "President Donald Trump"
    for sentence, name in met:
        title, words = _parted(name.text)
        if name.label != "PERSON" or not 2 <= len(words) <= 3 or not _whole(words):
            continue
        # The surname may come first: who is called "Kim" is Kim Jong Un.
        last = words[0] if words[0] in called and words[-1] not in called else words[-1]
        other = fold_word(words[0]) if last == words[-1] else re.sub(r"\W", "", "".join(words[1:]))
        other = other.lower()  # "Kim Jong-un" is "Kim Jong Un"
        person = Introduction(
            " ".join(words), sentence.evidence, last in called, _titled(sentence.text, name, title)
        )
        there = found[last].get(other)
        if there is None or _tells_more(person, there):
            found[last][other] = person
        titles[last] |= {title} - {""}
        for word in words:  # another's first name
            bare[word] |= {""} if word != last else set()
    return {
        last: next(iter(who.values()))
        for last, who in found.items()
        if len(who) == 1 and bare[last] <= titles[last] and last not in places
    }


def _tells_more(person: Introduction, there: Introduction) -> bool:
    """Tell whether a passage says who somebody is and the one that is known does not."""
    if person.titled or there.titled:
        return bool(person.titled) and not there.titled
    mine, theirs = (_role_in(p.evidence.quote, p.full) for p in (person, there))
    return mine is not None and theirs is None


def _places(met: Sequence[tuple[Sentence, Name]]) -> set[str]:
    """Return the single words that are read as places, or their people, rather than as persons.

    "Israel Katz" is not to be called "Israel", nor "Israel" the minister.
    """
    read = Counter((n.text, n.label == "PERSON") for _, n in met if n.label in _READ)
    return {word for word, person in read if not person and read[word, False] > read[word, True]}


def _titled(text: str, name: Name, title: str) -> str:
    """Return a name with its title, "former" included; nothing for "then-" and "acting"."""
    words = name.text.split()
    before = re.search(r"([\w-]+)[ -]$", text[: name.start])
    if title in _COURTESY or len(words) > _LONGEST_TITLED:
        return ""
    if before and before[1].lower() in {"then", "acting", "interim", "vice", "ex", "deputy"}:
        return ""
    return f"former {name.text}" if before and before[1] == "former" else name.text


def _parted(name: str) -> tuple[str, list[str]]:
    """Return the title, folded, and the words behind it: "Water Minister Calla Rendt"."""
    words = name.split()
    titled = [i for i, w in enumerate(words) if fold_word(w) in TITLES]
    if not titled:
        return "", words
    return fold_word(words[titled[-1]]), words[titled[-1] + 1 :]


def _whole(words: Sequence[str]) -> bool:
    return (
        all(w[:1].isupper() for w in words)
        and words[-1].replace("-", "").isalpha()
        and words[0][-1:].isalpha()
    )


def introduced(sentences: Sequence[BriefSentence], known: Known, room: int) -> list[BriefSentence]:
    """Return the sentences with each person named in full where first named, citing where.

    From then on the surname does, where the articles use it too.

    Args:
        sentences: of the brief, in order.
        known: full names, by article and surname.
        room: words that may be added in all.
    """
    told, result = "", []
    whole = " ".join(s.text for s in sentences)
    for sentence in sentences:
        for last, person in _persons(sentence, known):
            if _named_before(told, person, last):
                only = known.get((_ANYWHERE, last))  # "Trump" is no short form of Melania Trump
                short = person.called and only is not None and only.full == person.full
                short = short and not _shared(f"{told} {whole}", person, last)
                text = _with_surname(sentence.text, last, person.full) if short else sentence.text
                room += len(sentence.text.split()) - len(text.split())
                sentence = replace(sentence, text=text)
                continue
            longer = _introducing(sentence, last, person)
            added = len(longer.text.split()) - len(sentence.text.split())
            if added <= room:
                sentence, room = longer, room - added
        told = f"{told} {sentence.text}"
        result.append(sentence)
    return result


def _introducing(sentence: BriefSentence, last: str, person: Introduction) -> BriefSentence:
    """Return the sentence with the person's name in full, and who that is if the passage says."""
    text = _with_full_name(sentence.text, last, person)
    citations = sentence.citations
    if text != sentence.text:
        citations = tuple(dict.fromkeys((*citations, person.evidence)))
    for passage in (*sentence.citations, person.evidence):
        described = _with_role(text, person.full, passage.quote)
        if described == text:
            described = _with_office(text, person.full, passage.quote)
        if described != text:
            citations = tuple(dict.fromkeys((*citations, passage)))
            return replace(sentence, text=described, citations=citations)
    return replace(sentence, text=text, citations=citations)


def _with_office(text: str, full: str, passage: str) -> str:
    """Put "family lawyer" before a name that has nothing before it, as the passage has it."""
    found = re.search(rf"(?<![\w.,'’-])({_OFFICE_BEFORE}) {re.escape(full)}(?![\w-])", passage)
    place = re.search(rf"(?<![\w-]){re.escape(full)}(?![\w-]|,| [A-Z])", _unquoted(text))
    if not found or not place or found[1].lower() in text.lower():
        return text
    if fold_word(found[1].split()[0]) in FUNCTION_WORDS:
        return text  # "When spokesman Bo Tarn spoke"
    before = _JUST_BEFORE.search(text[: place.start()])
    told = re.search(r"[\"”] $|^According to [^,]+, $", text[: place.start()])
    if text[: place.start()] and not (told or (before and before[1] in _BEFORE_OFFICE)):
        return text
    office = found[1] if place.start() else found[1][:1].upper() + found[1][1:]
    return f"{text[: place.start()]}{office} {text[place.start() :]}"


def _role_in(passage: str, full: str) -> re.Match[str] | None:
    """Return who a passage says between commas that a person is, the name in full or the last."""
    last = re.escape(full.split()[-1])
    name = rf"(?:{re.escape(full)}|(?:(?<![\w.] )|(?<=Mr\. )|(?<=Ms\. )|(?<=Mrs\. )){last})"
    whole = re.search(rf"{name}, ({_ROLE})(?=[,.])", passage)
    return whole or re.search(rf"{name}, ({_SHORT_ROLE})(?= \w+ed\b| who\b| that\b|[,.])", passage)


def _with_role(text: str, full: str, passage: str) -> str:
    """Put "an official with the ministry" behind a name, as the passage has it between commas."""
    found = _role_in(passage, full)
    place = re.search(
        rf"(?<![\w-]){re.escape(full)}(?=[ .]|, [^,]+ reported\.$)(?! (?:and|or|of)\b)",
        _unquoted(text),
    )
    if not found or not place or _NO_ROLE.search(found[1]) or found[1] in text:
        return text
    before = _JUST_BEFORE.search(text[: place.start()])
    after = _WORD.match(text, place.end() + 1) if text[place.end() :][:1] == " " else None
    if (before and before[1][:1].isupper() and before[1] not in {"According", "But", "And"}) or (
        after and after.group()[:1].isupper()
    ):
        return text
    end = "" if text[place.end() : place.end() + 1] in {".", ","} else ","
    return f"{text[: place.end()]}, {found[1]}{end}{text[place.end() :]}"


def _persons(sentence: BriefSentence, known: Known) -> Iterator[tuple[str, Introduction]]:
    """Yield whom the sentence's surnames mean in the articles that it cites, or in all."""
    cited = dict.fromkeys(c.article_id for c in sentence.citations)
    for last in dict.fromkeys(_WORD.findall(_unquoted(sentence.text))):
        last = re.sub(r"['’]s?$", "", last)
        scopes = (known.get((scope, last)) for scope in (*cited, _ANYWHERE))
        person = next((p for p in scopes if p), None)
        if person:
            yield last, person


def _named_before(told: str, person: Introduction, last: str) -> bool:
    """Tell whether a text names the person, or somebody of this surname, in full."""
    if stands_in(person.full, told):
        return True
    return any(
        w[:1].isupper() and fold_word(w) not in TITLES | FUNCTION_WORDS for w in _before(last, told)
    )


def _shared(text: str, person: Introduction, last: str) -> bool:
    """Tell whether another name of a text ends in the same surname: "Michelle Obama"."""
    words = {w for w in _before(last, text) if w[:1].isupper()} - set(person.full.split())
    return any(fold_word(w) not in TITLES | FUNCTION_WORDS for w in words)


def _before(word: str, text: str) -> Iterator[str]:
    """Yield what stands straight before a word in a text."""
    for found in _standing(word, text):
        before = _JUST_BEFORE.search(text[: found.start()])
        yield from (before[1],) if before else ()


def _standing(word: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda m: "-" * len(m[0]), text)


def _with_surname(text: str, last: str, full: str) -> str:
    """Put the surname where the full name stands, outside of quotations and longer names."""
    bare = _unquoted(text)
    for found in reversed([*_standing(full, bare)]):
        after = _WORD.match(text, found.end() + 1) if text[found.end() :][:1] == " " else None
        before = _JUST_BEFORE.search(text[: found.start()])
        longer = after is not None and after.group()[:1].isupper()
        if longer or (before and before[1] in {"and", "&", "The", "the"}):
            continue  # "Donald Trump Jr.", "Ann and John Rill"
        text = f"{text[: found.start()]}{last}{text[found.end() :]}"
    bare = _unquoted(text)
    for found in reversed([*re.finditer(rf"(?<!\w)(?:Mr|Mrs|Ms)\.? (?={last}(?![\w-]))", bare)]):
        text = f"{text[: found.start()]}{text[found.end() :]}"
    return text


def _with_full_name(text: str, last: str, person: Introduction) -> str:
    """Put the full name where the bare surname stands first, "Mr." before it left out."""
    if stands_in(person.full, text):
        return text
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    pattern = rf"(?<![\w-])(?:(?:Mr|Mrs|Ms)\.? )?{re.escape(last)}(?![\w-])"
    for found in re.finditer(pattern, text):
        if any(a <= found.start() < b for a, b in quoted):
            continue
        before = _JUST_BEFORE.search(text[: found.start()])
        after = _WORD.match(text, found.end() + 1) if text[found.end() :][:1] == " " else None
        if (before and _names(before[1])) or (after and _goes_on(after.group())):
            return text  # part of another name: "Trump Tower", "Melania Trump"
        full = person.full if before and fold_word(before[1]) in TITLES else person.titled
        return f"{text[: found.start()]}{full or person.full}{text[found.end() :]}"
    return text


def _goes_on(word: str) -> bool:
    """Tell what makes a name part of a longer one: "Trump Tower", "former Trump campaign chief"."""
    return word[:1].isupper() or word in _OF_SOMEBODY


def _names(word: str) -> bool:
    """Tell a capitalised word that is part of a name from a title and from "But" and "In"."""
    folded = fold_word(word)
    usual = folded in TITLES or (folded in FUNCTION_WORDS and folded != "the")
    return word[:1].isupper() and not usual

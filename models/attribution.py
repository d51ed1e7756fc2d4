"""Naming who says so, in the plain ways of a wire desk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.dates import MONTH, WEEKDAY
from models.facts import find_speakers
from models.names import FUNCTION_WORDS, stands_in
from models.neutrality import loaded_words
from models.news import Parse, Sentence

_ABBREVIATION_END = re.compile(
    r"\b(?:(?:[A-Za-z]\.){2,}|(?:Inc|Corp|Co|Ltd|Jr|Sr)\."
    r"|, (?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|"
    r"Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.)$"
)
_SAYING = frozenset("say tell add write tweet announce state note report".split())
# Who is not named vouches for nothing; any office, police or company does.
_NOBODY = frozenset(
    "source insider critic observer people person some many expert analyst supporter other one "
    "opponent friend user commentator pundit story piece article".split()
)
_HAS_LEARNED = re.compile(r",? [A-Z][\w.]*(?: [A-Z][\w.]*){0,3} (?:has|have) learned(?=[.,])")
_WAS_REPORTED = re.compile(r", it (?:was|has been|is) reported(?=[.,])")
_ONE_SAID = re.compile(r"[A-Z][a-z]+(?<!s) (?:said|says|told)\b")  # no "Rescuers said"
_UNMARKED = re.compile(r"(?<=[\w%)]) (according to (?:the )?[A-Z][^,;“”\"]*\.)$")
_QUOTE_END = re.compile(r"[.!?]?[\"”'’]$")


def outlets(sentences: Sequence[Sentence], most: int = 2) -> list[str]:
    """Return the outlets of the sentences, each once, in order."""
    return list(dict.fromkeys(s.source for s in sentences))[:most]


def joined(names: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def attribute(text: str, names: Sequence[str], parse: Parse) -> str:
    """Return the sentence with the outlets that report it.

    A sentence that names its speaker, or ends in a quotation, is introduced ("Reuters reported
    that ..."), unless its first word may be a name that the parse missed; any other gets the
    outlet at its end.
    """
    for unneeded in (_HAS_LEARNED, _WAS_REPORTED):  # who has learned it, the outlet's name says
        text = unneeded.sub("", text)
    if may_be_name(text, parse):
        return _at_the_end(text, names)
    if find_speakers(text) and any(stands_in(n, text) for n in names):
        return text  # "As Harbour Wire's Ann Rill put it, ..." names whose word it is
    if find_speakers(text) or _QUOTE_END.search(text):
        if re.match(r"According to\b", text):
            return f"{joined(names)} reported that {lower_first(text, parse)}"
        if re.match(r"""["“]""", text):
            return f"According to {joined(names)}, {text}"
        return f"According to {joined(names)}, {lower_first(text, parse)}"
    if text.endswith(("?", "!")):
        return f"According to {joined(names)}, {lower_first(text, parse)}"
    return _at_the_end(text, names)


def set_off(text: str) -> str:
    """Put the comma before whose word it is: "rose to 5% according to Harbour Wire."."""
    return _UNMARKED.sub(r", \1", text)


def _at_the_end(text: str, names: Sequence[str]) -> str:
    quoted = re.fullmatch(r"(.*?)[.,]?([\"”])", text, re.DOTALL)
    if quoted:
        return f"{quoted[1]},{quoted[2]} {joined(names)} reported."
    stop = 0 if _ABBREVIATION_END.search(text) else 1
    told = (text[: len(text) - stop] if text.endswith(".") else text).rstrip(" ,;:–—-")
    return f"{told}, {joined(names)} reported."


def may_be_name(text: str, parse: Parse) -> bool:
    """Tell whether the first word alone does something: "Trump went on", read as a verb.

    In small letters such a name would be another word; "prosecutors" loses nothing either way.
    """
    first = text.split(" ", 1)[0]
    if not first.isalpha() or not first[:1].isupper() or not text.endswith((".", '"', "”")):
        return False
    token = next((t for t in parse if t.text == first), None)
    bare = token is not None and token.pos in {"NOUN", "VERB", "ADJ"} and not token.entity
    modifies = token is not None and token.dep in {"amod", "compound", "nmod", "advcl", "npadvmod"}
    return bare and not modifies and not first.endswith(("ing", "ed"))


def speaks_for_itself(text: str, parse: Parse) -> bool:
    """Tell a sentence that says of itself who says so: "Ann Rill said ...", "..., according to".

    Only where its main clause is the saying does that hold for the whole of it. Who is nobody in
    particular ("insiders", "critics") vouches for nothing.
    """
    if not find_speakers(text) or loaded_words(text):
        return False
    named = re.search(r"\b[Aa]ccording to (?:the |an? |its |his |her )?(\w+)", text)
    return (named is not None and named[1].lower().rstrip("s") not in _NOBODY) or any(
        t.dep == "nsubj"
        and t.pos in {"PROPN", "NOUN"}
        and t.lemma.lower() not in _NOBODY
        and parse[t.head].dep == "ROOT"
        and parse[t.head].lemma.lower() in _SAYING
        for t in parse
    )


def lower_first(text: str, parse: Parse) -> str:
    """Return the text with a small first letter, unless its first word is a name."""
    first = text.split(" ", 1)[0].strip(",").lower()
    token = next((t for t in parse if t.text.lower() == first), None)
    small = text[1:2].islower() or not text[1:2].isalpha()  # not "WHO", not "IT"
    if first in {"will", "may"} and not text.endswith("?"):
        return text  # "Will Adams", "May Lee"
    if first not in FUNCTION_WORDS and _ONE_SAID.match(text):
        return text  # "Trump said ...": a name that the parse missed
    described = token is not None and token.pos in {"ADJ", "NOUN", "VERB"}
    if text.split(" ", 1)[0].endswith(",") and described:
        return text  # "Long, wearing black, ..." is a name that the parse missed
    named = token is not None and token.pos == "PROPN"
    usual = first in FUNCTION_WORDS and first != "i" and small and not named
    dated = token is not None and token.entity in {"DATE", "TIME", "CARDINAL", "ORDINAL"}
    common = token is not None and token.pos != "PROPN" and (dated or not token.entity)
    if dated and re.fullmatch(rf"(?:{WEEKDAY}|{MONTH})\.?", text.split(" ", 1)[0].strip(",")):
        return text
    if usual or (common and token is not None and token.text[1:].islower()):
        return text[:1].lower() + text[1:]
    return text


def names_source(text: str, sentences: Sequence[Sentence]) -> bool:
    """Tell whether the text names one of the outlets or a speaker of what it says."""
    return any(stands_in(s.source, text) for s in sentences) or bool(find_speakers(text))

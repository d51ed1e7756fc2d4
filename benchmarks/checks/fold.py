"""Making spellings of the same thing equal: quotes, dashes, white space, accents, dots."""

import re
import unicodedata

_DOUBLE = str.maketrans(dict.fromkeys("“”„‟＂", '"'))
_SINGLE = str.maketrans(dict.fromkeys("‘’‚‛`´ʼ", "'"))
_DASHES = {**dict.fromkeys("‐‑‒–−", "-"), **dict.fromkeys("—―", " - ")}
_DASH = str.maketrans(_DASHES)


def visible(text: str) -> str:
    """The text without invisible characters, white space collapsed."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(seen.split())


def fold_quotes(text: str) -> str:
    """The visible text with straight quotation marks."""
    return visible(text).translate(_DOUBLE).translate(_SINGLE)


def fold(text: str) -> str:
    """As `fold_quotes`, and with plain hyphens for dashes."""
    return " ".join(fold_quotes(text).translate(_DASH).split())


def fold_word(word: str) -> str:
    """A word in lower case without accents, acronym dots and possessive."""
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")
    return re.sub(r"(?:'s|')$", "", plain.casefold())


def holds(text: str, part: str) -> bool:
    """Whether a text holds a part as whole words, whatever the case and the quotes."""
    needle = fold(part)
    pattern = rf"(?<!\w){re.escape(needle)}(?!\w)"
    return bool(needle) and re.search(pattern, fold(text), re.IGNORECASE) is not None

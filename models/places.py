"""Which places can both be meant: a city lies in its state, a state in its country.

Two states, or two countries, exclude each other; of two towns neither holds the other. Anything
else may be the same place told more or less exactly.
"""

from __future__ import annotations

from models.names import fold_word

_STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia "
    "hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts "
    "michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon "
    "pennsylvania tennessee texas utah vermont virginia wisconsin wyoming".split()
) | {
    "new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota",
    "puerto rico", "guam", "rhode island", "south carolina", "south dakota", "west virginia",
}  # fmt: skip
# Sovereign states by their short English names (ISO 3166, Maintenance Agency's list).
_COUNTRIES = frozenset(
    "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan "
    "bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia botswana "
    "brazil britain brunei bulgaria burundi cambodia cameroon canada chad chile china colombia "
    "congo croatia cuba cyprus denmark djibouti ecuador egypt eritrea estonia eswatini ethiopia "
    "fiji finland france gabon gambia germany ghana greece grenada guatemala guinea guyana haiti "
    "honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan kenya "
    "kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya lithuania luxembourg "
    "madagascar malawi malaysia maldives mali malta mauritania mauritius mexico moldova monaco "
    "mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger "
    "nigeria norway oman pakistan panama paraguay peru philippines poland portugal qatar romania "
    "russia rwanda senegal serbia singapore slovakia slovenia somalia spain sudan suriname sweden "
    "switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey turkmenistan uganda "
    "ukraine uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe england scotland "
    "wales".split()
) | {
    "burkina faso", "costa rica", "czech republic", "el salvador", "ivory coast", "north korea",
    "new zealand", "saudi arabia", "sierra leone", "south africa", "south korea", "south sudan",
    "sri lanka", "united arab emirates", "united kingdom", "united states", "us", "uk",
}  # fmt: skip
_HOLD_EACH_OTHER = (
    frozenset({"britain", "uk", "united kingdom", "england", "scotland", "wales"}),
    frozenset({"us", "united states"}),
)
# Regions and continents hold countries, and are often told instead of them.
_REGIONS = frozenset(
    "africa america antarctica arctic asia europe eu eurozone balkans caribbean scandinavia "
    "midwest northeast northwest southeast southwest south north east west coast gulf sea ocean "
    "river island islands valley county region district border strip bank peninsula mountains "
    "mountain bay lake city state capital".split()
)


def _folded(place: str) -> str:
    words = [fold_word(w) for w in place.split()]
    return " ".join(w for w in words if w and w != "the")


def sort_of(place: str) -> str:
    """Return "state" or "country" for a name of one, else nothing."""
    folded = _folded(place)
    if folded in _STATES:
        return "state"
    return "country" if folded in _COUNTRIES else ""


def may_contain(a: str, b: str) -> bool:
    """Tell whether one of two places may lie in the other, or be another name of it."""
    one, two = _folded(a), _folded(b)
    sorts = sort_of(a), sort_of(b)
    if sorts[0] != sorts[1]:
        return True
    if any({one, two} <= group for group in _HOLD_EACH_OTHER):
        return True
    return any(word in _REGIONS for place in (one, two) for word in place.split()) and not sorts[0]

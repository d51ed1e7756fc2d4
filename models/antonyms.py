"""Words that say the opposite of each other in the news: a small list of this project's own."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

# Groups of lemmas on two sides: each of the one is the opposite of each of the other.
_SIDES = (
    ("increase rise grow climb jump surge soar gain raise expand up higher high more many most "
     "large big great", "decrease fall decline drop shrink plunge slump lose cut lower reduce down "
     "low less few fewer little small least minor"),
    ("support back endorse favor favour welcome praise approve", "oppose reject criticize condemn "
     "resist block denounce disapprove"),
    ("approve accept pass adopt agree confirm grant", "reject refuse deny decline dismiss veto "
     "disagree"),
    ("win succeed victory success beat", "lose fail defeat failure loss"),
    ("begin start open launch resume introduce", "end stop close finish halt suspend cancel "
     "conclude"),
    ("allow permit legal lawful enable authorize", "ban prohibit forbid bar illegal unlawful "
     "prevent block"),
    ("arrest detain imprison jail capture", "release free acquit"),
    ("guilty convict", "innocent acquit"),
    ("true accurate correct right confirm", "false inaccurate wrong incorrect deny left"),
    ("safe secure", "dangerous unsafe insecure"), ("good positive better best well strong",
     "bad negative worse worst poorly weak"),
    ("first early earlier before former old recent", "last late later after latter new future"),
    ("north northern", "south southern"), ("east eastern", "west western"),
    ("male man boy father son brother husband", "female woman girl mother daughter sister wife"),
    ("public open", "private secret closed"), ("join enter arrive accept include add",
     "leave quit exit depart exclude remove"),
    ("buy purchase", "sell"), ("build create found establish", "destroy demolish abolish"),
    ("strengthen tighten improve ease", "weaken loosen worsen tighten"),
    ("war attack conflict", "peace ceasefire truce"), ("kill die dead", "survive save alive"),
    ("possible likely able", "impossible unlikely unable"), ("major key important significant",
     "minor trivial insignificant unimportant"),
    ("remember", "forget"), ("love like", "hate dislike"), ("rich wealthy", "poor"),
    ("liberal democratic progressive", "conservative republican"),
    ("ally friend", "enemy rival foe"),
    ("majority", "minority"), ("maximum", "minimum"), ("appear emerge", "disappear vanish"),
    ("optimistic hopeful confident", "pessimistic doubtful"), ("legalize", "criminalize"),
    ("push encourage urge", "discourage dissuade"), ("protect defend", "attack harm threaten"),
    ("appoint hire elect", "fire dismiss oust"), ("domestic local internal national",
     "foreign international external global"),
    ("temporary", "permanent"), ("voluntary", "mandatory compulsory"), ("rural", "urban"),
    ("calm", "panic"), ("unite", "divide"), ("advance", "retreat"), ("import", "export"),
    ("affordable cheap", "expensive costly"), ("hot warm", "cold cool"), ("fast quick quickly",
     "slow slowly"), ("often frequently always", "rarely seldom never"),
    ("near close", "far distant"),
    ("inside within", "outside"), ("above over", "below under"), ("full", "empty"),
    ("deny", "admit acknowledge confirm"), ("present", "absent"), ("credible", "baseless"),
)  # fmt: skip


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in _SIDES:
        for word in one.split():
            found[word] |= set(other.split())
        for word in other.split():
            found[word] |= set(one.split())
    return {word: frozenset(others - {word}) for word, others in found.items()}


def opposites(lemma: str) -> frozenset[str]:
    """Return the opposites of a word, none where none are known."""
    return _opposites().get(lemma, frozenset())

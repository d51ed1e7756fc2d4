"""What newsrooms word differently and a reader takes for the same."""

from __future__ import annotations

from models.mentions import Token

# Newsroom synonyms: what the parse calls differently and a reader takes for the same.
_SYNONYMS = {
    word: group
    for group, words in {
        "die": "die dead death kill murder slay fatality perish deceased victim lose life claim "
        "toll casualty",
        "injure": "injure injured injury wound wounded hurt",
        "missing": "missing miss unaccounted disappear vanish",
        "person": "people person individual human man woman resident",
        "arrest": "arrest arrested detain detained detention custody jail imprison apprehend",
        "release": "release free pardon amnesty liberate",
        "vote": "vote voter ballot",
        "evacuate": "evacuate evacuee flee displace",
        "cut": "cut eliminate slash reduce layoff",
        "prisoner": "prisoner detainee inmate captive",
        "strike": "strike walkout",
        "fall": "fall drop sink slide plunge tumble",
        "group": "group organization organisation",
        "sell": "sell dump unload offload",
        "worker": "worker employee staff job miner",
    }.items()
    for word in words.split()
}
# Nouns that a report may put in the place of "people": "25 aides", "25 people".
PEOPLE = frozenset(
    "person official aide staffer adviser senator lawmaker legislator member protester "
    "demonstrator marcher student pupil child adult victim passenger migrant refugee immigrant "
    "soldier troop officer policeman guard prisoner worker vote supporter attendee visitor "
    "tourist patient customer household family american citizen juror witness suspect "
    "civilian attacker gunman militant fighter rebel survivor hostage".split()
)
SPEECH_VERBS = frozenset(
    "say tell add write tweet report announce note state declare claim insist argue explain "
    "acknowledge admit confirm deny warn stress reiterate suggest testify comment reply respond "
    "ask recall describe post quote call".split()
)
# Who does one of these speaks too: "condemned calls to abolish the agency as misguided".
VOICING = SPEECH_VERBS | frozenset(
    "condemn denounce criticize criticise praise blast slam dismiss urge vow accuse defend predict "
    "promise demand hail lament decry assert contend maintain joke caution".split()
)

# Nouns that may go before "of": "a number of members" are members.
LIGHT_NOUNS = frozenset(
    "number series group wave pair handful couple lot range string set piece part slew bid attempt "
    "idea issue question effort".split()
)

# Predicates that say little of what a figure or name has to do with them.
WEAK_ROLES = frozenset(
    "say make take get go come see use put give include follow accord be have do other more "
    "than begin start continue happen".split()
)


# Of nouns that are counted alone: "to post" is to publish.
_COUNTED = {"post": "worker", "position": "worker", "job": "worker", "role": "worker"}


def counted_as(token: Token) -> str:
    """Return the concept of a noun that a figure counts: posts, positions and jobs are one."""
    return _COUNTED.get(token.lemma.lower(), concept(token))


def concept(token: Token) -> str:
    """Return the token's lemma, or the newsroom's common word for it."""
    lemma = token.lemma.lower()
    return _SYNONYMS.get(lemma, lemma)


# What reports call one thing in several words.
ACCORDS = frozenset("accord agreement deal pact treaty settlement truce ceasefire".split())

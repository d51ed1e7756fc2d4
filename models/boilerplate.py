"""Which lines of a web page's text are not the story.

A line is judged by what it says (share and subscribe lines, credits, bylines, notices) and by its
form (a few words without an end are a label or a heading). "Related articles" ends the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.commands import commands
from models.limits import Limits

_NAME = r"[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|al|bin))*"
_AGENCIES = (
    r"AP|A\.P\.|Associated Press|Reuters|AFP|Agence France-Presse|Getty(?: Images)?|EPA|UPI|"
    r"Bloomberg|TNS|PA|Shutterstock|iStock|Zuma(?: Press)?|Polaris|Redux|Newscom|Alamy|NurPhoto|"
    r"CQ[- ]Roll Call|Pool|Sipa|Xinhua|Anadolu"
)

# A credit or a label tells nothing: what ends as a sentence with one of these verbs is the story.
_NO_SENTENCE = (
    r"(?!.*\b(?:is|are|was|were|be|been|has|have|had|will|would|could|did|said|says|found|finds|"
    r"shows?|showed|suggests?|suggested|reveal(?:s|ed)|included?|remain(?:s|ed)?|joined|told|"
    r"that|doubled)\b.*[.!?][\"”’]?$)"
)
_OWN_WORK = r"(?:journalism|journalists|newsroom|reporting|coverage|website)"

# Each pattern is matched against the whole stripped line, case-insensitively unless said so.
_SAYS = re.compile(
    "|".join(
        f"(?:{p})"
        for p in (
            r"advertisements?:?",
            r"ad",
            r"(?:story|article|post) continues? (?:below|after).*",
            r"(?:continue|continued) reading.*|read (?:more|next|also|the full|full|it here).{0,200}",
            r"(?:share|tweet|email|print|pin it|copy link|whatsapp|facebook|twitter|linkedin|"
            r"reddit|comments?|save|flipboard|messenger|youtube|instagram|telegram|sms|x)"
            r"(?:[\s|,/·•:]+(?:this|article|story|on|via|to|by|with|the|a|link|page|"
            r"share|tweet|email|print|pin|copy|whatsapp|facebook|twitter|linkedin|reddit|comments?|"
            r"save|flipboard|messenger|post|youtube|instagram|telegram|sms|x|\d+))*[.:!]?",
            r"share (?:this|on|via)\b.{0,80}",
            r"\d+ (?:comments?|shares?|views?|min(?:ute)?s? read|minutes? ago|hours? ago|days? ago|"
            r"years? ago|months? ago|weeks? ago)",
            r"(?:sign up|signup|subscribe|register|log ?in|join us|join now|sign in|become a "
            r"(?:member|subscriber)|donate)\b.{0,240}",
            r".{0,120}\b(?:our|daily|free|morning|weekly|evening) (?:\w+ ){0,3}(?:newsletters?|"
            r"e-?mail alerts?)\b.{0,240}",
            r".{0,160}\bdelivered (?:daily |straight |directly |right )?to your (?:inbox|e-?mail)"
            r"\b.{0,240}",
            r".{0,120}\bget (?:the latest|breaking|our|all the latest|unlimited)\b.{0,80}\b(?:news|"
            r"alerts|updates|access|app)\b.{0,160}",
            r".{0,80}\bby signing up\b.{0,240}|privacy policy.{0,240}",
            r".{0,200}\b(?:our|see|read|agree to|terms of (?:use|service) and) (?:the |our )?privacy "
            r"policy\b.{0,240}",
            r".{0,160}\b(?:we|this (?:web)?site) uses? cookies\b.*|accept (?:all )?cookies.*|"
            r"cookie (?:policy|settings|preferences).*|manage (?:cookies|newsletters).*",
            r".{0,60}\ball rights reserved\b.*|(?:copyright\s*)?(?:©|\(c\)|copyright)\s*\d{4}.*",
            r"(?:©|image copyright|copyright) .{0,160}|.{0,60}reprint permission.{0,60}",
            r"click (?:here|to)\b.{0,160}|(?:get|download) the .{0,40}\bapp\b.{0,80}|tap here.{0,80}",
            rf"{_NO_SENTENCE}(?:photo|photos|image|images|picture|pictured|video|graphic|illustration|"
            r"caption|credit|file photo|media caption|image caption|image source|getty images|photograph|"
            r"gallery|slideshow|podcast|audio|watch|listen|watch now|watch live|play video|live "
            r"updates?)\s*(?:\([^)]{0,60}\)|\d+|[:|].{0,300}|by .{0,120}|of \d+|courtesy .{0,80})?",
            r"in this .{0,60}\b(?:photo|photograph|image|frame grab)\b.{0,600}",
            r"enlarge this image.*|toggle caption.*|hide caption.*|.{0,40}\btoggle caption\b.*",
            r"(?:prev|next)(?:ious)? image.*|image \d+ of \d+.*|\[(?:image|pullquote|music|video)\]",
            r"(?:image|media) (?:copyright|caption) .{0,400}",
            r"\((?:soundbite|crosstalk|laughter|applause|photo|image|video|ap|reuters)\b[^)]{0,200}\)",
            r".{0,400}\((?:(?:file )?photo|image|credit|picture)s?\b[^)]{0,120}\)?[.]?",
            rf".{{0,400}}\((?:[^()]{{0,60}}[/,] ?)?(?:{_AGENCIES})(?: photo)?(?: via [^()]{{1,40}}|"
            rf" ?[/,] ?[^()]{{1,60}})?\)\s*(?:[A-Z][\w .'-]{{0,60}})?",
            rf".{{0,200}}[/|]\s*(?:the )?(?:{_AGENCIES})(?: photo| file)?(?: via .{{1,60}})?",
            rf".{{0,600}}\b(?:{_AGENCIES})/[^.!?]{{1,60}}|.{{0,600}}[.!?] (?:{_AGENCIES})",
            r".{0,600}\([^()]{1,80}[/,|] ?(?:staff|special|file|contributed|handout|courtesy|"
            r"provided|pool)\b[^()]{0,60}\)|.{0,600}\b(?:photograph|photographer|photo|"
            r"illustration) ?(?:by|:|courtesy)\s?[^.!?]{1,80}",
            r"media playback is unsupported.*|facebook twitter pinterest.*|story highlights\b.*|"
            r"just watched\b.*|photos: .*|.{0,600}hide caption.*|.{0,240}\bread more|"
            r".{0,300}\blisten · \d.*|.{0,200}\bvideo length \d+ seconds.*|interested in .{1,60}\? "
            r"add .{1,300}",
            r"\(this story has been .{1,200}\)|\( ?(?:also|full|related|watch|read|more)\b[^)]*\)\.?",
            r".{0,300}\b(?:writers?|reporters?|correspondents?)\b.{0,200} contributed\.?",
            r".{0,200}\bcan be (?:reached|found|contacted|followed) (?:at|on|by) (?=\S*@|\S+\.\w|"
            r"\[email|(?:e-?mail|twitter|facebook|instagram|phone|telephone|x)\b|[\d(+]).{0,200}",
            r"this (?:report|article|story) (?:contains|includes|uses) material\b.*|.{0,80}(?:original|"
            r"earlier) (?:story|post|article) (?:below|continues|follows):?",
            r".{0,120}\b(?:is|are) available here\.?|you can (?:view|read|watch|see|find)\b.{0,120}"
            r"\bhere\.?|.{0,200}\b(?:apple podcasts|podcast platform|wherever you get your podcasts)"
            r"\b.{0,300}|correction, .{1,240}|with assistance (?:by|from) .*|.{0,80}hidden ad unit.*",
            rf"{_NO_SENTENCE}(?:last )?(?:updated|published|posted|modified|first published)\b"
            r"(?: (?:on|at|by))?:?[^.!?]{0,80}(?:[ap]\.m)?\.?",
            r"this (?:article|story|post|report|page) (?:is more than|was (?:originally |first |"
            r"last )?(?:published|updated|posted|produced|written|reported|corrected)|has been|"
            r"is part of|originally|appeared|appears|first appeared|is based)\b.{0,300}",
            r"this is (?:a|an) (?:breaking|developing|rush|opinion|excerpt|updated)\b.{0,200}|"
            r"(?:check back|stay tuned|more to come|refresh)\b.{0,160}|developing(?: story)?[.:]*",
            r".{0,300}\bcontributed (?:reporting|to this (?:report|story|article|post|dispatch))"
            r"\b.{0,160}|contributing:.{0,160}|additional reporting by .{0,200}",
            rf"{_NO_SENTENCE}(?:reporting|writing|editing|compiled|edited|written|reported) by .{{0,240}}",
            r"(?:with|from) (?:post|wire|staff|agency|agencies|news) (?:wires?|reports?|services?|"
            r"staff).{0,60}|.{0,20}based (?:in part )?on wire.{0,60}",
            r"(?:follow|like|contact|email|e-mail|reach|write to|find) (?:us\b|@|(?:me|him|her|them|"
            r"the author)[.:]?$|[\w.,' -]{1,60}[ :](?:@|(?:on|at|via) (?:@|\S+@|\S+\.\w|[\d(+]|(?:"
            r"twitter|facebook|instagram|linkedin|x|telegram|threads|bluesky|mastodon|youtube)\b)))"
            r".{0,200}",
            r".{0,160}\b(?:on|follow) (?:twitter|facebook|instagram)[: ].{0,10}@\w+.{0,60}",
            r"@\w+|https?://\S+|www\.\S+|\S+@\S+\.\w+|\[email.{0,20}protected\].{0,40}",
            r"(?:send|have|got) (?:a |us |your |any )?(?:news )?(?:tips?|story|comments?|questions?)"
            r"\b.{0,200}",
            r"(?:more|related|also|see also|read|watch|latest|urgent|editor'?s'? notes?|"
            r"editors' notes?|correction|clarification|note|opinion|analysis|commentary|full "
            r"coverage|exclusive|photos|more on this|recommended|trending|most read)"
            r"(?:/opinion)?\s*[:>|–—-]+.{0,240}",
            rf"{_NO_SENTENCE}(?:more (?:on|from|about|in|stories|coverage)|related (?:articles?|stories|story|"
            r"content|links?|topics?|coverage|news)|recommended (?:for you|stories|reading)|"
            r"you (?:may|might) (?:also )?(?:like|be interested)|trending(?: now| stories)?|"
            r"most (?:read|popular|viewed)|top stories|latest (?:news|stories)|editors'? picks?|"
            r"popular (?:now|stories)|around the web|from our partners|sponsored(?: content| by)?|"
            r"what to read next|up next|don'?t miss|in this (?:article|story)|key points|topics|"
            r"tags|categories|filed under|skip to .{0,60}|jump to .{0,40}|back to top|"
            r"view (?:all|more|comments|the)|see (?:more|all)|show (?:more|comments)|load more|"
            r"leave a (?:comment|reply)|join the (?:conversation|discussion)|post a comment)"
            r"\b.{0,120}",
            r"(?:opinion|guest|staff|special) (?:contributor|columnist|writer|correspondent)s?.{0,60}",
            r".{0,200}\bopinions? expressed\b.{0,240}",
            rf".{{0,200}}\b(?:support|donate to|contributions? to|contribute to) (?:(?:the )?guardian|vox|"
            rf"npr|(?:our |independent |quality ){{0,2}}{_OWN_WORK})\b.{{0,600}}|(?:please )?(?:support|help) us"
            r"\b.{0,600}",
            r"visit .{0,60} (?:homepage|website|site)\b.{0,80}|open in (?:app|browser).{0,20}",
            r"(?:newsletter|subscribe|menu|search|home|news|politics|world|business|sport|sports|"
            r"opinion|live|us|uk|europe|local|health|science|technology|entertainment)",
        )
    ),
    re.IGNORECASE,
)

_BYLINE = re.compile(
    rf"(?:By|by|BY|From|Story by|Analysis by|Words by)[: ]\s*{_NAME}.{{0,160}}"
    rf"|[—–-]+\s*{_NAME}"
    rf"|{_NAME},? (?:\||[A-Z ]+ (?:STAFF|WRITER)).{{0,80}}"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_TIMESTAMP = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s*)?"
    rf"(?:{_MONTH}\.?\s+\d{{1,2}}"
    rf"|\d{{1,2}}[./ -](?:\d{{1,2}}|{_MONTH})[./ -]|\d{{4}}-\d\d-\d\d|\d{{1,2}}:\d\d)"
    r"[\w\s:,.|/@()+–—-]{0,60}",
    re.IGNORECASE,
)
_FULL_DATE = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?) \d{1,2}, \d{4}"
)
# What a photograph shows is told in the present tense, with the whole date or who stands where.
_SHOWN = (
    r"(?:is|are|speaks?|delivers?|attends?|arrives?|walks?|waves?|holds?|listens?|looks?|boards?|"
    r"gestures?|poses?|stands?|sits?|leaves?|talks?|addresse?s?|answers?|takes?|makes?|meets?|"
    r"shakes?|signs?|departs?|watch(?:es)?|gathers?|march(?:es)?|waits?|protests?|testif(?:y|ies)|"
    r"participates?|appears?|hugs?|greets?|smiles?|points?|reacts?|works?|rides?|carr(?:y|ies)|"
    r"joins?|introduces?|displays?|shows?|lies?|burns?|rises?)"
)
_SHOWS = re.compile(rf"\b{_SHOWN}\b")
_TOLD = re.compile(r"\b(?:said|told|announced|was|were|has|have|had|will|would|than)\b")
_DATED = re.compile(rf"\b{_FULL_DATE}(?:,? (?:in|at|near|outside) [A-Z][^.!?]{{0,60}})?\.?$")
_WHERE = re.compile(r"\((?:L|C|L-R|from left|far left|far right)\)")
_CREDITED = re.compile(rf"{_NAME} ?/ ?(?:{_AGENCIES})(?![\w.])(?! report)")
_SUPPLIED = re.compile(r"(?:Supplied|Handout|Courtesy photo|File photo)\.? (?=[A-Z])")
_BESIDE = re.compile(
    rf"{_NAME}, (?:far )?(?:right|left|cent(?:er|re)|second from (?:left|right)),? (?:of |and |is |\w+s )"
)
_FULL_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Sen|Rep|Gov|Mrs|Gen|Col))(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr))[.!?]\s+[A-Z]"
)
_SENTENCE_END = re.compile(r"""(?<![ap]\.m)(?<!\b[A-Z])[.!?]["”’]?$""")
_CREDIT_WORDS = frozenset(
    "by from the of for and in at staff writer reporter correspondent".split()
)
_END_OF_STORY = re.compile(
    r"\W*(?:related (?:articles?|stories|content|coverage|news)|"
    r"more (?:from|stories|news|in|on) ?.{0,30}|"
    r"recommended(?: for you| stories| reading)?|you (?:may|might) also (?:like|be interested in)|"
    r"most (?:read|popular|viewed)|trending(?: now| stories)?|top stories|latest (?:news|stories)|"
    r"read next|what to read next|around the web|from our partners|editors'? picks?|"
    r"more top stories|also in the news|other stories|more headlines)\W*",
    re.IGNORECASE,
)
_SECTION_CHARS = 24  # a section's label before the title: "white house", "US politics"
_QUESTION = re.compile(r"""["'“‘]?[A-Z][^.!?"“”]*\?["'”’]?""")
_ENDS = re.compile(r"""[.!?…;:,]["'”’»)\]*_]*$|["”]$""")
_WORDS = re.compile(r"\w+")


def _says(line: str) -> bool:
    return _SAYS.fullmatch(line.strip("•·—–-*| ")) is not None


def fold(line: str) -> str:
    """Return the words of a line in lower case, to compare titles and repeated lines."""
    return " ".join(_WORDS.findall(line.lower()))


def ends_the_story(line: str) -> bool:
    """Tell whether a line is a heading such as "Related Articles", not "More in hospital."."""
    sentence = line.endswith(".") and not line.endswith("..")
    return not sentence and _END_OF_STORY.fullmatch(line) is not None


def is_boilerplate(line: str, limits: Limits) -> bool:
    """Tell whether a stripped line is, by itself, not running story text."""
    if len(line) > limits.boilerplate_line_chars:
        return False
    if not _WORDS.search(line):
        return True
    if _says(line) or _is_stamp(line) or _is_caption(line):
        return True
    words = len(line.split())
    if _QUESTION.fullmatch(line) and words <= limits.question_words:
        return True  # a question alone on its line is a subheading
    return not _ENDS.search(line) and words <= limits.label_words


def _is_caption(line: str) -> bool:
    """Tell what stands under a photograph from the story.

    It opens with a credit, or is one sentence in the present tense that gives the whole date or
    says who stands where.
    """
    if _CREDITED.match(line) or _SUPPLIED.match(line) or _BESIDE.match(line):
        return True
    shown = _SHOWS.search(line)
    told = _TOLD.search(line)
    if line.startswith("CLOSE ") and shown and (not told or shown.start() < told.start()):
        return True  # the button of a video, and what it shows
    if not shown or told or _FULL_STOP.search(line, 1):
        return False
    return bool(_WHERE.search(line) or _DATED.search(line, max(0, len(line) - 120)))


def _is_headline(folded: str, title: str | None, before: Sequence[bool]) -> bool:
    """Tell whether the first line of the text is the title run together with its subtitle."""
    if not title or not all(before):
        return False
    wanted = fold(title)
    at = folded.find(wanted)
    short = len(folded) <= 3 * len(wanted)
    return len(wanted.split()) > 3 and 0 <= at <= _SECTION_CHARS and short


def _is_stamp(line: str) -> bool:
    """Tell a byline or a time stamp from "By Monday, all had left." and "12 May was a Sunday."."""
    if not (_BYLINE.fullmatch(line) or _TIMESTAMP.fullmatch(line)):
        return False
    words = re.findall(r"[^\W\d_][\w.'’-]*", line)
    told = any(w[0].islower() and w.strip(".").lower() not in _CREDIT_WORDS for w in words)
    return not (told and _SENTENCE_END.search(line))


def mark(lines: Sequence[str], title: str | None, limits: Limits) -> list[bool]:
    """Return for each stripped, non-empty line whether it is boilerplate.

    A line that repeats the title or an earlier line is boilerplate; after a heading such as
    "Related Articles" in the later part of the text everything is.
    """
    seen = {fold(title)} if title else set()
    marks: list[bool] = []
    story_chars = 0
    total = sum(map(len, lines)) or 1
    for line in lines:
        folded = fold(line)
        if ends_the_story(line) and story_chars >= limits.story_before_end * total:
            return marks + [True] * (len(lines) - len(marks))
        bad = folded in seen or is_boilerplate(line, limits) or _is_headline(folded, title, marks)
        bad = bad or commands(line)
        seen.add(folded)
        story_chars += 0 if bad else len(line)
        marks.append(bad)
    return marks

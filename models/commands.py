"""Text that is addressed to the machine that reads it: no report, whatever it says.

Article text is data. Nothing here is needed for the writer not to obey; it keeps what was meant
as a command out of what the brief reports. What stands between quotation marks is what somebody
said of such commands, and is read as any quotation.
"""

from __future__ import annotations

import re

from models.names import FUNCTION_WORDS

_QUOTED = re.compile(r"“[^“”]{0,600}”|\"[^\"]{0,600}\"")
_WORD = re.compile(r"[^\W\d_]+")
_MACHINE = (
    r"(?:AI|LLM|language[- ]models?|chat ?bots?|(?:automated|automatic|machine) (?:readers?|"
    r"systems?|summar\w+)|AI[- ](?:models?|systems?|assistants?|tools?|readers?|summar\w+|agents?))"
)
_TEXT = r"(?:summary|summaries|briefs?|headlines?|output|answer|response|title|first sentence)"
# Nobody writes these in a report of an event: marks of prompts, and orders that undo other orders.
_COMMANDS = re.compile(
    r"<\|\w+\|>|\[/?INST\]|<</?SYS>>|⟦[^⟧]*⟧|^#{2,}\s*(?:system|user|assistant|instructions?|"
    r"response|input|task)\b|^(?:system|assistant|developer)(?: (?:message|prompt|note))?\s*:"
    r"|\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|the|your|these|those|every|my|"
    r"of)\s+)*(?:(?:previous|prior|above|earlier|preceding|former|other|existing|system)\s+)*"
    r"(?:instructions?|prompts?|directions?|rules?|commands?|guidelines|context|articles|sources)\b"
    r"|\byou are (?:now )?(?:an? )?(?:\w+ )?(?:AI|language model|chatbot|assistant|pirate|DAN)\b"
    r"|\b(?:system|developer) prompt\b|\bend of (?:the )?(?:article|document|input|context|passage)"
    r"\b\W{0,3}(?:$|new|now|\bthe (?:user|task))|^(?:your |the )?new (?:task|instructions?|role)"
    r"\s*:|^(?:instructions?|responses?|input|task)\s*:\s*$"
    rf"|^(?:note|notice|message|attention|instructions?|important|warning)\b[^.:]{{0,30}}"
    rf"\b(?:to|for)\b[^.:]{{0,20}}\b{_MACHINE}\b"
    rf"|\bas an? (?:AI|{_MACHINE})\b|\bif you are an? {_MACHINE}"
    rf"|\b{_MACHINE} (?:must|should|shall|is to|are to|has to|have to|who must)\b"
    r"|\b(?:any|every|the) (?:system|model|machine|program|bot) (?:that|which) (?:reads?|processes|"
    r"summari[sz]es)\b|\b(?:respond|reply|answer) only (?:with|in|by)\b"
    rf"|\bthe {_TEXT} (?:\w+ ){{0,6}}(?:must|should|shall|has to) (?:be|say|read|state|begin|"
    rf"name)\b"
    rf"|\b(?:any|every|each|all) (?:{_TEXT}|report) (?:\w+ ){{0,6}}(?:must|should|shall|has to)\b"
    rf"|\buse the (?:headline|title|summary|words)\b|\b(?:in|as) (?:the|your) first sentence\b"
    r"|^decode (?:and|this|the)\b|(?<![\w+/=])[A-Za-z0-9+/]{60,}={0,2}(?![\w+/=])",
    re.IGNORECASE | re.MULTILINE,
)
# A sentence that begins so tells somebody to write something; a report tells what happened.
_ORDERS = re.compile(
    r"^(?:please,?\s+|now,?\s+|then,?\s+|instead,?\s+|only\s+|just\s+|always\s+|never\s+|"
    r"(?:do not|don['’]t)\s+(?:ever\s+)?)*"
    r"(?:ignore|disregard|forget|write|respond|reply|output|print|include|mention|decode|repeat|"
    r"translate|summari[sz]e|pretend|append|rewrite|ensure|make sure|omit|say|tell|remember|act as|"
    r"begin (?:with|by|your|the)|start (?:with|by|your|the)|state that|note that|treat|replace)\b"
    r"(?!\s*,)",
    re.IGNORECASE,
)
_FEWEST = 8  # words from which a sentence is known by its small words


def commands(line: str) -> bool:
    """Tell whether a line holds a command to a machine, outside of quotation marks."""
    return _COMMANDS.search(_QUOTED.sub(" ", line)) is not None


def orders(sentence: str) -> bool:
    """Tell whether a sentence orders its reader to write, or to leave out."""
    outside = _QUOTED.sub(" ", sentence).strip()
    return _ORDERS.match(outside) is not None or commands(sentence)


def is_english(sentence: str, least: float) -> bool:
    """Tell whether a sentence has the small words of English; a short one is taken to be."""
    words = [w.lower() for w in _WORD.findall(_QUOTED.sub(" ", sentence))]
    if len(words) < _FEWEST:
        return True
    return sum(w in FUNCTION_WORDS for w in words) >= least * len(words)

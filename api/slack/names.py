"""What Slack calls our parts by: command, shortcuts, buttons, modals and their fields.

The manifests in ``docs/slack`` use the first three; a test compares them.
"""

from __future__ import annotations

COMMAND = "/brief"
BRIEF_THREAD = "crosswire_brief_thread"
BRIEF_ARTICLES = "crosswire_brief_articles"

EVIDENCE = "crosswire_evidence"
LONGER = "crosswire_longer"
SHORTER = "crosswire_shorter"
APPROVE = "crosswire_approve"
REJECT = "crosswire_reject"

REJECTION = "crosswire_rejection"
ARTICLES = "crosswire_articles"

REASON = "reason"
CHANNEL = "channel"
FILES = "files"
SOURCE = "source"
TEXT = "text"
VALUE = "value"
"""The action of every field; its block is named after what it asks for."""

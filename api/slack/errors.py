"""What goes wrong with Slack, said so that a person can act on it.

SlackTrouble
├── Refused      Slack answered, and not with what was asked for
├── Away         Slack did not answer
└── CannotBrief  what was asked for cannot be done
"""

from __future__ import annotations

from collections.abc import Mapping

NOT_INVITED = (
    "I am not in this channel. Invite me with /invite and the name of this app, then ask again."
)
NOT_HERE = (
    "I am no part of this conversation, and nobody can be added to a direct message. Ask in a "
    "channel that I am in."
)
NO_FETCHING = (
    "Articles cannot be fetched by URL here: fetching is off. Whoever runs Crosswire turns it on "
    "with CROSSWIRE_FETCH=1. Until then paste the articles' texts into a thread or use the "
    "shortcut “Brief articles”."
)
REINSTALL = (
    "Slack refuses the app's token ({code}). Whoever runs Crosswire installs the app again and "
    "sets its new token as CROSSWIRE_SLACK_BOT_TOKEN."
)
REVOKED = frozenset(
    {
        "token_revoked",
        "invalid_auth",
        "account_inactive",
        "not_authed",
        "token_expired",
        "not_allowed_token_type",
    }
)
"""Codes after which no call will succeed any more."""
PASSING = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "fatal_error",
        "internal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
    }
)
"""Codes after which the same call may succeed later."""
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""Codes of a message that can no longer be edited."""

_NO_MEMBER = frozenset({"not_in_channel", "channel_not_found"})

_SAID: Mapping[str, str] = {
    "is_archived": "This channel is archived. Unarchive it, or ask in another one.",
    "thread_not_found": "The thread is gone. Ask in another one.",
    "missing_scope": (
        "The app lacks the permission {needed}. Whoever manages it adds this scope under “OAuth & "
        "Permissions” and installs the app again."
    ),
    "expired_trigger_id": "That took too long for Slack. Click again.",
}
_RESTRICTED = (
    "The rules of this channel or workspace do not let the app write here ({code}). Ask in another "
    "channel, or an admin to allow it."
)


class SlackTrouble(Exception):
    """``said`` is written for the person who asked."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Refused(SlackTrouble):
    """Slack answered with an error; ``code`` is its name, ``channel`` where it was to be done."""

    def __init__(self, code: str, needed: str = "", channel: str = "") -> None:
        self.code = code
        super().__init__(said_of(code, needed, channel))


class Away(SlackTrouble):
    """Slack did not answer, or cannot now: what has to be done is tried again later."""

    def __init__(self) -> None:
        super().__init__("Slack did not answer. Ask again in a minute.")


class CannotBrief(SlackTrouble):
    """There is nothing to brief."""


def said_of(code: str, needed: str = "", channel: str = "") -> str:
    """Return what a person can do about an error of Slack's."""
    if code in REVOKED:
        return REINSTALL.format(code=code)
    if code in _NO_MEMBER:
        return NOT_HERE if channel.startswith("D") else NOT_INVITED
    if code.startswith("restricted_action"):
        return _RESTRICTED.format(code=code)
    said = _SAID.get(code, "Slack refused this ({code}). Ask whoever runs Crosswire to look.")
    return said.format(code=code, needed=needed or "that it needs for this")

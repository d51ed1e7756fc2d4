"""API keys and webhooks as lines; nothing secret is among what they are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from rich.console import Group
from rich.text import Text

from api.render.plain import one_line
from api.store.keys import Key
from api.store.webhooks import Told

_COLOURS = {"active": "green", "expired": "yellow", "revoked": "red"}


def keys_to_terminal(keys: Iterable[Key]) -> Group:
    """Return id, owner and state of each key on a line, and below it its scopes and times."""
    now = dt.datetime.now(dt.UTC)
    return Group(*(line for key in keys for line in _key(key, now)))


def _key(key: Key, now: dt.datetime) -> tuple[Text, Text]:
    state = key.state(now)
    times = f"made {_day(key.created_at)}"
    times += f", ends {_day(key.expires_at)}" if key.expires_at else ""
    times += f", revoked {_day(key.revoked_at)}" if key.revoked_at else ""
    return (
        Text.assemble((key.id, "bold"), f"  {one_line(key.owner)}, ", (state, _COLOURS[state])),
        Text(f"  {', '.join(key.scopes)}; {times}"),
    )


def webhooks_to_terminal(told: Iterable[Told], addresses: Mapping[str, str]) -> Group:
    """Return id, key and address of each webhook on a line, and below it how its deliveries are.

    ``addresses`` are those that could be unsealed, by id; of the others only the host is shown.
    """
    return Group(*(line for one in told for line in _webhook(one, addresses)))


def _webhook(one: Told, addresses: Mapping[str, str]) -> tuple[Text, Text]:
    webhook = one.webhook
    address = addresses.get(webhook.id, f"{webhook.host} (the rest is sealed)")
    state = f"gone since {_day(webhook.gone_at)}, " if webhook.gone_at else ""
    counts = f"{state}{one.waiting} waiting, {one.given_up} given up"
    return (
        Text.assemble((webhook.id, "bold"), f"  {webhook.key_id}  {one_line(address)}"),
        Text(f"  made {_day(webhook.created_at)}; {counts}"),
    )


def _day(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"

"""Whoever steals the database learns no API key, no secret of a webhook, no token of Slack's.

Of a service in which all of these were used, on both kinds of database.
"""

from __future__ import annotations

from pathlib import Path

import httpx
from sqlalchemy import MetaData, select

from api.fetching.exempt import hosts_of
from api.keys.tokens import Token
from api.sealing import Seal, new_key
from api.store import Store
from api.webhooks.receivers import Receiver
from models.lexical import lexical_newsroom
from tests.api.keyed import bearer
from tests.api.keyed import new_key as new_api_key
from tests.api.slack.desk import SECRET, Newsdesk, a_thread, newsdesk
from tests.api.slack.stand_in import APP_TOKEN, TOKEN, slack
from tests.api.support import OTHER, STORY, articles
from tests.api.webhooks.receiving import Receiving, receiving


def test_a_stolen_database_shows_no_secret(store: Store, address: str, tmp_path: Path) -> None:
    """Neither as it is kept nor as bytes; what it does hold is there, so that it was looked at."""
    token, sealing = new_api_key(store), new_key()
    with slack() as workspace, receiving() as newsroom:
        receiver = Receiver.at(newsroom.url, hosts_of(newsroom.host_port))
        store.webhooks.add(receiver.webhook(token.id, Seal(sealing)))
        given = {
            "database_url": address,
            "secret_key": sealing,
            "allow_hosts": newsroom.host_port,
            "slack_app_token": APP_TOKEN,
        }
        with newsdesk(workspace, lexical_newsroom(), **given) as desk:
            _use(desk, token, newsroom)
            stolen = _dump(store) + b"".join(p.read_bytes() for p in tmp_path.glob("*.db*"))
    for kept in (token.id, "wh_", "Kalesnikava"):
        assert kept.encode() in stolen
    shown = receiver.shown_secret.removeprefix("whsec_")
    for secret in (token.secret, shown, "zq-token", sealing, TOKEN, APP_TOKEN, SECRET):
        assert secret.encode() not in stolen
    for raw in (receiver.secret, bytes.fromhex(token.secret)):
        assert raw not in stolen
        assert raw.hex().encode() not in stolen


def _use(desk: Newsdesk, token: Token, newsroom: Receiving) -> None:
    """Make a brief with a key, which its webhook is told of, and one in Slack."""
    url = f"http://127.0.0.1:{desk.port}/v1/briefs"
    answer = httpx.post(url, json=articles(STORY, OTHER), headers=bearer(token), timeout=30)
    assert answer.status_code == 200, answer.text
    newsroom.until(1)
    thread = a_thread(desk.slack)
    desk.mention("1765620000.000099", thread)
    desk.answered(thread)


def _dump(store: Store) -> bytes:
    """Return every value of every table."""
    found, tables = [], MetaData()
    with store.database.reading() as session:
        tables.reflect(session.connection())
        for table in tables.sorted_tables:
            for row in session.execute(select(table)):
                found += [v if isinstance(v, bytes) else str(v).encode() for v in row]
    return b"\n".join(found)

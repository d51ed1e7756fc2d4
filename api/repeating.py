"""Idempotency-Key: a request that is sent twice becomes one brief, and is answered twice the same.

The first request of a name claims it, says that it lives while it works, and is settled by its
brief. Where it fails or its service dies, the next one of the name is the first. An answer is not
kept a second time: it is the brief's, and erased with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator
from secrets import token_hex
from typing import Any

from anyio.to_thread import run_sync

from api.errors import BriefFailed, InvalidRequest, NameTaken, StillOpen, StoreUnavailable
from api.schemas import BriefAnswer, Problem
from api.store import Asker, Claim, Found, Store
from api.store.repeats import Earlier, Repeats
from models.errors import Cancelled, Flaw

OPEN_S = 60.0
"""A request that says nothing for so long has died."""
_MOST = 255


def claim_of(header: str | None, asker: Asker, store: bool) -> Claim | None:
    """Return what an ``Idempotency-Key`` claims; None where there is no such header.

    Raises:
        InvalidRequest: it is none, or there would be nothing to answer a second time.
    """
    if header is None:
        return None
    name = header.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':  # the draft has a string, others the bare word
        name = name[1:-1]
    if not 1 <= len(name) <= _MOST or not (name.isascii() and name.isprintable()):
        said = f"header Idempotency-Key: must be 1 to {_MOST} printable ASCII characters"
        raise InvalidRequest(said, [Flaw("#", said)])
    if not store:
        said = "must be true with an Idempotency-Key: what is not stored cannot be answered again"
        raise InvalidRequest(f"#/options/store: {said}", [Flaw("#/options/store", said)])
    return Claim(asker.key_id or "", name, token_hex(16))


def fingerprint_of(raw: Any) -> str:
    """Return what tells one body from another, however its JSON is laid out."""
    laid_out = json.dumps(raw, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(laid_out.encode()).hexdigest()


def earlier_than(store: Store, claim: Claim, fingerprint: str, later: bool) -> Earlier | None:
    """Claim a name; return the first request of it that has a brief, where that is another.

    Raises:
        NameTaken: the first had another body.
        StillOpen: the first is still being answered.
    """
    first = store.repeats.claim(claim, fingerprint, later, OPEN_S)
    if first is None:
        return None
    if first.fingerprint != fingerprint:
        raise NameTaken("This Idempotency-Key was sent with another body: take a new one.")
    if first.brief_id is None:
        raise _still_open()
    return first


def answer_of(found: Found) -> BriefAnswer:
    """Return what the first caller was answered, who waited for his brief.

    Raises:
        StillOpen: it is still being made.
        BriefFailed: it failed, with this problem.
        Cancelled: it was cancelled.
    """
    if not found.snapshot.final:
        raise _still_open()
    if found.snapshot.error:
        raise BriefFailed(Problem.model_validate_json(found.snapshot.error))
    if found.answer is None:
        raise Cancelled
    return BriefAnswer.model_validate_json(found.answer)


def _still_open() -> StillOpen:
    said = "The first request with this Idempotency-Key is still being answered."
    return StillOpen(said, headers={"Retry-After": "2"})


@contextlib.asynccontextmanager
async def held(repeats: Repeats, claim: Claim | None) -> AsyncIterator[None]:
    """Hold a claim while its request is answered; let go of it where that fails."""
    if claim is None:
        yield
        return
    beating = asyncio.create_task(_beat(repeats, claim))
    try:
        yield
    except BaseException:
        await asyncio.shield(asyncio.ensure_future(_let_go(repeats, claim)))
        raise
    finally:
        beating.cancel()


async def _beat(repeats: Repeats, claim: Claim) -> None:
    while True:
        await asyncio.sleep(OPEN_S / 4)
        with contextlib.suppress(StoreUnavailable):  # it may be back before the claim runs out
            await run_sync(repeats.renew, claim, OPEN_S)


async def _let_go(repeats: Repeats, claim: Claim) -> None:
    with contextlib.suppress(StoreUnavailable):  # then it runs out
        await run_sync(repeats.release, claim)

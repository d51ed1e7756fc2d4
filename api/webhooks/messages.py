"""What a receiver is told, and how he knows that it is from us: pure functions."""

from __future__ import annotations

import base64
import hmac
import json
from hashlib import sha256

from api.showing import path_of
from api.store.outbox import Delivery


def body_of(delivery: Delivery) -> bytes:
    """Return the body, the same for every attempt; nothing of the articles is in it."""
    path = path_of(delivery.brief_id)
    message = {
        "type": f"brief.{delivery.status}",
        "timestamp": delivery.at.isoformat().replace("+00:00", "Z"),
        "data": {
            "id": delivery.brief_id,
            "status": delivery.status,
            "links": {"self": path, "reviews": f"{path}/reviews"},
        },
    }
    return json.dumps(message, separators=(",", ":")).encode()


def headers_of(delivery_id: str, body: bytes, secret: bytes, now: int) -> dict[str, str]:
    """Return the headers of one attempt at ``now`` (Unix time in seconds)."""
    signed = b".".join((delivery_id.encode(), str(now).encode(), body))
    signature = base64.b64encode(hmac.digest(secret, signed, sha256)).decode()
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": str(now),
        "webhook-signature": f"v1,{signature}",
        "Content-Type": "application/json",
        "User-Agent": "crosswire",
    }

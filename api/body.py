"""The body of a request: its headers checked, read within bounds, parsed as JSON."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any, NoReturn

from starlette.requests import Request

from api.errors import BodyTooLarge, NotJson, WrongMediaType

LINGER_S = 2.0
"""How long an over-large body is still read and thrown away: a connection closed on unread data is
reset, and the caller never sees the answer."""

_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|(?P<number>NaN|-?Infinity|[0-9]{4301,})', re.DOTALL)
"""Strings, and what Python's parser alone takes for a number, or no longer takes for one."""


async def read_json(request: Request, most: int) -> Any:
    """Return the JSON of the body, which has at most ``most`` bytes.

    Raises:
        WrongMediaType: the headers, or the bytes, do not say UTF-8 JSON.
        BodyTooLarge: there are more bytes; the rest is not kept.
        NotJson: the text is not JSON; the detail says where.
    """
    check_headers(request)
    return parse(await read_bytes(request, most))


def check_headers(request: Request) -> None:
    """Refuse what is not uncompressed UTF-8 JSON by its headers."""
    _check_media_type(request.headers.get("content-type", ""))
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"", "identity"}:
        raise WrongMediaType(
            "Content-Encoding is not supported: send the body uncompressed.",
            headers={"Accept-Encoding": "identity"},
        )


def _check_media_type(header: str) -> None:
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    if media_type != "application/json" and not re.fullmatch(
        r"application/[\w.!#$&^-]+\+json", media_type
    ):
        raise WrongMediaType(
            "Content-Type must be application/json.", headers={"Accept-Post": "application/json"}
        )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in {"utf-8", "utf8"}:
            raise WrongMediaType("The charset must be utf-8.")


async def read_bytes(request: Request, most: int) -> bytes:
    """Read the body; cut it where it grows over ``most`` bytes, whatever its headers promised."""
    promised = request.headers.get("content-length", "")
    stream = request.stream()
    if promised.isdecimal() and int(promised) > most:
        if "expect" not in request.headers:  # else the caller has not begun to send
            await _linger(stream, most)
        _refuse(most)
    body = bytearray()
    async for chunk in stream:
        body += chunk
        if len(body) > most:
            body.clear()
            await _linger(stream, most)
            _refuse(most)
    return bytes(body)


async def _linger(stream: AsyncIterator[bytes], most: int) -> None:
    """Throw away what still comes, for a short while and within bounds."""
    seen = 0
    try:
        async with asyncio.timeout(LINGER_S):
            async for chunk in stream:
                seen += len(chunk)
                if seen > 4 * most:
                    return
    except TimeoutError:
        return


def _refuse(most: int) -> NoReturn:
    raise BodyTooLarge(
        f"The body is larger than {most:,} bytes; it was not read to its end.",
        headers={"Connection": "close"},
    )


def parse(body: bytes) -> Any:
    """Return what the bytes say as JSON."""
    text = _decode(body)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _not_json(error.msg, text, error.pos) from None
    except RecursionError:
        raise NotJson("The JSON is nested too deeply.") from None
    except ValueError:
        raise _not_a_number(text) from None


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongMediaType(f"The body is not UTF-8: see byte {error.start}.") from None


def _refuse_constant(literal: str) -> NoReturn:
    raise ValueError(literal)


def _not_a_number(text: str) -> NotJson:
    """Python's parser does not say where: look for the number outside of strings."""
    found = next(m for m in _TOKENS.finditer(text) if m["number"])
    said = "too many digits" if found["number"].isdigit() else "NaN and Infinity are not JSON"
    return _not_json(said, text, found.start())


def _not_json(message: str, text: str, where: int) -> NotJson:
    line = text.count("\n", 0, where) + 1
    column = where - text.rfind("\n", 0, where)
    return NotJson(f"{message}: line {line}, column {column}.")

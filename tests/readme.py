"""The code blocks of a Markdown page, and what its shell blocks ask for.

``test_readme.py`` runs every Python block, and sends what a ``curl`` command would send to this
service; a block under the line ``<!-- not executed -->`` is left alone. Shell blocks are never run:
their ``crosswire`` commands are checked against the command line's own parser.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MARK = "<!-- not executed -->"
SHELL = frozenset({"console", "bash", "sh", "shell"})
_BLOCK = re.compile(
    rf"(?P<mark>^{re.escape(MARK)}[ \t]*\n(?:[ \t]*\n)*)?"
    r"^(?P<fence>`{3,})(?P<language>\w*)[^\n]*\n(?P<code>.*?)^(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_APART = frozenset({"|", "||", "&&", ";", "&", "(", ")"})
_REDIRECT = re.compile(r"\d?[<>]{1,2}|>&|<<<?")


@dataclass(frozen=True)
class Block:
    """One fenced block; ``line`` is where its code begins."""

    language: str
    code: str
    line: int
    executed: bool

    @property
    def name(self) -> str:
        return f"line {self.line}"


@dataclass(frozen=True)
class Request:
    """What a ``curl`` command sends."""

    host: str | None
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    return [
        Block(
            m["language"].lower(),
            m["code"],
            page.count("\n", 0, m.start("code")) + 1,
            not m["mark"],
        )
        for m in _BLOCK.finditer(page)
    ]


def commands(block: Block) -> list[list[str]]:
    """Return the simple commands of a shell block, each as its words."""
    return [simple for typed in _typed(block) for simple in _simple(_words(typed) or [])]


def _typed(block: Block) -> Iterator[str]:
    """Yield what is typed: in a console what follows the prompt, else every line."""
    lines = block.code.splitlines()
    while lines:
        text = lines.pop(0)
        if block.language == "console" and not text.startswith("$ "):
            continue
        text = text.removeprefix("$ ")
        while text.endswith("\\") or _words(text) is None:
            assert lines, f"{block.name}: a command without its end"
            text = f"{text.removesuffix(chr(92))}\n{lines.pop(0).removeprefix('> ')}"
        yield text


def _words(text: str) -> list[str] | None:
    """Return the words of a command; ``None`` while a quotation is open."""
    lexer = shlex.shlex(text, posix=True, punctuation_chars="|&;()")
    lexer.whitespace_split = True
    try:
        return list(lexer)
    except ValueError:
        return None


def _simple(words: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    skip = False
    for word in words:
        if word in _APART:
            found.append([])
        elif skip or _REDIRECT.fullmatch(word):
            skip = not skip
        else:
            found[-1].append(word)
    return [_without_assignments(c) for c in found if c]


def _without_assignments(words: list[str]) -> list[str]:
    while words and re.match(r"[A-Z_]+=", words[0]):
        words = words[1:]
    return words


def arguments_of_crosswire(words: Sequence[str]) -> list[str] | None:
    """Return the arguments of a ``crosswire`` command, however it is called; else ``None``."""
    for at, word in enumerate(words):
        if Path(word).name == "crosswire":
            return list(words[at + 1 :])
        if not re.match(r"(?:time|exec|uv|run|docker|compose)$", word):
            break
    return None


def request_of(words: Sequence[str], root: Path) -> Request | None:
    """Return what a ``curl`` command sends; ``None`` for another command."""
    if not words or words[0] != "curl":
        return None
    method, url, body, headers = "", "", None, {}
    rest = list(words[1:])
    while rest:
        word = rest.pop(0)
        if word in {"-X", "--request"}:
            method = rest.pop(0)
        elif word in {"-H", "--header"}:
            name, _, value = rest.pop(0).partition(":")
            headers[name.strip()] = value.strip()
        elif word in {"-d", "--data", "--data-raw", "--data-binary", "--json"}:
            body = _body(rest.pop(0), root)
            headers |= {"Content-Type": "application/json"} if word == "--json" else {}
        elif word in {"-o", "--output", "-u", "--user", "-m", "--max-time", "-w"}:
            rest.pop(0)
        elif not word.startswith("-"):
            url = word
    address = urlsplit(url if "//" in url else f"//{url}")
    path = address.path or "/"
    return Request(
        address.hostname,
        method or ("POST" if body is not None else "GET"),
        f"{path}?{address.query}" if address.query else path,
        headers,
        body,
    )


def _body(given: str, root: Path) -> str:
    if not given.startswith("@"):
        return given
    text = (root / given[1:]).read_text(encoding="utf-8")
    return json.dumps(json.loads(text))


def problems(command: Any, arguments: Sequence[str], named: str = "crosswire") -> list[str]:
    """Return what a command (of click) finds wrong with arguments, without running anything."""
    known: set[str] = {"--help", *(o for p in command.params for o in (*p.opts, *p.secondary_opts))}
    takes = {o for p in command.params for o in p.opts if not getattr(p, "is_flag", False)}
    below = getattr(command, "commands", {})
    rest, found, places = list(arguments), [], 0
    while rest:
        word = rest.pop(0)
        option, _, value = word.partition("=")
        if word != "-" and word.startswith("-"):
            found += [] if option in known else [f"{named} has no option {option}"]
            if option in takes and not value and rest:
                rest.pop(0)
        elif below:
            if word not in below:
                return [*found, f"{named} has no command {word}"]
            return found + problems(below[word], rest, f"{named} {word}")
        else:
            places += 1
    wanted = [p for p in command.params if p.param_type_name == "argument" and p.required]
    if wanted and not places and "--help" not in arguments:
        found.append(f"{named} wants {wanted[0].name}")
    if places and not any(p.param_type_name == "argument" for p in command.params):
        found.append(f"{named} takes no arguments")
    return found

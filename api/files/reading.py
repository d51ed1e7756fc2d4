"""Paths -> articles. Every bad file is named at once, and then nothing is read at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from api.files.decoding import Decoded, Unreadable, decode
from api.files.front_matter import read_front_matter
from api.files.naming import name_after_files
from api.files.opening import Opening, read_first_lines
from api.files.pages import read_metadata
from models.errors import Flaw, InputError
from models.news import Posted

_PAGES = frozenset((".html", ".htm", ".xhtml"))


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How many files are read, and how many characters of each and of all together."""

    files: int
    characters: int
    together: int


@dataclass(frozen=True, slots=True)
class Read:
    """The articles in the order of their files, and what had to be guessed."""

    posted: tuple[Posted, ...]
    notes: tuple[str, ...]


def read_articles(paths: Sequence[Path], outlets: Mapping[Path, str], limits: ReadLimits) -> Read:
    """Read files as articles ``a1``, ``a2``, …; ``outlets`` names the source of some of them.

    Raises:
        InputError: with one flaw for each file that cannot be used.
    """
    if len(paths) > limits.files:
        detail = f"there are {len(paths)}, at most {limits.files} (CROSSWIRE_MAX_ARTICLES)"
        raise InputError(Flaw("files", detail))
    texts = _decoded(paths, limits)
    _check_sum(paths, texts, limits)
    notes = [f"{path}: {d.note}" for path, d in zip(paths, texts, strict=True) if d.note]
    names = name_after_files(paths)
    articles = [
        article_of(f"a{number}", path, decoded.text, outlets.get(path), name)
        for number, (path, decoded, name) in enumerate(zip(paths, texts, names, strict=True), 1)
    ]
    return Read(tuple(articles), tuple(notes))


def _decoded(paths: Sequence[Path], limits: ReadLimits) -> list[Decoded]:
    texts, flaws = [], []
    for path in paths:
        try:
            texts.append(_text(path, limits))
        except Unreadable as why:
            flaws.append(Flaw(str(path), str(why)))
    if flaws:
        raise InputError(*flaws)
    return texts


def _check_sum(paths: Sequence[Path], texts: Sequence[Decoded], limits: ReadLimits) -> None:
    sums = accumulate(len(decoded.text) for decoded in texts)
    over = next((path for path, n in zip(paths, sums, strict=True) if n > limits.together), None)
    if over is not None:
        detail = f"with it, all files have more than {limits.together:,} characters; leave some out"
        raise InputError(Flaw(str(over), f"{detail} (CROSSWIRE_MAX_TOTAL_CHARS)"))


def _text(path: Path, limits: ReadLimits) -> Decoded:
    decoded = decode(_bytes(path, 4 * limits.characters + 4))  # 4 bytes a character, and a mark
    if not decoded.text.strip():
        raise Unreadable("is empty; leave it out or fill it")
    if len(decoded.text) > limits.characters:
        raise Unreadable(_too_long(f"{len(decoded.text):,} characters", limits.characters))
    return decoded


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise Unreadable("there is no such file") from None
    except IsADirectoryError:
        raise Unreadable("is a folder; name the files in it") from None
    except (OSError, ValueError) as why:  # ValueError: a NUL in the name
        reason = why.strerror if isinstance(why, OSError) and why.strerror else "bad name"
        raise Unreadable(f"cannot be read ({reason})") from None
    if len(data) > most:
        raise Unreadable(_too_long(f"more than {most:,} bytes", most // 4 - 1))
    return data


def _too_long(size: str, most: int) -> str:
    return f"is too long: {size}, at most {most:,} characters (CROSSWIRE_MAX_ARTICLE_CHARS)"


def article_of(article_id: str, path: Path, text: str, outlet: str | None, name: str) -> Posted:
    """Return a text as an article: what it says of itself, and what is known of it besides.

    Args:
        article_id: its name in the request.
        path: of its file, whose ending tells a page from a text.
        text: of the file.
        outlet: its source, where somebody named it.
        name: its source where neither somebody nor the text names one.
    """
    page = path.suffix.lower() in _PAGES
    opening, body = (read_metadata(text), text) if page else _opening(text)
    return Posted(
        id=article_id,
        source=outlet or opening.source or name,
        text=None if page else body,
        html=body if page else None,
        title=opening.title,
        published_at=opening.published_at,
    )


def _opening(text: str) -> tuple[Opening, str]:
    """Return what the front matter says, and the first lines where it says nothing."""
    stated, body = read_front_matter(text)
    seen = read_first_lines(body)
    opening = Opening(
        title=stated.title or seen.title,
        source=stated.source or seen.source,
        published_at=stated.published_at or seen.published_at,
    )
    return opening, body

"""What the command line was asked for: files, or one JSON request on standard input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from models.errors import Flaw, InputError
from models.news import Options, Posted, Style, Warned

if TYPE_CHECKING:
    from api.fetching.gathered import Gathered
    from api.settings import Settings


@dataclass(frozen=True, slots=True)
class Asked:
    """Articles and options, the file behind each article, and what had to be guessed."""

    posted: tuple[Posted, ...]
    options: Options = field(default_factory=Options)
    files: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def by_url(self) -> bool:
        """Whether there is nothing of an article but its URL."""
        return any(posted.text is None and posted.html is None for posted in self.posted)

    def with_posted(self, posted: Sequence[Posted]) -> Asked:
        """Return the same with other articles."""
        return replace(self, posted=tuple(posted))

    def with_options(
        self, max_words: int | None, style: Style | None, min_score: float | None
    ) -> Asked:
        """Return the same with the options that are given on the command line."""
        asked = self.options
        chosen = Options(
            max_words=asked.max_words if max_words is None else max_words,
            style=style or asked.style,
            min_score=asked.min_score if min_score is None else min_score,
        )
        return replace(self, options=chosen)

    def in_files(self, error: InputError) -> InputError:
        """Return an error that names files where it named places in a request."""
        return InputError(
            *(Flaw(self.files.get(f.article_id or "", f.pointer), f.detail) for f in error.flaws)
        )

    def nothing_said(self, warnings: Sequence[Warned]) -> str:
        """Return why there is no brief, article by article where that is known."""
        names = (self.files.get(w.article_id or "", w.article_id) for w in warnings)
        reasons = [
            ": ".join(filter(None, (n, w.detail))) for n, w in zip(names, warnings, strict=True)
        ]
        return "; ".join(["no brief could be made of these articles", *reasons])


def from_files(paths: Sequence[Path], outlets: Sequence[str], settings: Settings) -> Asked:
    """Read articles from files; ``outlets`` are the ``NAME=FILE`` of ``--source``.

    Raises:
        InputError: a file cannot be used, or all of them together are over the limit.
        typer.BadParameter: an outlet is given for a file that is not there.
    """
    from api.files import ReadLimits, read_articles

    named = _outlets(outlets, paths)
    limits = ReadLimits(settings.max_articles, settings.max_article_chars, settings.max_total_chars)
    read = read_articles(paths, named, limits)
    files = {article.id: str(path) for article, path in zip(read.posted, paths, strict=True)}
    return Asked(read.posted, files=files, notes=read.notes)


def from_request(stream: BinaryIO, settings: Settings) -> Asked:
    """Read one request as ``POST /v1/briefs`` takes it, with the same limits and messages.

    Raises:
        InputError: it is no such request, or over a limit.
    """
    from api.body import parse
    from api.errors import DoorError
    from api.reading import request_of
    from api.schemas import options_of, posted_of

    body = stream.read(settings.max_body_bytes + 1)
    if len(body) > settings.max_body_bytes:
        raise InputError(Flaw("-", f"more than {settings.max_body_bytes:,} bytes"))
    try:
        request = request_of(parse(body), settings)
    except DoorError as refused:
        raise InputError(*(refused.flaws or [Flaw("-", refused.detail)])) from None
    return Asked(tuple(posted_of(request)), options_of(request))


def fetched(asked: Asked, settings: Settings) -> Gathered:
    """Fetch the articles that are given by URL alone.

    Raises:
        InputError: no article is left.
    """
    from api.errors import NoneFetched
    from api.fetching.gathering import gather_now

    try:
        return gather_now(asked.posted, settings)
    except NoneFetched as refused:
        raise InputError(*refused.flaws) from None


def _outlets(given: Sequence[str], paths: Sequence[Path]) -> dict[Path, str]:
    """Return the outlet of each named file, under the path as it stands among the files."""
    outlets: dict[Path, str] = {}
    for pair in given:
        name, _, file = pair.partition("=")
        named = [path for path in paths if file and path.resolve() == Path(file).resolve()]
        if not name.strip() or not named:
            raise typer.BadParameter(f"--source {pair}: give NAME=FILE with one of the files")
        outlets |= dict.fromkeys(named, name.strip())
    return outlets

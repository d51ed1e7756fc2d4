"""Style sheet, scripts and picture of the desk; their address changes whenever they do."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request, Response

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


@dataclass(frozen=True)
class Assets:
    """The files of a folder, read when they are first asked for."""

    folder: Path

    @cached_property
    def files(self) -> dict[str, tuple[str, bytes]]:
        """Media type and content of each file by its name."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.suffix in _KINDS)
        return {path.name: (_KINDS[path.suffix], path.read_bytes()) for path in found}

    @cached_property
    def zipped(self) -> dict[str, bytes]:
        """The same, compressed."""
        return {name: gzip.compress(data, 9) for name, (_, data) in self.files.items()}

    @cached_property
    def version(self) -> str:
        """A name of all their contents."""
        return sha256(b"\0".join(data for _, data in self.files.values())).hexdigest()[:12]

    def path(self, name: str) -> str:
        """Return the address of a file."""
        return f"/assets/{self.version}/{next(n for n in self.files if n == name)}"


ASSETS = Assets(Path(__file__).parent / "static")
router = APIRouter(include_in_schema=False)


@router.get("/assets/{version}/{name}")
async def asset(request: Request, version: str, name: str) -> Response:
    """Return a file; anybody may have it."""
    if version != ASSETS.version or name not in ASSETS.files:
        return Response(status_code=404)
    kind, data = ASSETS.files[name]
    headers = dict(_FOR_EVER)
    if "gzip" in request.headers.get("accept-encoding", ""):
        data, headers["Content-Encoding"] = ASSETS.zipped[name], "gzip"
    return Response(data, 200, headers, kind)

"""A real service in a process of its own, for measurements over loopback."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

EXAMPLES = Path(__file__).parent.parent / "examples"
READY_S = 300.0
NICENESS = 10

_LEXICAL_ANNEX = (
    "from api.annex.process import run; from models.lexical import lexical_newsroom;"
    "run(lambda _: lexical_newsroom())"
)
_LEXICAL = f"""
import functools, sys, uvicorn
from api.annex.staff import AnnexStaff
from api.annex.start import Annex
from api.app import create_app
from api.keys.gates import LocalGate
from api.serving import KEEP_ALIVE_S
from api.settings import Settings
start = functools.partial(Annex, command=(sys.executable, "-c", {_LEXICAL_ANNEX!r}))
app = create_app(staff=AnnexStaff(Settings(), start=start), gate=LocalGate())
uvicorn.run(
    app, port={{port}}, access_log=False, log_config=None, timeout_keep_alive=KEEP_ALIVE_S
)
"""
_REAL = "from api.parts import serve_http; serve_http('127.0.0.1', {port}, False)"


@dataclass(frozen=True, slots=True)
class Served:
    """A running service."""

    address: str
    process: psutil.Process

    def memory_mib(self) -> float:
        """Return the resident memory of the service and all processes that it has started."""
        found = [self.process, *self.process.children(recursive=True)]
        return sum(_resident(p) for p in found) / 2**20

    def processes(self) -> list[dict[str, Any]]:
        """Return each process with its memory, the service first."""
        found = [self.process, *self.process.children(recursive=True)]
        return [{"process": p.pid, "mib": round(_resident(p) / 2**20)} for p in found]


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


@contextlib.contextmanager
def service(lexical: bool = False, **settings: object) -> Iterator[Served]:
    """Serve on a free port until the end of the block, with a database of its own.

    Args:
        lexical: without weights, in a process of their own all the same.
        settings: by the names of ``CROSSWIRE_`` variables in small letters.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = (_LEXICAL if lexical else _REAL).format(port=port)
    with tempfile.TemporaryDirectory(prefix="crosswire-bench-") as folder:
        given = {"database_url": f"sqlite:///{folder}/crosswire.db", **settings}
        environment = {f"CROSSWIRE_{k.upper()}": str(v) for k, v in given.items()}
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", code],
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
                preexec_fn=lambda: os.nice(NICENESS),
            )
        try:
            served = Served(f"http://127.0.0.1:{port}", psutil.Process(process.pid))
            _until_ready(served)
            yield served
        finally:
            process.terminate()
            process.wait(60)


def _until_ready(served: Served) -> None:
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{served.address}/readyz").status_code == 200:
                return
        time.sleep(0.2)
    raise TimeoutError(f"the service was not ready after {READY_S:g} s")


def story(name: str) -> dict[str, Any]:
    """Return a sample story as a request: its plain texts, the front matter cut off."""
    files = [p for p in sorted((EXAMPLES / name).iterdir()) if p.suffix in {".txt", ".md"}]
    texts = [
        re.sub(r"\A---\n.*?\n---\n", "", p.read_text(encoding="utf-8"), flags=re.DOTALL)
        for p in files
    ]
    named = zip(files, texts, strict=True)
    return {"articles": [{"source": p.stem, "text": text} for p, text in named]}


def percentiles(values: list[float]) -> dict[str, float]:
    """Return the 50th, 95th and 99th percentile and the largest of some milliseconds."""
    order = sorted(values)
    places = {"p50": 0.50, "p95": 0.95, "p99": 0.99, "max": 1.0}
    last = len(order) - 1
    return {name: round(order[min(last, int(p * len(order)))], 1) for name, p in places.items()}

"""What docs/api.md shows works, from its first block to its last, against a running service."""

from __future__ import annotations

from pathlib import Path

from models.lexical import lexical_newsroom
from tests.api.live import Live, serving
from tests.contract.document import operations
from tests.readme import blocks
from tests.servers import until

PAGE = Path(__file__).parent.parent / "docs" / "api.md"
SHOWN = "http://127.0.0.1:8000"


def test_the_exchange_works_as_it_is_shown() -> None:
    """Ask, listen, fetch, review, list, erase."""
    shown = [b for b in blocks(PAGE.read_text(encoding="utf-8")) if b.language == "python"]
    assert len(shown) == 5
    with serving(lexical_newsroom()) as live:
        known: dict[str, object] = {"__name__": "page"}
        for block in shown:
            code = "\n" * (block.line - 1) + block.code
            code = code.replace(SHOWN, f"http://127.0.0.1:{live.port}")
            exec(compile(code, str(PAGE), "exec"), known)
        known["service"].close()  # type: ignore[attr-defined]
        # the last one is counted when its answer is on its way
        until(lambda: asked(live) >= operations(), 5, "an operation is not shown")


def asked(live: Live) -> set[tuple[str, str]]:
    """Return the operations that a service has answered well."""
    (requests,) = live.house.staff.metrics.requests.collect()
    return {
        (sample.labels["method"], sample.labels["route"])
        for sample in requests.samples
        if sample.name.endswith("_total") and sample.labels["status"].startswith("2")
    }

"""Write the OpenAPI document anew: ``python -m tests.contract.update``; then read the diff."""

from __future__ import annotations

from tests.contract.document import CHECKED_IN, served

if __name__ == "__main__":
    CHECKED_IN.write_text(served(), encoding="utf-8")

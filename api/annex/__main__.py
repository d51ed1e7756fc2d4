"""``python -m api.annex``: started by the service."""

from __future__ import annotations

from api.annex.process import run

if __name__ == "__main__":
    run()

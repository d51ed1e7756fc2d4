"""Write the golden payloads anew: ``python -m tests.api.slack.golden.update``. Read them then."""

from __future__ import annotations

from tests.api.slack.golden.files import SHOWN, file_of, golden


def main() -> None:
    """Write one file for each."""
    for name in SHOWN:
        file_of(name).write_text(golden(name), encoding="utf-8")


if __name__ == "__main__":
    main()

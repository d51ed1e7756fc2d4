"""Write the golden formats anew: ``python -m tests.api.render.golden.update``. Read them then."""

from __future__ import annotations

from tests.api.render.golden.files import FILES, golden


def main() -> None:
    """Write one file a format."""
    for format_name, file in FILES.items():
        file.write_text(golden(format_name), encoding="utf-8")


if __name__ == "__main__":
    main()

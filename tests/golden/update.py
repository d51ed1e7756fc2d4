"""Write the golden briefs anew: ``python -m tests.golden.update``. Read the difference then."""

from __future__ import annotations

from tests.golden import stories


def main() -> None:
    """Write one file a story, and remove those of stories that are gone."""
    wanted = [stories.read(name) for name in stories.names()]
    for story in wanted:
        story.golden.write_text(stories.as_golden(story.brief), encoding="utf-8")
    kept = {story.golden for story in wanted}
    for file in set(stories.GOLDEN.glob("*.json")) - kept:
        file.unlink()


if __name__ == "__main__":
    main()

"""Files become articles; one bad file among them stops all, and every bad one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.files import Read, ReadLimits, read_articles
from models.errors import InputError

LIMITS = ReadLimits(files=4, characters=500, together=1200)
STORY = "The court blocked the merger on Tuesday. It gave no reason."


def written(folder: Path, name: str, content: str | bytes = STORY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(*paths: Path, outlets: dict[Path, str] | None = None) -> Read:
    return read_articles(paths, outlets or {}, LIMITS)


def test_articles_are_numbered_in_the_order_of_their_files(tmp_path: Path) -> None:
    found = read(written(tmp_path, "b.txt"), written(tmp_path, "a.md"))
    assert [(a.id, a.source) for a in found.posted] == [("a1", "b"), ("a2", "a")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_text_is_the_whole_file_with_its_own_line_ends(tmp_path: Path, end: str) -> None:
    text = f"A title{end}{end}{STORY}{end}"
    (article,) = read(written(tmp_path, "a.txt", text)).posted
    assert article.text == text
    assert article.title == "A title"


def test_a_page_is_posted_as_html(tmp_path: Path) -> None:
    (article,) = read(written(tmp_path, "a.HTM", f"<p>{STORY}</p>")).posted
    assert article.html == f"<p>{STORY}</p>"
    assert article.text is None


def test_a_given_outlet_wins_over_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", f"---\nsource: Reuters\n---\n{STORY}\n")
    assert read(path).posted[0].source == "Reuters"
    assert read(path, outlets={path: "AP"}).posted[0].source == "AP"


def test_front_matter_wins_over_the_first_lines(tmp_path: Path) -> None:
    text = f"---\nsource: Reuters\n---\nA title\nBy Ana Reyes, AP\n\n{STORY}\n"
    (article,) = read(written(tmp_path, "a.txt", text)).posted
    assert (article.source, article.title) == ("Reuters", "A title")


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = [written(tmp_path, name) for name in ("x/story.txt", "y/story.txt", "y/other.txt")]
    assert [a.source for a in read(*paths).posted] == ["story (x)", "story (y)", "other"]


def test_files_of_one_stem_in_one_folder_are_told_apart(tmp_path: Path) -> None:
    found = read(written(tmp_path, "story.txt"), written(tmp_path, "story.md"))
    assert len({a.source for a in found.posted}) == 2


def test_an_outlet_that_two_files_state_is_one_outlet(tmp_path: Path) -> None:
    text = f"---\nsource: Reuters\n---\n{STORY}\n"
    found = read(written(tmp_path, "a.txt", text), written(tmp_path, "b.txt", text))
    assert [a.source for a in found.posted] == ["Reuters", "Reuters"]


def test_a_guessed_encoding_is_noted_with_its_file(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.txt", "It cost £5 million.".encode("cp1252")))
    assert len(found.notes) == 1
    assert "a.txt: is not UTF-8" in found.notes[0]


def test_every_bad_file_is_named_with_what_is_wrong(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, "good.txt"),
        tmp_path / "missing.txt",
        written(tmp_path, "empty.txt", " \n"),
        tmp_path,
    ]
    with pytest.raises(InputError) as caught:
        read(*paths)
    said = {Path(flaw.pointer).name: flaw.detail for flaw in caught.value.flaws}
    assert set(said) == {"missing.txt", "empty.txt", tmp_path.name}
    assert "no such file" in said["missing.txt"]
    assert "empty" in said["empty.txt"]
    assert "folder" in said[tmp_path.name]


@pytest.mark.parametrize("size", [501, 5000])
def test_a_file_over_the_limit_is_refused(tmp_path: Path, size: int) -> None:
    with pytest.raises(InputError, match="at most 500 characters"):
        read(written(tmp_path, "long.txt", "x" * size))


def test_files_that_are_too_long_together_are_refused(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{n}.txt", "x" * 450) for n in range(3)]
    with pytest.raises(InputError, match=r"2\.txt: with it, all files have more than 1,200"):
        read(*paths)


def test_too_many_files_are_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are 5, at most 4"):
        read(*[tmp_path / "missing.txt"] * 5)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(Path("a\0b.txt"))

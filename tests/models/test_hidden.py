"""What a page hides is left out; what it shows stays as it is."""

from __future__ import annotations

import pytest

from models.hidden import without_hidden

SHOWN = "The bridge is closed."
SECRET = "Do as I say."


def page(element: str, style: str = "") -> str:
    return f"<html><head><style>{style}</style></head><body><p>{SHOWN}</p>{element}</body></html>"


@pytest.mark.parametrize(
    "element",
    [
        f'<p style="display: none">{SECRET}</p>',
        f'<p style="VISIBILITY:hidden">{SECRET}</p>',
        f"<div hidden><p>{SECRET}</p></div>",
        f'<p aria-hidden="true">{SECRET}</p>',
        f'<p style="font-size:0px">{SECRET}</p>',
        f'<p style="opacity:0.0;color:red">{SECRET}</p>',
        f'<p style="height:0;overflow:hidden">{SECRET}</p>',
        f'<p style="position:absolute;left:-9999px">{SECRET}</p>',
        f'<p style="color:#FFFFFF">{SECRET}</p>',
        f'<p style="color:white;background:#fff">{SECRET}</p>',
        f"<template>{SECRET}</template>",
        f"<noscript>{SECRET}</noscript>",
        f"<!-- {SECRET} --><p hidden>x</p>",
    ],
)
def test_hidden_text_is_left_out(element: str) -> None:
    found = without_hidden(page(element))
    assert SECRET not in found
    assert SHOWN in found


@pytest.mark.parametrize(
    "style",
    [
        ".x { display: none }",
        ".y, .x { visibility:hidden; }",
        '@charset "utf-8"; .x{opacity:0}',
        "/* a { */ .x { left: -5000px }",
    ],
)
def test_plain_rules_of_the_page_hide_too(style: str) -> None:
    assert SECRET not in without_hidden(page(f'<p class="a x">{SECRET}</p>', style))


@pytest.mark.parametrize(
    ("element", "style"),
    [
        ('<p style="line-height:0">Text.</p>', ""),
        ('<p style="opacity:0.9;width:100%;height:100px">Text.</p>', ""),
        ('<div style="background:#000"><p style="color:#fff">Text.</p></div>', ""),
        ('<p style="background-color:#fff">Text.</p>', ""),
        ('<p class="x">Text.</p>', "@media print { .x { display: none } }"),
        ('<p class="x">Text.</p>', ".menu .x { display: none }"),
    ],
)
def test_what_is_shown_leaves_the_page_as_it_is(element: str, style: str) -> None:
    whole = page(element, style)
    assert without_hidden(whole) == whole


def test_a_page_that_scripts_will_show_is_read() -> None:
    html = f'<html><body style="opacity:0"><p>{SHOWN}</p></body></html>'
    assert without_hidden(html) == html


@pytest.mark.parametrize("html", ["", "   ", "no markup", "<", "\x00"])
def test_what_is_no_page_is_left_to_the_reader(html: str) -> None:
    assert without_hidden(html) == html

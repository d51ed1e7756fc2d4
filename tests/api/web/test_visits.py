"""Sessions and the tokens of forms."""

from __future__ import annotations

import base64

from starlette.requests import Request
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.store import Store
from api.web.visits import Visit
from models.lexical import lexical_newsroom
from tests.api.keyed import closed, keyed, new_key
from tests.api.support import STORY
from tests.api.web.pages import filled, made, post, token


def store_of(client: TestClient) -> Store:
    store: Store = client.app.state.house.store  # type: ignore[attr-defined]
    return store


def sign_in(client: TestClient, key: str, target: str = "/") -> int:
    """Sign in on the page for it; return the status of the answer."""
    form = {"token": token(client, "/login"), "key": key, "next": target}
    return client.post("/login", data=form, follow_redirects=False).status_code


def test_a_token_is_known_to_its_visit_alone_and_never_twice_the_same() -> None:
    one, other = Visit.begun(False), Visit.begun(False)
    tokens = {one.token() for _ in range(20)}
    assert len(tokens) == 20
    assert all(one.knows(t) for t in tokens)
    assert not any(other.knows(t) for t in tokens)


def test_nonsense_is_no_token() -> None:
    visit = Visit.begun(False)
    short = base64.urlsafe_b64encode(b"x" * 40).decode()
    for nonsense in ("", "x", "ü", "=" * 80, short, base64.urlsafe_b64encode(b"0" * 64).decode()):
        assert not visit.knows(nonsense)


def test_the_cookie_is_for_this_service_alone() -> None:
    with closed() as client:
        cookie = client.get("/login").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "secure" not in cookie


def test_over_tls_it_is_secure_and_of_this_host() -> None:
    app = create_app(Settings(), lexical_newsroom())
    with TestClient(app, base_url="https://desk.example") as client:
        cookie = client.get("/login").headers["set-cookie"]
        assert cookie.startswith("__Host-crosswire=")
        assert "; Secure" in cookie
        assert sign_in(client, new_key(store_of(client)).text) == 303
        assert client.get("/", follow_redirects=False).status_code == 200


def test_a_secret_of_another_form_is_not_taken() -> None:
    scope = {
        "type": "http",
        "scheme": "http",
        "server": ("x", 80),
        "path": "/",
        "query_string": b"",
    }
    headers = [(b"cookie", b"crosswire=chosen-by-somebody")]
    assert Visit.of(Request({**scope, "headers": headers})).new


def test_who_is_not_signed_in_is_sent_to_sign_in() -> None:
    with closed() as client:
        answer = client.get("/briefs/brf_x1WkLJq0a2Q7mJ4e?x=1", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/login?next=%2Fbriefs%2Fbrf_x1WkLJq0a2Q7mJ4e%3Fx%3D1"
        piece = client.get("/briefs/brf_x1WkLJq0a2Q7mJ4e/time", headers={"HX-Request": "true"})
        assert piece.status_code == 401
        assert piece.headers["hx-refresh"] == "true"
        assert client.post("/briefs", data={"text1": STORY}).status_code == 401


def test_a_key_opens_the_desk_and_is_not_kept_in_the_browser() -> None:
    with keyed() as client:
        key = new_key(store_of(client))
        assert sign_in(client, key.text, "/?cursor=") == 303
        assert key.secret not in str(client.cookies)
        assert "Sign out" in client.get("/").text
        path = made(client)
        assert client.get(f"/v1{path}", headers={"Authorization": f"Bearer {key.text}"}).is_success


def test_signing_in_changes_the_secret() -> None:
    """One that was planted in the browser before is worth nothing."""
    with closed() as client:
        client.get("/login")
        before = client.cookies["crosswire"]
        sign_in(client, new_key(store_of(client)).text)
        assert client.cookies["crosswire"] != before
        client.cookies.clear()
        client.cookies.set("crosswire", before)
        assert client.get("/", follow_redirects=False).status_code == 303


def test_a_wrong_key_is_told() -> None:
    with closed() as client:
        assert sign_in(client, "cw_nonsense") == 401
        assert client.get("/", follow_redirects=False).status_code == 303


def test_a_session_ends_with_its_key() -> None:
    with closed() as client:
        key = new_key(store_of(client))
        sign_in(client, key.text)
        assert client.get("/", follow_redirects=False).status_code == 200
        store_of(client).keys.revoke(key.id)
        assert client.get("/", follow_redirects=False).status_code == 303


def test_signing_out_ends_it_here_and_there() -> None:
    with closed() as client:
        sign_in(client, new_key(store_of(client)).text)
        secret = client.cookies["crosswire"]
        out = client.post("/logout", data={"token": token(client)}, follow_redirects=False)
        assert out.headers["location"] == "/login"
        client.cookies.set("crosswire", secret)
        assert client.get("/", follow_redirects=False).status_code == 303


def test_the_way_back_stays_on_this_site() -> None:
    with closed() as client:
        key = new_key(store_of(client)).text
        for target in ("//evil.example/", "https://evil.example/", "/\\evil.example", "/a\r\nb"):
            form = {"token": token(client, "/login"), "key": key, "next": target}
            answer = client.post("/login", data=form, follow_redirects=False)
            assert answer.headers["location"] == "/"
            client.cookies.clear()


def test_other_owners_briefs_are_not_there() -> None:
    with keyed() as client:
        sign_in(client, new_key(store_of(client), "One").text)
        path = made(client)
        client.cookies.clear()
        sign_in(client, new_key(store_of(client), "Two").text)
        for there in ("", "/matrix", "/time", "/disagreements", "/articles/1", "/copy/text"):
            assert client.get(path + there).status_code == 404
        assert client.get(f"{path}/events").status_code == 204
        assert path not in client.get("/").text


def test_a_key_without_a_scope_may_not() -> None:
    with keyed() as client:
        sign_in(client, new_key(store_of(client), "One").text)
        path = made(client)
        client.cookies.clear()
        sign_in(client, new_key(store_of(client), "One", "brief:read").text)
        page = client.get(path).text
        assert "/reviews" not in page
        assert "/erase" not in page
        form = {"token": token(client), "verdict": "approved", "by": "me"}
        assert client.post(f"{path}/reviews", data=form).status_code == 403
        assert client.post(f"{path}/erase", data=form).status_code == 403


def test_quotas_hold_for_the_desk_too() -> None:
    with keyed(rate_briefs="1/minute") as client:
        sign_in(client, new_key(store_of(client)).text)
        made(client)
        assert post(client, STORY).status_code == 429


def test_a_form_without_its_token_changes_nothing(walk: TestClient) -> None:
    path = made(walk)
    for form in ({"token": ""}, {"token": Visit.begun(False).token()}):
        assert walk.post(f"{path}/erase", data=form).status_code == 403
        assert walk.post("/samples/ferry-fire", data=form).status_code == 403
        assert walk.post(f"{path}/again", data=form).status_code == 403
        review = {**form, "verdict": "approved", "by": "me"}
        assert walk.post(f"{path}/reviews", data=review).status_code == 403
        assert walk.post("/login", data={**form, "key": "x"}).status_code == 403
        assert walk.post("/logout", data=form).status_code == 403
    assert walk.get(path).status_code == 200


def test_an_article_is_not_lost_with_its_session(walk: TestClient) -> None:
    form = {**filled(walk, STORY), "token": "of another session"}
    answer = walk.post("/briefs", data=form)
    assert answer.status_code == 403
    assert STORY[:40] in answer.text
    assert "press the button again" in answer.text


def test_another_site_posts_in_vain(walk: TestClient) -> None:
    """Whatever token it has."""
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = walk.post("/briefs", data=filled(walk, STORY), headers=headers)
        assert answer.status_code == 403


def test_where_no_key_is_needed_nobody_signs_in(walk: TestClient) -> None:
    assert walk.get("/login", follow_redirects=False).headers["location"] == "/"
    assert "Sign out" not in walk.get("/").text

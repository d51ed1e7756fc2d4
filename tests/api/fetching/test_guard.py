"""The guard lets nothing through to where it should not, however the address is written."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.fetching.addresses import is_public
from api.fetching.errors import Forbidden, NotFetched, Unreachable, Unusable
from api.fetching.exempt import hosts_of
from api.fetching.fetcher import Bounds
from api.fetching.guard import Guard
from api.fetching.names import SystemNames
from tests.api.fetching.outside import (
    OTHER_PUBLIC,
    PUBLIC,
    Names,
    NameServer,
    Network,
    fetch,
    served,
)

WRITTEN = [
    "http://127.0.0.1/",
    "http://127.0.0.1:80/",
    "http://127.8.9.10/",
    "http://127.0.0.1./",  # trailing dot
    "http://0.0.0.0/",
    "http://0/",
    "http://127.1/",  # short forms
    "http://127.0.1/",
    "http://10.1/",
    "http://2130706433/",  # decimal
    "http://2852039166/",
    "http://0177.0.0.1/",  # octal
    "http://0177.0.0.01/",
    "http://017700000001/",
    "http://00000177.0.0.1/",
    "http://0x7f.0.0.1/",  # hexadecimal
    "http://0x7f000001/",
    "http://0x7F.1/",
    "http://0x7f.0x0.0x0.0x1./",
    "http://0x/",
    "http://127.0.0.0x1/",
    "http://127.0.0.256/",
    "http://134744072/",  # public, but nobody writes it so honestly
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",  # clouds' metadata
    "http://169.254.170.2/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://100.64.0.1/",  # carrier-grade NAT
    "http://224.0.0.1/",  # multicast
    "http://239.255.255.250/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
    "http://192.0.2.7/",  # documentation
    "http://198.18.0.1/",  # benchmarks
    "http://192.88.99.1/",  # 6to4 relay
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",  # mapped
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:93.184.215.14]/",
    "http://[::ffff:0:127.0.0.1]/",  # translated
    "http://[::127.0.0.1]/",  # compatible
    "http://[64:ff9b::7f00:1]/",  # NAT64
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",  # 6to4
    "http://[2002:a9fe:a9fe::1]/",
    "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",  # Teredo
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",  # zones
    "http://[fe80::1%25lo]/",
    "http://[2606:2800:21f::1%25eth0]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",  # a cloud's metadata
    "http://[fd20:ce::254]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[100::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[5f00::1]/",
    "http://127。0。0。1/",  # other full stops
    "http://127．0．0．1/",
    "http://１２７.0.0.1/",  # other digits
    "http://①②⑦.⓪.⓪.①/",
    "http://٠.٠.٠.٠/",
    "http://127.0.0.1\u00ad/",
    "http://1%32%37.0.0.1/",  # escaped
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%00.news.example/",
    "http://127.0.0.1%2f@news.example/",
    "http://user@news.example/",  # credentials
    "http://user:password@news.example/",
    "http://:@news.example/",
    "http://news.example@127.0.0.1/",
    "http://127.0.0.1\\@news.example/",
    "http://news.example\\@127.0.0.1/",
    "http://news.example:22/",  # ports
    "http://news.example:0/",
    "http://news.example:8080/",
    "https://news.example:6379/",
    "http://news.example:65616/",
    "http://news.example:-80/",
    "file:///etc/passwd",  # schemes
    "file://news.example/etc/passwd",
    "gopher://news.example:80/_GET",
    "dict://news.example:80/",
    "ftp://news.example/",
    "ldap://news.example/",
    "jar:http://news.example/!/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "ws://news.example/",
    "//news.example/",
    "news.example",
    "http://",
    "http:///path",
    "http:/127.0.0.1/",
    "http://[",
    "http://[::1/",
    "http://[v1.fe80]/",
    "http://..",
    "http://news..example/",
    "http://-.example/",
    "http://a b.example/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 127 + "example/",
]


@pytest.mark.parametrize("url", WRITTEN, ids=ascii)
def test_a_hostile_address_is_refused_before_anything_is_sent(url: str) -> None:
    """However it is written, and although every name here would resolve to a public address."""
    network, names = Network(), Names(news_example=[[PUBLIC]])
    with pytest.raises(Forbidden):
        fetch(url, resolve=names, behind=network)
    assert network.sent == []


INSIDE = [
    "127.0.0.1",
    "10.0.0.7",
    "172.20.0.3",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.1.1",
    "0.0.0.0",
    "224.0.0.251",
    "255.255.255.255",
    "168.63.129.16",
    "::1",
    "::",
    "::ffff:10.0.0.7",
    "64:ff9b::a00:7",
    "2002:a00:7::",
    "2001:0:a00:7::",
    "fe80::1",
    "fe80::1%eth0",
    "2606:2800:21f::1%eth0",
    "fd12::1",
    "ff02::1",
    "not an address",
]


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    """Alone, and hidden behind a public address."""
    for answer in ([address], [PUBLIC, address]):
        network = Network()
        with pytest.raises(Forbidden):
            fetch("http://news.example/", resolve=Names(news_example=[answer]), behind=network)
        assert network.sent == []


@pytest.mark.parametrize("name", ["localhost", "localhost.", "LOCALHOST", "ip6-localhost."])
def test_the_names_of_this_machine_are_refused_by_the_real_resolver(name: str) -> None:
    """Without a name server: they stand in the hosts file, or nowhere."""
    network = Network()
    with pytest.raises(Forbidden):
        fetch(f"http://{name}/", behind=network)
    assert network.sent == []


@pytest.mark.parametrize("written", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1"])
def test_what_the_system_reads_into_numbers_would_be_refused_too(written: str) -> None:
    """Were such a host taken for a name, its address is what counts."""

    async def story() -> list[str]:
        names = SystemNames()
        try:
            return await names(written)
        finally:
            names.close()

    found = asyncio.run(story())
    assert not any(is_public(ipaddress.ip_address(address)) for address in found)


def test_a_name_that_is_not_there_and_one_that_leads_inside_read_alike() -> None:
    """Nobody maps a network through this service, and no address is told."""
    said = []
    for answer in ([], ["10.11.12.13"]):
        with pytest.raises(Forbidden) as caught:
            fetch("http://cms.internal/", resolve=Names(cms_internal=[answer]), behind=Network())
        said.append(caught.value.detail)
    assert said[0] == said[1] == "its host has no address on the public internet"


def test_the_connection_is_made_to_the_address_that_was_checked() -> None:
    """Under the name's own Host header and TLS name, so that the right site answers."""
    network, names = Network(), Names(news_example=[[PUBLIC]])
    fetch("https://news.example/story?id=7#top", resolve=names, behind=network)
    (sent,) = network.sent
    assert (sent.url.scheme, sent.url.host, sent.url.raw_path) == ("https", PUBLIC, b"/story?id=7")
    assert sent.headers["Host"] == "news.example"
    assert sent.extensions["sni_hostname"] == "news.example"
    assert names.asked == ["news.example"]


def test_a_name_server_that_rebinds_is_asked_once_for_each_request() -> None:
    """It says a public address while it is checked; what it would say next is never heard."""
    network = Network()
    with NameServer([PUBLIC, "127.0.0.1"]) as server:
        fetch("http://rebind.example/", resolve=server.resolve, behind=network)
        assert server.asked == 1
    assert network.reached == [PUBLIC]


def test_a_name_server_that_rebinds_between_redirects_is_refused() -> None:
    """The second request is checked like the first."""
    network = Network({PUBLIC: httpx.Response(302, headers={"Location": "/again"})})
    with NameServer([PUBLIC, "127.0.0.1"]) as server:
        with pytest.raises(Forbidden):
            fetch("http://rebind.example/", resolve=server.resolve, behind=network)
        assert server.asked == 2
    assert network.reached == [PUBLIC]


REDIRECTS = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://inside.example/",
    "//127.0.0.1/",
    "http://[::1]/",
    "http://2130706433/",
    "http://169.254.169.254/latest/meta-data/",
    "http://news.example:6379/",
    "http://user:pw@news.example/",
    "file:///etc/passwd",
    "gopher://news.example/_x",
    "data:text/html,hello",
    "ftp://news.example/",
    "http://[",
    "http:////x[",
    "http://\x7f/",
    "https://cms.internal:8443/",
]


@pytest.mark.parametrize("location", REDIRECTS, ids=ascii)
@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_checked_like_an_address(location: str, code: int) -> None:
    """A public page that leads inside is where it ends, even to a host that is exempt."""
    network = Network({"*": httpx.Response(code, headers={"Location": location})})
    names = Names(
        news_example=[[PUBLIC]],
        inside_example=[["10.0.0.1"]],
        localhost=[["127.0.0.1"]],
        cms_internal=[["10.0.0.2"]],
    )
    with pytest.raises(Forbidden):
        fetch("http://news.example/", resolve=names, behind=network, allow=["cms.internal:8443"])
    assert network.reached == [PUBLIC]


def test_a_redirect_is_followed_to_another_public_host() -> None:
    """Each with its own name, and without what the first one set."""
    hop = httpx.Response(
        301, headers={"Location": "https://www.news.example/b", "Set-Cookie": "a=b"}
    )
    network = Network({PUBLIC: hop})
    names = Names(news_example=[[PUBLIC]], www_news_example=[[OTHER_PUBLIC]])
    assert "Twelve people" in fetch("http://news.example/a", resolve=names, behind=network).text
    assert network.reached == [PUBLIC, OTHER_PUBLIC]
    assert network.sent[1].headers["Host"] == "www.news.example"
    assert "cookie" not in network.sent[1].headers


def test_redirects_are_counted() -> None:
    """Five are followed, the sixth is not."""
    network = Network({"*": httpx.Response(302, headers={"Location": "/again"})})
    with pytest.raises(Unusable, match="redirects more than 5 times"):
        fetch("http://news.example/", resolve=Names(news_example=[[PUBLIC]]), behind=network)
    assert len(network.sent) == 6


def test_the_next_address_of_a_name_is_tried_where_one_takes_no_connection() -> None:
    """Also where the machine cannot reach IPv6 at all."""
    network = Network({"2606:2800:21f::1": httpx.ConnectError("no route")})
    names = Names(news_example=[["2606:2800:21f::1", PUBLIC]])
    assert fetch("http://news.example/", resolve=names, behind=network).text
    assert network.reached == ["2606:2800:21f::1", PUBLIC]


def test_the_guard_carries_any_request_of_a_client() -> None:
    """A webhook's too: with its method, its headers and its body, at each address that is tried."""
    network = Network({"2606:2800:21f::1": httpx.ConnectError("no route")})
    guard = Guard(frozenset(), Names(hook_example=[["2606:2800:21f::1", PUBLIC]]), network)

    async def story() -> int:
        async with httpx.AsyncClient(transport=guard, trust_env=False) as client:
            sent = await client.post("https://hook.example/x", json={"a": 1}, headers={"X-Id": "7"})
            with pytest.raises(Forbidden):
                await client.post("http://127.0.0.1/x", json={"a": 1})
            return sent.status_code

    assert asyncio.run(story()) == 200
    assert network.reached == ["2606:2800:21f::1", PUBLIC]
    for request in network.sent:
        assert (request.method, request.headers["X-Id"]) == ("POST", "7")
        assert asyncio.run(request.aread()) == b'{"a":1}'


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("[Errno 111] Connect call failed ('1.2.3.4', 80)"),
        httpx.ConnectTimeout("1.2.3.4 timed out"),
    ],
)
def test_addresses_are_not_tried_without_end(trouble: Exception) -> None:
    """Three, and then it is enough; what is said names none of them."""
    network = Network({"*": trouble})
    names = Names(news_example=[[f"93.184.215.{n}" for n in range(50)]])
    with pytest.raises(Unreachable) as caught:
        fetch("http://news.example/", resolve=names, behind=network)
    assert len(network.sent) == 3
    assert caught.value.detail == "its host took no connection"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://93.184.215.14/", PUBLIC),
        ("http://93.184.215.14./", PUBLIC),
        ("http://[2606:2800:21f:0:0::1]/", "2606:2800:21f::1"),
        ("http://news.example/", PUBLIC),
        ("http://news.example./", PUBLIC),
        ("HTTP://NEWS.example:80/", PUBLIC),
        ("https://news.example:443/", PUBLIC),
        ("http://news.example:443/", PUBLIC),
        ("http://münchen.example/", PUBLIC),
        ("http://xn--mnchen-3ya.example/", PUBLIC),
        ("http://a_b.news.example/", PUBLIC),
        ("http://news.example/a%20b?q=ü&x=@", PUBLIC),
        ("http://news.example#@127.0.0.1:22/../@", PUBLIC),  # a fragment, and nothing else
        ("http://news.example/\\@127.0.0.1/", PUBLIC),
        ("http://@news.example/", PUBLIC),
    ],
    ids=ascii,
)
def test_ordinary_addresses_are_fetched(url: str, address: str) -> None:
    """By name or number, with or without a port, in any script."""
    known = ("news.example", "xn--mnchen-3ya.example", "a_b.news.example")
    network, names = Network(), Names({name: [[PUBLIC]] for name in known})
    fetch(url, resolve=names, behind=network)
    assert network.reached == [address]


def test_hosts_that_are_exempt_are_named_with_their_port() -> None:
    """Exactly: another port or another name for the same host is not."""
    names = Names(cms_internal=[["10.0.0.2"]], internal=[["10.0.0.2"]])
    for url in ("http://cms.internal:8080/a", "http://CMS.internal:8080/", "http://[fd12::1]:81/"):
        network = Network()
        fetch(url, resolve=names, behind=network, allow=["cms.internal:8080", "[FD12:0::1]:81"])
        assert network.reached in (["10.0.0.2"], ["fd12::1"])
    for url in (
        "http://cms.internal/",
        "http://cms.internal:8081/",
        "http://cms.internal.:8080/",
        "http://internal:8080/",
        "http://10.0.0.2:8080/",
        "http://x.cms.internal:8080/",
        "http://user@cms.internal:8080/",
        "gopher://cms.internal:8080/",
    ):
        network = Network()
        with pytest.raises(NotFetched):
            fetch(url, resolve=names, behind=network, allow=["cms.internal:8080"])
        assert network.sent == []


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://", "//", "http://[", "/"]))
@settings(max_examples=300, deadline=None)
def test_no_address_and_no_redirect_breaks_the_guard(text: str, start: str) -> None:
    """Whatever stands there is fetched from a public address, or refused."""
    written = (start + text).encode("utf-8", "replace").decode()
    names = Names(news_example=[[PUBLIC]])
    location = [(b"Location", written.encode())]
    for url, hop in [
        (written, served()),
        ("http://news.example/", httpx.Response(302, headers=location)),
    ]:
        network = Network({"*": hop})
        with contextlib.suppress(NotFetched):
            fetch(url, resolve=names, behind=network)
        assert all(is_public(ipaddress.ip_address(host)) for host in network.reached)


@pytest.mark.parametrize(
    "listed", ["cms.internal", "cms.internal:", ":80", "a:b", "a:0", "a:70000", "::1:80", "[x]:1"]
)
def test_an_exemption_that_is_no_host_and_port_is_refused(listed: str) -> None:
    """At the start, not when it is needed."""
    with pytest.raises(ValueError):
        hosts_of(listed)


def test_exemptions_are_read_from_one_line() -> None:
    """Apart by commas, spaces or both."""
    assert hosts_of("a.example:80, [::1]:8080 B.example:443") == {
        ("a.example", 80),
        ("::1", 8080),
        ("b.example", 443),
    }
    assert hosts_of("") == frozenset()


def test_a_dead_name_server_does_not_hold_a_fetch() -> None:
    """The look-up's thread may hang; the caller is answered in time."""

    async def never(host: str) -> list[str]:
        await asyncio.sleep(60)
        return []

    with pytest.raises(Unreachable, match=r"within 0\.1 s"):
        fetch("http://news.example/", resolve=never, behind=Network(), bounds=Bounds(seconds=0.1))


def test_public_is_what_the_registries_call_so() -> None:
    """Next to each border."""
    inside = ["9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.32.0.0", "8.8.8.8"]
    inside += ["223.255.255.255", "2606:4700::1111", "2001:200::1", "2003::1", "3ffe::1"]
    assert [a for a in inside if not is_public(ipaddress.ip_address(a))] == []

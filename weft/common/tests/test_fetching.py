"""What people link to is fetched without leading into private networks, and never for long."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import monotonic, sleep
from typing import Any

import pytest

from weft.common.fetching import CannotFetch, fetch
from weft.common.fetching import request as fetching
from weft.common.fetching.addresses import is_open
from weft.common.tests.small_server import SmallServer, page, small_server

PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.7", "168.63.129.16", "198.18.0.1",  # noqa: S104
    "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2002:7f00:1::",
    "2001::7f00:1", "2001:db8::1", "5f00::1", "100::1",
)  # fmt: skip


@pytest.fixture
def loopback(settings: Any) -> None:
    settings.WEFT_FETCH_LOOPBACK = True


def names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """A name server that gives these addresses, one list for each time that it is asked."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_more: object) -> list[Any]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_closed(address: str) -> None:
    assert not is_open(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111"])
def test_public_addresses_are_open(address: str) -> None:
    assert is_open(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_into_a_private_network(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    names(monkeypatch, ["93.184.216.34", address])
    with pytest.raises(CannotFetch, match="private network"):
        fetch("https://sheet.example.org/")


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/", "https://[::1]/", "https://0x7f.1/", "https://2130706433/",
        "https://localhost/", "https://[::ffff:169.254.169.254]/",
    ],
)  # fmt: skip
def test_this_machine_by_any_name(address: str) -> None:
    with pytest.raises(CannotFetch, match=r"private network|no server"):
        fetch(address)


def test_the_name_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that first gives a public address and then a private one gains nothing."""
    asked = names(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    dialled: list[str] = []

    def dial(address: object, port: int, deadline: object) -> socket.socket:
        dialled.append(f"{address}:{port}")
        raise ConnectionRefusedError

    monkeypatch.setattr(fetching, "_dial", dial)
    with pytest.raises(CannotFetch, match="does not answer"):
        fetch("https://sheet.example.org/")
    assert dialled == ["93.184.216.34:443"]
    assert asked == ["sheet.example.org"]


Site = Callable[[dict[str, Any]], SmallServer]


@pytest.fixture
def site(loopback: None) -> Iterator[Site]:
    """Starts servers on this machine, which the setting allows."""
    with ExitStack() as stack:
        yield lambda answers: stack.enter_context(small_server(answers))


def test_a_file(site: Site) -> None:
    server = site({"/a.csv?x=1": page(b"name\nZoe\n", "Content-Type: Text/CSV; charset=utf-8",
                                      'ETag: "v1"', "Set-Cookie: a=b")})  # fmt: skip
    found = fetch(f"{server.url}/a.csv?x=1#gid=3", etag='"v0"', modified="yesterday")
    assert (found.body, found.content_type, found.etag) == (b"name\nZoe\n", "text/csv", '"v1"')
    head = server.asked[0]
    assert head.startswith("GET /a.csv?x=1 HTTP/1.1\r\n")
    assert 'If-None-Match: "v0"' in head
    assert "If-Modified-Since: yesterday" in head
    assert f"Host: localhost:{server.port}" in head
    assert "Cookie" not in head


def test_nothing_new(site: Site) -> None:
    server = site({"/": b"HTTP/1.1 304 Not Modified\r\n\r\n"})
    assert fetch(server.url, etag='"v1"').is_unchanged


def test_where_a_setting_does_not_allow_it_this_machine_is_closed(
    site: Site, settings: Any
) -> None:
    server = site({"/": page(b"secret")})
    settings.WEFT_FETCH_LOOPBACK, settings.WEFT_FETCH_PLAIN = False, True
    with pytest.raises(CannotFetch, match="usual ports"):
        fetch(server.url)
    assert server.asked == []


def test_the_proxies_of_the_environment_are_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:9")
    assert fetch(site({"/": page(b"here")}).url).body == b"here"


def moved(to: str) -> bytes:
    return page(b"", f"Location: {to}", status="302 Found")


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("file:///etc/passwd", "starts with https"),
        ("http://me:secret@localhost/", "password"),
    ],
)
def test_a_redirect_is_checked_anew(site: Site, to: str, why: str) -> None:
    server = site({"/": moved(to)})
    with pytest.raises(CannotFetch, match=why):
        fetch(server.url)


def test_few_redirects(site: Site) -> None:
    server = site({"/1": moved("/2"), "/2": moved("3"), "/3": moved("/4"), "/4": page(b"here"),
                   "/0": moved("/1"), "/loop": moved("/loop")})  # fmt: skip
    assert fetch(f"{server.url}/1").body == b"here"
    for path in ("/0", "/loop"):
        with pytest.raises(CannotFetch, match="more than three"):
            fetch(server.url + path)
    assert len(server.asked) == 4 + 4 + 4


@pytest.mark.parametrize(
    ("status", "words"),
    [("404 Not Found", "404: there is nothing"), ("403 No", "403: it is not open"),
     ("500 Oh", "500: the server has trouble"), ("204 None", "204, and sent no file")],
)  # fmt: skip
def test_other_answers(site: Site, status: str, words: str) -> None:
    server = site({"/": page(b"", status=status)})
    with pytest.raises(CannotFetch, match=words):
        fetch(server.url)


def test_packed_files(site: Site) -> None:
    packed = gzip.compress(b"name\nZoe\n")
    server = site({
        "/gz": page(packed, "Content-Encoding: gzip"),
        "/broken": page(packed[:-6], "Content-Encoding: gzip"),
        "/noise": page(b"noise", "Content-Encoding: gzip"),
        "/other": page(packed, "Content-Encoding: br"),
    })  # fmt: skip
    assert fetch(f"{server.url}/gz").body == b"name\nZoe\n"
    for path, why in (("/broken", "broke off"), ("/noise", "broke"), ("/other", "cannot read")):
        with pytest.raises(CannotFetch, match=why):
            fetch(server.url + path)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65_536)


def test_files_that_are_too_large(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 200 * 2**20)
    server = site({
        "/said": b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\nstart",
        "/endless": endless,
        "/bomb": page(bomb, "Content-Encoding: gzip"),
        "/edge": page(b"x" * 5 * 2**20),
    })  # fmt: skip
    for path in ("/said", "/endless", "/bomb"):
        with pytest.raises(CannotFetch, match="larger than 5 MB"):
            fetch(server.url + path)
    assert len(fetch(f"{server.url}/edge").body) == 5 * 2**20


def slow_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        connection.sendall(f"X-{number}: y\r\n".encode())
        sleep(0.1)


def silent(connection: socket.socket) -> None:
    sleep(3)


def slow_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _number in range(100):
        connection.sendall(b"x")
        sleep(0.1)


@pytest.mark.parametrize("slow", [slow_head, slow_body, silent])
def test_a_slow_server_is_left(site: Site, monkeypatch: pytest.MonkeyPatch, slow: Any) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.5)
    server = site({"/": slow})
    before = monotonic()
    with pytest.raises(CannotFetch, match="took longer"):
        fetch(server.url)
    assert monotonic() - before < 1.5


@pytest.mark.parametrize(
    "answer",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nshort",
     b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"],
)  # fmt: skip
def test_servers_that_break(site: Site, answer: bytes) -> None:
    with pytest.raises(CannotFetch) as failed:
        fetch(site({"/": answer}).url)
    assert str(failed.value).endswith(".")


def test_a_server_that_cannot_prove_who_it_is(loopback: None) -> None:
    """A server that speaks no TLS, or has nobody's certificate, is not believed."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def speak_plainly() -> None:
            connection, _peer = listening.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

        threading.Thread(target=speak_plainly, daemon=True).start()
        with pytest.raises(CannotFetch, match="certificate"):
            fetch(f"https://localhost:{listening.getsockname()[1]}/")


def test_nobody_listens(loopback: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(CannotFetch, match="does not answer"):
        fetch(f"http://127.0.0.1:{port}/")

"""One careful GET: the checked IP address, few redirects, little time, and not too much.

Written on `http.client` rather than on a library, because the time must be limited over all:
a server that sends a byte now and then keeps the per-read limits of libraries from ever ending.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import zlib
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from weft import __version__
from weft.common.fetching.addresses import Address, IPAddress, checked_address, look_up
from weft.common.fetching.errors import CannotFetch

MOST_BYTES = 5 * 2**20
MOST_SECONDS = 10.0
MOST_REDIRECTS = 3
_PIECE = 65_536
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered; `is_unchanged` where it says that nothing is new."""

    address: str
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False


class _Deadline:
    """Counts down for the whole of a request, from the name server to the last byte."""

    def __init__(self) -> None:
        self.at = monotonic() + MOST_SECONDS

    def left(self) -> float:
        seconds = self.at - monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _TimedReader(io.RawIOBase):
    """Reads from a socket, each time with no more than the time that is left."""

    def __init__(self, sock: socket.socket, deadline: _Deadline) -> None:
        self.sock, self.deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(self.deadline.left())
        return self.sock.recv_into(buffer)


class _TimedSocket:
    """What `http.client` uses of a socket."""

    def __init__(self, sock: socket.socket, deadline: _Deadline) -> None:
        self.sock, self.deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(self.deadline.left())
        self.sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self.sock, self.deadline))

    def close(self) -> None:
        """`http.client` closes early what it still reads from; `_ask` closes it for good."""


def fetch(address: str, *, etag: str = "", modified: str = "") -> Fetched:
    """Get what is at an address, or raise CannotFetch with a sentence about what is wrong."""
    deadline = _Deadline()
    asked = checked_address(address)
    for _step in range(MOST_REDIRECTS + 1):
        try:
            answer = _ask(asked, deadline, etag, modified)
        except CannotFetch:
            raise
        except TimeoutError:
            raise CannotFetch(
                _("“%(host)s” took longer than %(seconds)d seconds.")
                % {"host": asked.host, "seconds": MOST_SECONDS}
            ) from None
        except ssl.SSLError:
            raise CannotFetch(
                _("“%(host)s” could not prove that it is “%(host)s” (its certificate is wrong).")
                % {"host": asked.host}
            ) from None
        except (OSError, http.client.HTTPException, ValueError):
            raise CannotFetch(
                _("“%(host)s” does not answer as a web server does.") % {"host": asked.host}
            ) from None
        if isinstance(answer, Fetched):
            return answer
        asked = answer
    raise CannotFetch(_("The address leads on to another more than three times."))


def _ask(asked: Address, deadline: _Deadline, etag: str, modified: str) -> Fetched | Address:
    """One request: the answer, or the address that it leads on to."""
    connection = http.client.HTTPConnection(asked.host, asked.port)
    sock = _connected(asked, deadline)
    connection.sock = _TimedSocket(sock, deadline)
    with sock:
        connection.putrequest("GET", asked.target, skip_host=True, skip_accept_encoding=True)
        for name, value in _headers(asked, etag, modified).items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            if response.status in _MOVED:
                return _moved_to(asked, response)
            return _received(asked, response)


def _headers(asked: Address, etag: str, modified: str) -> dict[str, str]:
    headers = {
        "Host": asked.host_header,
        "User-Agent": f"Weft/{__version__} (+{settings.SITE_URL})",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    return headers


def _connected(asked: Address, deadline: _Deadline) -> socket.socket:
    """A connection to one of the addresses that were checked; the name is not asked for again."""
    found = look_up(asked, deadline.left())
    for last, address in enumerate(found, start=1):
        try:
            sock = _dial(address, asked.port, deadline)
        except TimeoutError:
            raise
        except OSError:
            if last == len(found):
                raise
            continue
        break
    if asked.is_secure:
        try:
            sock.settimeout(deadline.left())
            return ssl.create_default_context().wrap_socket(sock, server_hostname=asked.host)
        except BaseException:
            sock.close()
            raise
    return sock


def _dial(address: IPAddress, port: int, deadline: _Deadline) -> socket.socket:
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(deadline.left())
        sock.connect((str(address), port))
    except BaseException:
        sock.close()
        raise
    return sock


def _moved_to(asked: Address, response: http.client.HTTPResponse) -> Address:
    next_one = checked_address(urljoin(str(asked), response.headers.get("Location", "")))
    if asked.is_secure and not next_one.is_secure:
        raise CannotFetch(_("The address leads from https to http, where others could read along."))
    return next_one


def _received(asked: Address, response: http.client.HTTPResponse) -> Fetched:
    """The body, or why there is none."""
    if response.status == 304:
        return Fetched(str(asked), is_unchanged=True)
    if response.status != 200:
        raise CannotFetch(_told(response.status))
    headers = response.headers
    return Fetched(
        str(asked),
        _body(response, headers.get("Content-Encoding", "")),
        headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        _short(headers.get("ETag", "")),
        _short(headers.get("Last-Modified", "")),
    )


def _short(mark: str) -> str:
    """A mark that is sent back the next time; one that is no mark is forgotten."""
    return mark if len(mark) <= 200 and mark.isascii() and mark.isprintable() else ""


def _told(status: int) -> str:
    values = {"status": status}
    if status in (401, 403, 407):
        words = _("The address answered %(status)s: it is not open to everyone. Publish it first.")
    elif status in (404, 410):
        words = _("The address answered %(status)s: there is nothing there.")
    elif status == 429 or status >= 500:
        words = _("The address answered %(status)s: the server has trouble at the moment.")
    else:
        words = _("The address answered %(status)s, and sent no file.")
    return words % values


def _body(response: http.client.HTTPResponse, encoding: str) -> bytes:
    """All of the body, unpacked as it comes, so that neither it nor what it holds is too large."""
    if (response.length or 0) > MOST_BYTES:
        raise _too_large()
    packed = encoding.strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise CannotFetch(_("The server packed the file in a way that Weft cannot read."))
    unpacker = zlib.decompressobj(31) if packed.endswith("gzip") else None
    body = bytearray()
    received = 0
    while piece := response.read1(_PIECE):
        received += len(piece)
        try:
            body += piece if unpacker is None else unpacker.decompress(piece, MOST_BYTES + 1)
        except zlib.error:
            raise CannotFetch(_("The server packed the file, and it broke on its way.")) from None
        if received > MOST_BYTES or len(body) > MOST_BYTES:
            raise _too_large()
        if unpacker is not None and unpacker.unconsumed_tail:
            raise _too_large()
    if response.length or (unpacker is not None and not unpacker.eof):
        raise CannotFetch(_("The file broke off on its way."))
    return bytes(body)


def _too_large() -> CannotFetch:
    return CannotFetch(
        _("The file is larger than %(limit)d MB. Link a smaller one, or upload it.")
        % {"limit": MOST_BYTES // 2**20}
    )

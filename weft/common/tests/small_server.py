"""A server of a test's own: each path answers with the bytes that the test gives it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

Answer = bytes | Callable[[socket.socket], None]


class SmallServer:
    """Speaks just enough HTTP to misbehave; keeps what it was asked."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listening.getsockname()[1])
        self.url = f"http://localhost:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65_536)
                if not piece:
                    return
                request += piece
            self.asked.append(request.decode())
            path = request.split(b" ")[1].decode()
            answer = self.answers.get(path, page(b"", status="404 Not Found"))
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
            # Let the other side read to the end before the connection is torn down.
            connection.shutdown(socket.SHUT_WR)


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@contextlib.contextmanager
def small_server(answers: dict[str, Answer]) -> Iterator[SmallServer]:
    server = SmallServer(answers)
    try:
        yield server
    finally:
        server.listening.close()

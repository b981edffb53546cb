"""A small web server on loopback that behaves, and misbehaves, as tests tell it."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Served:
    """What is served by path, how, and what was asked. `moods`: path to what happens next:
    ``slow``, ``cut``, ``html``, or a status; each happens once, the last one for ever."""

    base: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    moods: dict[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def mood(self, path: str) -> str:
        """What to do with this request."""
        moods = self.moods.get(path, [])
        return (moods.pop(0) if len(moods) > 1 else moods[0]) if moods else ""


@contextmanager
def serving() -> Iterator[Served]:
    """The server, until the block ends."""
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mood = served.mood(self.path)
            data = served.files.get(self.path)
            if mood.isdigit():
                return self.say(int(mood), b"", {"Retry-After": "0"})
            if data is None:
                return self.say(404, b"not here")
            if mood == "html":
                return self.say(200, b"<!DOCTYPE html><html>Service unavailable</html>")
            etag = '"' + hashlib.sha256(data).hexdigest()[:16] + '"'
            if self.headers.get("If-None-Match") == etag:
                return self.say(304, b"")
            return self.say(200, data, {"ETag": etag}, mood)

        def say(
            self, status: int, data: bytes, more: dict[str, str] | None = None, mood: str = ""
        ) -> None:
            served.asked.append((self.path, status))
            self.send_response(status)
            for name, value in (more or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if mood == "cut":
                data = data[: len(data) // 2]
            pieces = [data[at : at + (1 << 18)] for at in range(0, len(data), 1 << 18)]
            for piece in pieces:
                self.wfile.write(piece)
                if mood == "slow":
                    time.sleep(0.05)
            if mood == "cut":
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests say enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()

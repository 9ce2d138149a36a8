"""Serve the built site on loopback as a good host would: compressed, with a type and a time to keep."""

import functools
import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

_COMPRESSED = ("text/", "application/json", "application/xml", "image/svg+xml", "application/javascript")
_HASHED = re.compile(r"\.[0-9a-f]{8}\.min\.")
"""Names of the theme's files that change with their content, so that they can be kept for good."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers GET and HEAD; keeps connections open, as every real host does."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> None:
        """Send the whole answer: the base class would copy the file as it lies on the disk."""
        path, status = Path(self.translate_path(urlsplit(self.path).path)), 200
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            path, status = Path(self.directory, "404.html"), 404
        kind = "text/javascript" if path.suffix == ".js" else self.guess_type(path)
        body = path.read_bytes()
        packed = kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
        if packed:
            body = _pack(path, path.stat().st_mtime_ns)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", _keep(path))
        if packed:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        if self.command == "GET":
            with suppress(ConnectionError):  # a reader may leave while a file is on its way
                self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the report tells what matters."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of loopback for the length of the block; yields its address."""
    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@functools.lru_cache(maxsize=512)
def _pack(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


def _keep(path: Path) -> str:
    if _HASHED.search(path.name):
        return "public, max-age=31536000, immutable"
    return "public, max-age=600" if path.suffix == ".html" else "public, max-age=86400"

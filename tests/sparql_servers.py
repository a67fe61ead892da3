"""Real SPARQL servers on the loopback: started in a temporary folder, ended with the test that needs them."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

TEMPLATE = Path(__file__).parent / "servers/virtuoso.ini"
VIRTUOSO = shutil.which("virtuoso-t")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server process; what it keeps in a folder outlives :meth:`kill`."""

    def __init__(self, command, url):
        self.url = url
        self._command = command
        self._process = None

    def start(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait(self._process, self.url.replace("dba:dba@", ""))

    def kill(self):
        """End the process at once, as a power cut does."""
        self._process.kill()
        self._process.wait()

    def end(self):
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()

    def __enter__(self):
        try:
            self.start()
        except AssertionError:
            self.kill()
            raise
        return self

    def __exit__(self, *_):
        self.end()


def oxigraph_server(folder=None):
    port = free_port()
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}"]
    kept = ["--location", str(folder)] if folder else []
    return Server([*command, *kept], f"http://127.0.0.1:{port}/query")


def virtuoso_server(folder):
    http, values = free_port(), {"folder": str(folder), "port": str(free_port())}
    text = TEMPLATE.read_text("utf-8").replace("@http@", str(http))
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    (folder / "virtuoso.ini").write_text(text)
    command = [VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    return Server(command, f"http://dba:dba@127.0.0.1:{http}/sparql")


@contextmanager
def oxigraph():
    with oxigraph_server() as server:
        yield server.url


@contextmanager
def virtuoso(folder):
    with virtuoso_server(folder) as server:
        yield server.url


def _wait(process, url):
    for _ in range(1200):  # two minutes, for a busy machine
        assert process.poll() is None, "the server ended at once"
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer")

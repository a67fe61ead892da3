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


@contextmanager
def oxigraph():
    port = free_port()
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}/query"):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso(folder):
    http, values = free_port(), {"folder": str(folder), "port": str(free_port())}
    text = TEMPLATE.read_text("utf-8").replace("@http@", str(http))
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    (folder / "virtuoso.ini").write_text(text)
    command = [VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, f"http://127.0.0.1:{http}/sparql"):
        yield f"http://dba:dba@127.0.0.1:{http}/sparql"


@contextmanager
def _running(command, url):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, url)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process, url):
    for _ in range(300):
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

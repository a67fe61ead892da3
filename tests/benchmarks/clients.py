"""Many clients at once, while one of them sends a query that would run for an hour.

    python tests/benchmarks/clients.py [SECONDS [CLIENTS]]

A server of the bundled graph answers 50 clients, each of which sends its next request as soon as it has the reply to the last:
SPARQL, the API and pages in turn. They are timed without the long query, with it for SECONDS (60), and without it again. The
server ends it at its deadline of 20 seconds, whereupon it is sent anew. Every reply is compared with the one that a quiet server
gave. Clients and server share the machine, so read the ratio of the 95th percentiles.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from urllib.parse import urlencode

DEADLINE = 20.0
SHORT = "SELECT ?name { ?deal a tp:Contract ; tp:provider/rdfs:label ?name } ORDER BY ?name LIMIT 20"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(9))} }}"
PATHS = [
    f"/sparql?{urlencode({'query': SHORT})}",
    "/api/deals?company=OpenAI",
    f"/sparql?{urlencode({'query': 'ASK { ?s ?p ?o }'})}",
    "/api/providers?company=Oracle",
    "/deal/contract--OpenAI--Oracle",
]


async def reply(streams, path: str) -> tuple[int, bytes]:
    """Status and body of the reply to one request on a connection that is kept."""
    reader, writer = streams
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(int(line[15:]) for line in head.splitlines() if line.lower().startswith("content-length:"))
    return int(head.split()[1]), await reader.readexactly(length)


async def client(port: int, until: float, expected: dict[str, bytes], start: int) -> tuple[list[float], int]:
    """Seconds of each request until a time, and how many failed or gave another body than expected."""
    streams = await asyncio.open_connection("127.0.0.1", port)
    times, wrong, number = [], 0, start
    while time.monotonic() < until:
        path = PATHS[number % len(PATHS)]
        begun = time.perf_counter()
        status, body = await reply(streams, path)
        times.append(time.perf_counter() - begun)
        wrong += status != 200 or body != expected[path]
        number += 1
    streams[1].close()
    return times, wrong


async def endless(port: int, until: float) -> list[tuple[int, float]]:
    """Status and seconds of each reply to the query that would run for an hour."""
    ended = []
    while time.monotonic() < until:
        streams = await asyncio.open_connection("127.0.0.1", port)
        begun = time.perf_counter()
        status, _ = await reply(streams, f"/sparql?{urlencode({'query': ENDLESS})}")
        ended.append((status, time.perf_counter() - begun))
        streams[1].close()
    return ended


async def phase(port: int, seconds: float, clients: int, expected: dict[str, bytes], *, long: bool):
    """Times and failures of all clients, and how the long query ended."""
    until = time.monotonic() + seconds
    asking = [client(port, until, expected, number) for number in range(clients)]
    *found, ended = await asyncio.gather(*asking, endless(port, until) if long else asyncio.sleep(0))
    return [each for times, _ in found for each in times], sum(wrong for _, wrong in found), ended


async def measured(port: int, seconds: float, clients: int) -> None:
    """Print one line a phase."""
    streams = await asyncio.open_connection("127.0.0.1", port)
    expected = {path: (await reply(streams, path))[1] for path in PATHS}
    streams[1].close()
    await phase(port, 3, clients, expected, long=False)  # each process has then answered
    for name, length, long in (
        ("before", seconds / 3, False),
        ("with it", seconds, True),
        ("after", seconds / 3, False),
    ):
        times, wrong, ended = await phase(port, length, clients, expected, long=long)
        middle, *_ = statistics.quantiles(times, n=2)
        p95 = statistics.quantiles(times, n=20)[-1]
        print(
            f"{name:<8} {len(times):>7,} requests, {len(times) / length:5.0f} a second, {wrong} wrong; "
            f"median {1000 * middle:4.0f} ms, p95 {1000 * p95:4.0f} ms, longest {1000 * max(times):5.0f} ms",
            flush=True,
        )
        for status, taken in ended or ():
            print(f"         the long query: status {status} after {taken:.1f} s")


def main() -> None:
    """Start the server, in a process of its own, and the clients."""
    seconds, clients = (
        (float(sys.argv[1]) if sys.argv[1:] else 60.0),
        int(sys.argv[2]) if sys.argv[2:] else 50,
    )
    command = [sys.executable, "-u", "-m", "kg", "serve", "--port", "0", "--seconds", str(DEADLINE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        try:
            address = serving.stdout.readline()
            asyncio.run(measured(int(address.split(":")[2].partition("/")[0]), seconds, clients))
        finally:
            serving.terminate()


if __name__ == "__main__":
    main()

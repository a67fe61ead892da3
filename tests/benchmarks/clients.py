"""Many clients at once, while one of them sends a query that would run for an hour.

    python tests/benchmarks/clients.py [SECONDS [CLIENTS]]

A server of the bundled graph answers 50 clients, each of which sends its next request as soon as it has the reply to the last:
SPARQL, the API and pages in turn. Stretches of ten seconds with the long query and without it take turns until there are
SECONDS (60) of each, so that what else the machine does falls on both. The server ends the long query at its deadline of 8
seconds, whereupon it is sent anew. Every reply is compared with the one that a quiet server gave. Clients and server share the
machine, so read the ratio of the 95th percentiles: of all requests, and the median over the pairs of stretches.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from urllib.parse import urlencode

DEADLINE, STRETCH = 8.0, 10.0
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
    stretches: dict[bool, list[list[float]]] = {False: [], True: []}
    wrong, ended = 0, []
    for _ in range(max(1, round(seconds / STRETCH))):
        for long in (False, True):
            times, failed, over = await phase(port, STRETCH, clients, expected, long=long)
            stretches[long].append(times)
            wrong += failed
            ended += over or []
    for long, name in ((False, "without"), (True, "with it")):
        times = [each for stretch in stretches[long] for each in stretch]
        print(
            f"{name:<8} {len(times):>7,} requests, {len(times) / STRETCH / len(stretches[long]):4.0f} a second; median "
            f"{1000 * statistics.median(times):4.0f} ms, p95 {1000 * p95(times):4.0f} ms, longest {1000 * max(times):5.0f} ms"
        )
    ratios = [p95(told) / p95(plain) for plain, told in zip(stretches[False], stretches[True], strict=True)]
    print(
        f"p95 with it over p95 without, pair by pair: {', '.join(f'{ratio:.2f}' for ratio in ratios)}; "
        f"median {statistics.median(ratios):.2f}; {wrong} replies wrong"
    )
    print("the long query:", ", ".join(f"status {status} after {taken:.1f} s" for status, taken in ended))


def p95(times: list[float]) -> float:
    """The time that 95 in 100 requests do not exceed."""
    return statistics.quantiles(times, n=20)[-1]


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

"""rig - the stack with the yardstick beside it, and what its processes cost.

CPU time is the scheduler's own, in nanoseconds (/proc/PID/task/*/schedstat): the clock on the wall is
not looked at, so another's work on the same cores changes little.
"""
import contextlib
import os
import pathlib
import re
import signal
import socket
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import stack  # noqa: E402

RESPONDER_PROCESSES = 2
OVERRIDES = {f"limits.{kind}_per_minute": 100000000 for kind in ("read", "write", "callback")} | {"rules.pay_within": 86400}


class Bench(stack.Stack):
    """A Stack whose nginx also leads /bench to the responder."""

    def __init__(self, build, **more):
        self.build = pathlib.Path(build)
        super().__init__(self.build / "micromall", overrides=OVERRIDES, **more)

    def start_nginx(self):
        self.sql("CREATE OR REPLACE TABLE bench_item (id BIGINT PRIMARY KEY, title VARCHAR(120) NOT NULL, price BIGINT NOT NULL);"
                 "INSERT INTO bench_item SELECT seq, CONCAT('a thing to sell ', seq), seq * 10 FROM seq_1_to_1000")
        door = self.state / "run/bench.sock"
        self._spawn("responder", [self.build / "tests/bench/responder", door, self.socket, self.user, "mall", RESPONDER_PROCESSES])
        stack.wait_for("the responder listens", door.exists)
        super().start_nginx()
        path = self.state / "nginx/nginx.conf"
        before = self.nginx_workers()
        path.write_text(path.read_text()
                        .replace("upstream shop {", f"keepalive_requests 100000000;\n\tupstream bench {{ server unix:{door}; }}\n\tupstream shop {{", 1)
                        .replace("location /api/shop/ {", "location /bench { fastcgi_pass bench; }\n\t\tlocation /api/shop/ {", 1))
        self.processes["nginx"].send_signal(signal.SIGHUP)
        stack.wait_for("nginx took the yardstick's location", lambda: self.nginx_workers() and not before & self.nginx_workers())

    def stop(self):
        self.end("responder")
        super().stop()

    def nginx_workers(self):
        return {p for p in children(self.processes["nginx"].pid) if "worker process" in command(p)}

    def parts(self):
        """{part: pids}; the responder is the worker of the yardstick."""
        return {"nginx": self.nginx_workers(), "db": {self.processes["mariadbd"].pid},
                "worker": set(self.workers_of()) | children(self.processes["responder"].pid)}

    def anonymous_mib(self):
        """The heaviest worker's anonymous memory."""
        sizes = []
        for pid in self.workers_of():
            text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
            sizes.append(int(re.search(r"^Anonymous:\s+(\d+) kB", text, re.M)[1]) / 1024)
        return max(sizes)


def children(pid):
    return {int(p) for p in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def command(pid):
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/cmdline").read_text()
    return ""


def spent_ns(pids):
    total = 0
    for pid in pids:
        for task in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):
                with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as f:
                    total += int(f.read().split()[0])
    return total


class Meter:
    """with Meter(bench) as m: …; m.ms is {part: milliseconds}."""

    def __init__(self, bench):
        self.parts, self.ms = bench.parts(), {}

    def __enter__(self):
        self.before = {part: spent_ns(pids) for part, pids in self.parts.items()}
        return self

    def __exit__(self, *_):
        time.sleep(0.02)                # what a commit or a log still does
        self.ms = {part: (spent_ns(pids) - self.before[part]) / 1e6 for part, pids in self.parts.items()}


class Lines:
    """A few kept connections that take turns; one request is under way at a time, so none profits from
    another's wake-up."""

    def __init__(self, port, n=4):
        self.lines, self.turn = [], 0
        for _ in range(n):
            s = socket.create_connection(("127.0.0.1", port), 30)
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.lines.append((s, s.makefile("rb")))

    def send(self, requests):
        """In order; [(status, body)]."""
        answers = []
        for r in requests:
            s, f = self.lines[self.turn]
            self.turn = (self.turn + 1) % len(self.lines)
            s.sendall(r)
            answers.append(read_answer(f))
        return answers

    def close(self):
        for s, f in self.lines:
            f.close()
            s.close()


def read_answer(f):
    status = int(f.readline().split()[1])
    size, chunked = 0, False
    while (line := f.readline().strip()):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            size = int(value)
        chunked |= name.lower() == b"transfer-encoding"
    if not chunked:
        return status, f.read(size)
    body = b""
    while (n := int(f.readline(), 16)):
        body += f.read(n)
        f.readline()
    f.readline()
    return status, body


def request(method, path, body=b"", **headers):
    head = {"Host": "127.0.0.1", "Accept": "application/json", "User-Agent": "bench", **{k.replace("_", "-"): v for k, v in headers.items()}}
    if body or method != "GET":
        head["Content-Length"] = len(body)
    return (f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in head.items()) + "\r\n").encode() + body

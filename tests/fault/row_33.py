"""No file descriptor left, no process to be had, clients who leave in the middle: nothing falls, and it serves again at once."""
import contextlib
import http.client
import os
import resource
import signal
import socket
import subprocess
import time

import rig
from stack import Client, wait_for

NEEDS = ["POST /api/shop/cart/lines"]
FULL = sum(rig.OVERRIDES[f"serve.{pool}_workers"] for pool in ("shop", "admin", "callback"))
RECOVERS_S, ABORTS, LONG_ABORTS, LISTEN_MAX, FILES = 1, 200, 2000, 1024, 256
# A fork that fails while a file is there.
SHIM = """#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
pid_t fork(void)
{
	const char *name = getenv("FORK_FAILS");
	if (name && access(name, F_OK) == 0) { errno = EAGAIN; return -1; }
	return ((pid_t (*)(void))dlsym(RTLD_NEXT, "fork"))();
}
"""


def files_of(pid):
    return {int(fd) for fd in os.listdir(f"/proc/{pid}/fd")}


def first_free(pid):
    return min(set(range(LISTEN_MAX)) - files_of(pid))


def serves(r):
    with contextlib.suppress(OSError, http.client.HTTPException):
        return Client(r.port, 3).get("/readyz").status == 200
    return False


def recovers(r):
    """Seconds until every worker of the shop answers again: more answers in a row than there are workers."""
    began = time.monotonic()
    wait_for("it serves", lambda: all(serves(r) for _ in range(3 * rig.OVERRIDES["serve.shop_workers"])), 20, 0.01)
    return time.monotonic() - began


def busy_s(pids):
    """Seconds of CPU that they have used."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as f:
            ticks += sum(int(n) for n in f.read().rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def without_files(r):
    """Every worker of the shop may open no file more, and then one; (seconds to recover, requests refused)."""
    workers, refused, slowest = sorted(r.stack.standing("shop")), 0, 0.0
    # The master says "started" when it has forked, and the worker takes its limits then.
    wait_for("workers that have limits", lambda: {resource.prlimit(pid, resource.RLIMIT_NOFILE) for pid in workers} == {(FILES, FILES)}, 10)
    for more in (0, 1):
        limits = {pid: resource.prlimit(pid, resource.RLIMIT_NOFILE) for pid in workers}
        r.sql("; ".join(f"KILL {one[0]}" for one in r.sql("SELECT id FROM information_schema.PROCESSLIST WHERE user = 'mall'")))
        for pid in workers:
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (first_free(pid) + more, limits[pid][1]))
        began, used = time.monotonic(), busy_s(workers)
        for _ in range(10):
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = Client(r.port, 1).get("/api/shop/products?limit=5")
                assert answer.status in (200, 502, 503, 504), answer
                refused += answer.status != 200
                continue
            refused += 1
        spent = (busy_s(workers) - used) / (time.monotonic() - began)
        assert more or spent < 0.1, f"the workers turn on the spot: {spent:.2f} cores"
        for pid in workers:
            resource.prlimit(pid, resource.RLIMIT_NOFILE, limits[pid])
        slowest = max(slowest, recovers(r))
    assert sorted(r.stack.workers_of("shop")) == workers, "a worker fell"
    assert refused, "there were files enough"
    return slowest, refused


def record(kind, data):
    """One FastCGI record of request 1."""
    return bytes((1, kind, 0, 1)) + len(data).to_bytes(2, "big") + b"\0\0" + data


def parameters(**named):
    return b"".join(bytes((len(k), len(v))) + k.encode() + v.encode() for k, v in named.items())


def aborts(r, n):
    """Clients who leave: at nginx, and at the worker's own socket, where nobody waits for the body first."""
    member = r.members(1)[0]
    head = (f"POST /api/shop/cart/lines HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer {member.token}\r\n"
            "Content-Length: 5000\r\n\r\n")
    params = parameters(REQUEST_METHOD="POST", DOCUMENT_URI="/api/shop/cart/lines", CONTENT_TYPE="application/json", CONTENT_LENGTH="5000",
                        REMOTE_ADDR="127.0.0.1", HTTP_AUTHORIZATION=f"Bearer {member.token}")
    whole = record(1, b"\0\1\0\0\0\0\0\0") + record(4, params) + record(4, b"")
    for i in range(n):
        with socket.create_connection(("127.0.0.1", r.port), 5) as line:
            line.sendall(head.encode() + b'{"sku_id"')
        with socket.create_connection(("127.0.0.1", r.port), 5) as line:
            line.sendall(b"GET /api/shop/products HTTP/1.1\r\nHost: x\r\n\r\n")     # gone before the answer comes
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(r.stack.state / "run/shop.sock"))
            line.sendall((whole + record(5, b'{"sku_id"'))[:len(whole) + i % 18])
    assert r.count("cart_line l JOIN cart c ON c.id = l.cart_id", f"c.member_id = {member.id}") == 0, "half a body was taken for a whole"


class Forkless:
    """The master anew, with a fork that fails on demand; inside `with`."""

    def __init__(self, r):
        self.stack, self.flag = r.stack, r.stack.state / "fork-fails"
        source, self.shim = r.stack.state / "shim.c", r.stack.state / "shim.so"
        source.write_text(SHIM)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", self.shim, source], check=True)

    def __enter__(self):
        self.stack.end("master")
        os.environ.update(LD_PRELOAD=str(self.shim), FORK_FAILS=str(self.flag))
        try:
            self.stack.start_master()
        finally:
            del os.environ["LD_PRELOAD"], os.environ["FORK_FAILS"]
        return self

    def __exit__(self, *_):
        self.flag.unlink(missing_ok=True)
        self.stack.end("master")
        self.stack.start_master()


def without_processes(r):
    """Seconds until a worker that fell is replaced, once forking is possible again."""
    with Forkless(r) as forkless:
        r.stack.standing()
        forkless.flag.touch()
        tried = r.stack.log("master").count(" fork: ")
        os.kill(r.shop_worker(), signal.SIGKILL)
        wait_for("the master tried twice in vain", lambda: r.stack.log("master").count(" fork: ") >= tried + 2, 10)
        assert all(serves(r) for _ in range(50)), "the others serve"
        assert len(r.stack.workers_of()) == FULL - 1
        forkless.flag.unlink()
        began = time.monotonic()
        r.stack.standing()
        return time.monotonic() - began


def run(r):
    n, workers = LONG_ABORTS if r.long else ABORTS, r.stack.standing()
    listening = max(max(files_of(pid)) for pid in workers)
    assert listening < LISTEN_MAX, listening
    freed, refused = without_files(r)
    aborts(r, n)
    after = recovers(r)
    assert r.stack.workers_of() == workers, "a worker fell"
    replaced = without_processes(r)
    return (f"{refused} requests without a descriptor refused, then served after {r.beyond('', freed, RECOVERS_S).strip()}; {3 * n} clients left, "
            f"{r.beyond('served after', after, RECOVERS_S)}; no fork, others served, {r.beyond('replaced after', replaced, RECOVERS_S)}; 0 crashes")

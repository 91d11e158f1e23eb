"""A worker stands still in the middle of a transaction, row locked: the row is free again within ten seconds."""
import contextlib
import http.client
import os
import signal
import threading
import time

from stack import Client, wait_for

STACK = "crash"
NEEDS = ["POST /api/shop/orders"]
FREED_S, POINTS_MAX = 10, 60
STOPPED = "T"


def state_of(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as f:
        return f.read().rpartition(")")[2].split()[0]


def is_locked(r, sku):
    """Whether somebody holds the row; the question holds it no longer than it takes."""
    try:
        r.sql(f"SELECT id FROM sku WHERE id = {sku} FOR UPDATE NOWAIT")
    except AssertionError as e:
        assert "ERROR 1205" in str(e), e
        return True
    return False


class Buyer:
    """Submits by a thread of its own; said: the status, or how the line broke."""

    def __init__(self, r, person, sku):
        self.r, self.person, self.sku, self.key, self.said = r, person, sku, Client.key(), None
        self.thread = threading.Thread(target=self._submit, daemon=True)
        self.thread.start()

    def ask(self):
        return self.r.ask(self.person, "POST", "/api/shop/orders", self.r.order_body(self.person, self.sku), self.key, timeout=30)

    def _submit(self):
        try:
            self.said = self.ask().status
        except (OSError, http.client.HTTPException) as e:
            self.said = repr(e)


def stop_one(r, person, sku):
    """A buyer whose worker stands still with the row of the SKU locked: (buyer, pid of the worker)."""
    for point in range(8, POINTS_MAX):
        r.stack.arm(point, stop=True)
        buyer = Buyer(r, person, sku)
        pid, = wait_for("a worker stands still", lambda: [p for p in r.stack.workers_of("shop") if state_of(p) == STOPPED], 10)
        r.stack.disarm()
        if is_locked(r, sku):
            return buyer, pid
        os.kill(pid, signal.SIGCONT)                    # not as far as that yet
        buyer.thread.join(10)
        assert buyer.said == 201, buyer.said
        person = r.members(1)[0]
    raise AssertionError("no point of submitting holds the row")


def one(r, stock):
    """Seconds until another could buy it, and how often he was told 503 before."""
    sku, other = r.sku(stock), r.members(1)[0]
    buyer, pid = stop_one(r, r.members(1)[0], sku)
    began, key, busy = time.monotonic(), Client.key(), 0
    while (answer := r.post(other, "/api/shop/orders", r.order_body(other, sku), key)).status == 503:
        busy += 1
        assert time.monotonic() - began < 3 * FREED_S, "never freed"
    freed = time.monotonic() - began
    assert answer.status == 201 and busy and state_of(pid) == STOPPED, (answer, busy, state_of(pid))
    buyer.thread.join(30)
    assert buyer.said != 201, buyer.said
    os.kill(pid, signal.SIGCONT)                        # it wakes up, and finds its line dead: the breaker may open for a second
    again = wait_for("the same key is answered", lambda: (a := buyer.ask()).status != 503 and a, 3, 0.2)
    assert again.status == 201, again
    mine = [r.count("shop_order", f"member_id = {person.id}") for person in (buyer.person, other)]
    assert mine == [1, 1] and r.stock_of(sku) == stock - r.count("order_line", f"sku_id = {sku}"), mine
    return freed, busy


def run(r):
    before = r.stack.standing("shop")
    ended = [one(r, 100) for _ in range(3 if r.long else 1)]
    assert r.stack.workers_of("shop") == before, "a worker fell"
    return (r.beyond("row freed after", max(f for f, _ in ended), FREED_S) + f", until then {sum(b for _, b in ended)} times 503 for others; "
            "asked again, the first has one order")

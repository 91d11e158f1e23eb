"""The channel is slow by 30 s, answers 500, or half of its XML: whoever wants something else notices nothing.

Whoever pays is told to come again; no transaction stands open while the worker waits; half of the pool is free.
"""
import threading
import time

from sandbox import Sandbox

NEEDS = ["POST /api/shop/orders/:number/payments"]
SECONDS, LONG_SECONDS, PAYERS, READERS, SLOW_MS, FAULTS, PAUSE_S = 5, 30, 8, 2, 30000, 100000, 0.05
FAIR_S, ANSWER_S, OPEN_S = 0.1, 8, 1
KINDS = {"slow": None, "500": "status_500", "cut": "truncate"}


class Times:
    """Readers of catalogue and cart, inside `with`; p99 afterwards."""

    def __init__(self, r, person, sku):
        product = r.sql(f"SELECT product_id FROM sku WHERE id = {sku}")[0][0]
        paths = ("/api/shop/cart", f"/api/shop/products/{product}", "/api/shop/orders")
        self.seconds = []

        def ask(client, thread, n):
            began = time.monotonic()
            answer = client.get(paths[n % len(paths)], headers=person.headers())
            self.seconds.append(time.monotonic() - began)
            time.sleep(0.005)
            return answer
        self.load = r.load(ask, READERS)

    def p99(self):
        assert not self.load.errors and set(self.load.statuses) == {200}, (self.load.errors[:3], self.load.odd[:3])
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]


def pay(r, person, order, said):
    began = time.monotonic()
    answer = r.ask(person, "POST", f"/api/shop/orders/{order['number']}/payments", {"trade": "NATIVE"})
    said.append((answer.status, time.monotonic() - began))


def while_paying(r, buyers, seconds):
    """Everybody tries to pay, again and again: (status, seconds) of each try, and how often one looked for open transactions."""
    said, looks, until = [], 0, time.monotonic() + seconds

    def keep_on(person, order):
        while time.monotonic() < until:
            pay(r, person, order, said)
            time.sleep(PAUSE_S)
    threads = [threading.Thread(target=keep_on, args=one, daemon=True) for one in buyers]
    for t in threads:
        t.start()
    while any(t.is_alive() for t in threads):
        open_ = r.sql(f"SELECT trx_query FROM information_schema.INNODB_TRX WHERE trx_started < NOW() - INTERVAL {OPEN_S} SECOND")
        assert not open_, f"a transaction is open while the channel is asked: {open_}"
        looks += 1
        time.sleep(0.25)                                # this table renews itself only after a tenth of a second without a question
    return said, looks


def one(r, sandbox, kind, fault, base):
    sku, people, reader = r.sku(PAYERS), r.members(PAYERS), r.members(1)[0]
    buyers = [(p, r.submit(p, sku)) for p in people]
    if fault:
        sandbox.fault("/pay/unifiedorder", fault, times=FAULTS)
    else:
        sandbox.control("set", {"latency_ms": SLOW_MS})
    with (times := Times(r, reader, sku)).load:
        said, looks = while_paying(r, buyers, LONG_SECONDS if r.long else SECONDS)
    sandbox.control("reset", {})
    assert {status for status, _ in said} <= {503, 504} and max(s for _, s in said) < ANSWER_S, (kind, said)
    assert looks >= 10, looks
    shown = r.beyond(f"{kind}: p99 of others", times.p99(), max(2 * base, FAIR_S))
    for person, order in buyers:                        # and it is well again
        r.open_payment(person, order["number"])
    return f"{shown}, {len(said)} told to come again"


def run(r):
    sandbox = Sandbox(r.stack.sandbox_port)
    reader, sku = r.members(1)[0], r.sku(1)
    with (times := Times(r, reader, sku)).load:
        time.sleep(1)
    base = times.p99()
    shown = [one(r, sandbox, kind, fault, base) for kind, fault in KINDS.items()]
    return f"p99 before {base * 1000:.0f} ms; {'; '.join(shown)}; no transaction open meanwhile"

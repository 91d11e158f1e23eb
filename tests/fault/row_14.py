"""The flash sale while a worker is killed every 200 ms, and every 200 answers where a sale is over in a moment: who got
no answer asks again with the same key."""
import os
import signal
import time

import race
from stack import Client

NEEDS = ["POST /api/shop/orders"]
BUYERS, UNITS, EVERY_S, EVERY_ANSWERS, ROUNDS_MAX = 1000, 100, 0.2, 200, 10


class Killer:
    """Kills one worker of the shop whenever its time has come."""

    def __init__(self, r):
        self.r, self.next, self.until, self.kills = r, time.monotonic() + EVERY_S, BUYERS - EVERY_ANSWERS, 0

    def __call__(self, left):
        if time.monotonic() < self.next and left > self.until:
            return
        self.next, self.until = time.monotonic() + EVERY_S, left - EVERY_ANSWERS
        try:
            os.kill(self.r.shop_worker(), signal.SIGKILL)
            self.kills += 1
        except ProcessLookupError:
            pass


def sale(r):
    buyers, sku, killer = r.members(BUYERS), r.sku(UNITS), Killer(r)
    keys = [Client.key() for _ in buyers]
    left, sold, refused, cut, rounds = list(range(BUYERS)), 0, 0, 0, 0
    while left:
        rounds += 1
        assert rounds <= ROUNDS_MAX, f"{len(left)} buyers have no answer after {ROUNDS_MAX} rounds"
        requests = [r.order_request(buyers[i], sku, key=keys[i]) for i in left]
        outcome = race.run(r.port, requests, timeout=100, during=killer if rounds == 1 else None)
        again = []
        for i, o in zip(left, outcome.outcomes):
            if o.status == 201:
                sold += 1
            elif o.status == 409 and o.code() == "stock_sold_out":
                refused += 1
            else:
                assert o.status in (0, 502, 503, 504), (o.status, o.body)
                again.append(i)
        cut += len(again)
        left = again
    assert killer.kills >= 3, killer.kills
    assert (sold, refused) == (UNITS, BUYERS - UNITS), (sold, refused)
    assert r.count("order_line", f"sku_id = {sku}") == UNITS and r.stock_of(sku) == 0
    return killer.kills, cut


def run(r):
    shown = [sale(r) for _ in range(20 if r.long else 1)]
    return (f"{len(shown)} sales: {UNITS} of {UNITS} sold, {sum(k for k, _ in shown)} workers killed, "
            f"{sum(c for _, c in shown)} asked again, none twice")

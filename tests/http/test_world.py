"""A world that is slow to answer: half of a pool may wait for it, the other half goes on serving."""
import concurrent.futures

from stack import wait_for
from world import World

WORKERS = 4
OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000}
SLOW_MS = 3500


def start(by, order):
    return by.browser().post(f"/api/shop/orders/{order['number']}/payments", {"trade": "NATIVE"}).status


def setup(stack):
    stack.world = World(stack)


def test_half_of_the_pool_waits_and_the_others_serve(stack):
    w = stack.world
    buyers = [w.member() for _ in range(6)]
    orders = [w.order(b) for b in buyers]
    w.sandbox("/control/set", {"latency_ms": SLOW_MS})
    try:
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            asked = [pool.submit(start, b, o) for o, b in zip(orders, buyers)]
            wait_for("four of six to be sent away", lambda: sum(a.done() for a in asked) == 4, seconds=3, every=0.05)
            seen = [buyers[0].browser().get("/api/shop/home").status for _ in range(5)]
            still = sum(not a.done() for a in asked)
            said = sorted(a.result() for a in asked)
    finally:
        w.sandbox("/control/set", {"latency_ms": 0})
    assert still == 2, still                                # the five answers came while two were waiting
    assert seen == [200] * 5 and said == [201] * 2 + [503] * 4, (seen, said)


def test_who_was_sent_away_pays_with_the_same_attempt(stack):
    w = stack.world
    buyer = w.member()
    order = w.order(buyer)
    w.sandbox("/control/fault", {"endpoint": "/pay/unifiedorder", "kind": "status_500", "times": 1})
    assert start(buyer, order) == 503
    assert w.payment(buyer, order)["state"] == "PENDING"
    assert stack.sql("SELECT COUNT(*) FROM payment WHERE order_id = (SELECT MAX(id) FROM shop_order)") == [["1"]]


def test_the_books_hold(stack):
    stack.run("check")

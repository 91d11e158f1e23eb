"""Refunds: fifty clicks are one, and whatever the channel does to a try, the next is of the same number.

Refunds in parts (fifty of them, then one too many; a fen over the whole) belong to after-sale, which has no
endpoint yet: tests/model/money/refund_test.c shows them.
"""
import race
from sandbox import Sandbox
from stack import Client

import keyed

NEEDS = ["POST /api/admin/orders/:id/cancel", "POST /api/admin/exceptions/:id/retry", "POST /api/shop/orders/:number/payments"]
CLICKS, TRIES, REFUND = 50, 8, "/secapi/pay/refund"

# (name, what is spoiled of the first tries: kind, more)
CASES = [
    ("it takes too long, and is made", [("delay", {"delay_ms": 6000})]),
    ("the line breaks before", [("close_connection", {})]),
    ("the line breaks after", [("close_connection", {"after": True})]),
    ("status 500", [("status_500", {})]),
    ("SYSTEMERROR three times", [("systemerror", {"times": 3})]),
    ("cut short", [("truncate", {})]),
    ("forged", [("bad_signature", {})]),
    ("too little money there, then enough", [("business", {"err_code": "NOTENOUGH"})]),
    ("all of them", [("status_500", {}), ("business", {"err_code": "NOTENOUGH"}), ("close_connection", {"after": True}), ("systemerror", {})]),
]


def clicks(r, case):
    """Fifty at once, each with a key of its own; how many were taken."""
    outcome = race.run(r.port, [race.request("POST", case.path, case.body, case.person.headers(Client.key())) for _ in range(CLICKS)], timeout=60)
    assert set(outcome.statuses()) <= {200, 204, 409}, (case.path, outcome.codes(), outcome.outcomes[0].body)
    assert outcome.overlap >= 8, outcome.overlap
    return sum(200 <= o.status < 300 for o in outcome.outcomes)


def paid(r, sandbox):
    """A paid order that the channel knows of: (order, its id, number of the attempt)."""
    buyer, sku = r.members(1)[0], r.sku(1)
    order, number = r.attempt(buyer, sku)
    sandbox.pay(number)
    assert r.state(order["number"]) == "PAID"
    return order, r.order_id(order["number"]), number


def until_done(r, order):
    """Sends and asks until the order is refunded; (how many tries, every number that the refund had)."""
    numbers = set()
    for tries in range(1, TRIES):
        r.sql(f"UPDATE refund SET next_try_at = NOW(3) WHERE order_id = {order} AND next_try_at IS NOT NULL")
        for job in ("refund_send", "refund_poll"):
            r.stack.run("job", "run", job, check=False)     # a try that fails makes the job say so
        (number, state), = r.sql(f"SELECT number, state FROM refund WHERE order_id = {order}")
        numbers.add(number)
        if state == "SUCCEEDED":
            return tries, numbers
    raise AssertionError(f"not refunded after {TRIES} tries: {state}")


def one(r, sandbox, name, faults):
    sandbox.control("set", {"notify": "normal"})
    order, one, attempt = paid(r, sandbox)
    sandbox.control("set", {"notify": "drop"})          # or a notice would end it before the second try
    for kind, more in faults:
        sandbox.fault(REFUND, kind, **more)
    assert r.post(r.owner, f"/api/admin/orders/{one}/cancel", {"reason": "sold twice"}).status == 200
    tries, numbers = until_done(r, one)
    made = [refund for refund in sandbox.control("state")["refunds"] if refund["out_trade_no"] == attempt]
    assert [m["out_refund_no"] for m in made] == list(numbers) and len(made) == 1, (name, made, numbers)
    assert made[0]["refund_fee"] == made[0]["total_fee"] == order["pay_amount"], (name, made)
    assert tries > 1 and r.state(order["number"]) == "REFUNDED", (name, tries)
    assert not sandbox.control("state")["faults"], (name, "not every fault was met")
    return tries


def run(r):
    sandbox = Sandbox(r.stack.sandbox_port)
    # What other rows left is of channels that the sandbox never saw.
    r.sql("UPDATE refund SET next_try_at = NOW(3) + INTERVAL 1 DAY WHERE next_try_at IS NOT NULL")
    cancel = keyed.staff_cancel(r)
    taken = clicks(r, cancel)
    assert taken >= 1 and cancel.effect() == 1, (taken, cancel.effect())
    retry = keyed.refund_retry(r)
    assert clicks(r, retry) == 1 and retry.effect() == 1
    r.sql("UPDATE refund SET next_try_at = NOW(3) + INTERVAL 1 DAY WHERE next_try_at IS NOT NULL")
    sandbox.control("set", {"refund_delay_ms": 0})
    tries = [one(r, sandbox, *case) for case in CASES]
    sandbox.control("set", {"notify": "normal"})
    twice = r.sql("SELECT reference FROM refund GROUP BY reference HAVING COUNT(*) > 1")
    assert not twice, twice
    return (f"{CLICKS} clicks on cancel and on retry 1 refund each, {len(CASES)} ways to fail: the same number on each of {sum(tries)} tries, "
            "1 refund each at the channel")

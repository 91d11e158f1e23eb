"""Cancelling when the channel stays silent or answers oddly: nothing ends here without its last word."""
from sandbox import Sandbox

NEEDS = ["POST /api/shop/orders/:number/cancel", "POST /api/shop/orders/:number/payments"]
SWEEPS, QUERY, CLOSE = 3, "/pay/orderquery", "/pay/closeorder"

# (name, what is spoiled: endpoint, kind, more; money before, money meanwhile; the states that it may end in)
CASES = [
    ("all well", [], False, False, {"CANCELLED"}),
    ("the query fails", [(QUERY, "status_500", {})], False, False, {"CANCELLED"}),
    ("the query fails twice", [(QUERY, "systemerror", {"times": 2})], False, False, {"CANCELLED"}),
    ("the query is cut", [(QUERY, "close_connection", {})], False, False, {"CANCELLED"}),
    ("the query is forged", [(QUERY, "bad_signature", {})], False, False, {"CANCELLED"}),
    ("the query is garbage", [(QUERY, "garbage", {})], False, False, {"CANCELLED"}),
    ("the query fails, paid", [(QUERY, "status_500", {})], True, False, {"PAID"}),
    ("paid, no notice", [], True, False, {"PAID"}),
    ("the close fails", [(CLOSE, "status_500", {})], False, False, {"CANCELLED"}),
    ("the close says ORDERPAID", [(CLOSE, "business", {"err_code": "ORDERPAID"})], False, False, {"CANCELLED"}),
    ("the close is cut, not done", [(CLOSE, "close_connection", {})], False, False, {"CANCELLED"}),
    ("the close is cut, done", [(CLOSE, "close_connection", {"after": True})], False, False, {"CANCELLED"}),
    ("the close is forged", [(CLOSE, "bad_signature", {})], False, False, {"CANCELLED"}),
    ("the close fails, then money", [(CLOSE, "status_500", {})], False, True, {"PAID"}),
    ("the close says SYSTEMERROR, then money", [(CLOSE, "systemerror", {})], False, True, {"PAID"}),
]

def channel_says(sandbox, number):
    return next(o["trade_state"] for o in sandbox.control("state")["orders"] if o["out_trade_no"] == number)


def sweep(r, number):
    r.sql(f"UPDATE shop_order SET next_sweep_at = NOW(3) WHERE number = '{number}' AND state = 'CANCELLING'")
    r.stack.run("job", "run", "order_expire_sweep", check=False)        # a fault that is told makes the job fail


def one(r, sandbox, case):
    name, faults, paid, money, ends = case
    person, sku = r.members(1)[0], r.sku(1)
    order, number = r.attempt(person, sku)
    r.sql(f"UPDATE payment SET placed_at = placed_at - INTERVAL 1 HOUR WHERE number = '{number}'")
    if paid:
        sandbox.pay(number, notify=False)
    for endpoint, kind, more in faults:
        sandbox.fault(endpoint, kind, **more)
    answer = r.post(person, f"/api/shop/orders/{order['number']}/cancel", {"reason": "late"})
    assert answer.status in (200, 409, 503), (name, answer)
    state = r.state(order["number"])
    if state == "CANCELLED":
        assert channel_says(sandbox, number) == "CLOSED", (name, "ended without a last word")
    else:
        assert r.stock_of(sku) == 0, (name, "the stock came back before the end")
    if money:
        sandbox.pay(number, notify=False)
    sweeps = 0
    while r.state(order["number"]) == "CANCELLING":
        sweeps += 1
        assert sweeps <= SWEEPS, (name, "still open")
        sweep(r, order["number"])
    state = r.state(order["number"])
    assert state in ends, (name, state)
    assert r.stock_of(sku) == (1 if state == "CANCELLED" else 0), (name, state)
    assert r.count("receipt", f"payment_number = '{number}'") == (1 if state == "PAID" else 0), (name, state)
    if state == "CANCELLED":
        assert channel_says(sandbox, number) == "CLOSED", (name, "ended without a last word")
    return sweeps


def run(r):
    sandbox = Sandbox(r.stack.sandbox_port)
    sandbox.control("set", {"close_after_ms": 0})
    most = 0
    for case in CASES:
        try:
            most = max(most, one(r, sandbox, case))
        finally:
            sandbox.control("set", {"notify": "normal"})
    return f"{len(CASES)} ways to close, none ended without the channel's last word, at most {most} sweeps"

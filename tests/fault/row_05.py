"""The money and the cancelling within two milliseconds: paid, or cancelled with the money on its way back."""
import race
from sandbox import Sandbox
from stack import Client, wait_for

NEEDS = ["POST /callback/wechatpay/v2/payment", "POST /api/shop/orders/:number/cancel", "POST /api/shop/orders/:number/payments"]
FAST, LONG, TOGETHER, WITHIN_S, LATE_S, SWEEPS = 100, 1000, 50, 0.002, 0.15, 5


def prepare(r, people, sku):
    outcome = race.run(r.port, [r.order_request(p, sku) for p in people])
    orders = [o.json() for o in outcome.outcomes]
    outcome = race.run(r.port, [race.request("POST", f"/api/shop/orders/{o['number']}/payments", {"trade": "NATIVE"}, p.headers(Client.key()))
                                for p, o in zip(people, orders)])
    assert set(outcome.statuses()) <= {200, 201}, (outcome.codes(), outcome.outcomes[0].body)
    numbers = [o.json()["number"] for o in outcome.outcomes]
    listed = ", ".join(f"'{n}'" for n in numbers)
    r.sql(f"UPDATE payment SET placed_at = placed_at - INTERVAL 1 HOUR WHERE number IN ({listed})")
    return list(zip(people, orders, numbers))


def one_round(r, sandbox, ready):
    """Cancel and pay each; half of the money comes even after the channel closed. Who got the money: numbers."""
    requests, ports, delays = [], [], []
    for i, (person, order, number) in enumerate(ready):
        requests += [race.request("POST", f"/api/shop/orders/{order['number']}/cancel", {"reason": "late"}, person.headers(Client.key())),
                     sandbox.pay_request(number, force=i % 2 == 0)]
        ports += [r.port, sandbox.port]
        late = LATE_S if i % 4 > 1 else 0               # half of the money comes when the cancelling is under way
        delays += [i * 0.004 + r.random.uniform(0, WITHIN_S), i * 0.004 + late + r.random.uniform(0, WITHIN_S)]
    outcome = race.run(r.port, requests, timeout=60, delays=delays, ports=ports)
    cancels, pays = outcome.outcomes[::2], outcome.outcomes[1::2]
    assert {o.status for o in cancels} <= {200, 409}, {(o.status, o.body) for o in cancels}
    assert {o.status for o in pays} <= {200, 409}, {(o.status, o.body) for o in pays}
    return [o.status == 200 for o in pays], outcome.overlap


def settle(r, numbers):
    """The sweeps until nothing hangs; how many."""
    listed = ", ".join(f"'{n}'" for n in numbers)
    for sweeps in range(SWEEPS + 1):
        if r.count("shop_order", f"number IN ({listed}) AND state IN ('UNPAID', 'CANCELLING')") == 0:
            return sweeps
        r.sql(f"UPDATE shop_order SET next_sweep_at = NOW(3) WHERE number IN ({listed}) AND state = 'CANCELLING';"
              f"UPDATE payment p JOIN shop_order o ON o.id = p.order_id SET p.next_query_at = NOW(3) WHERE o.number IN ({listed}) AND p.open_slot = 1")
        r.job("order_expire_sweep")
        r.job("payment_poll")
    raise AssertionError(f"not settled after {SWEEPS} sweeps")


def judge(r, order, number, money_came):
    state = r.state(order["number"])
    receipts = r.count("receipt", f"payment_number = '{number}'")
    refunds = r.count("refund", f"payment_number = '{number}'")
    back = int(r.sql(f"SELECT SUM(quantity) FROM stock_movement WHERE reference = '{order['number']}'")[0][0])
    expected = {"PAID": (1, 0, -1), "REFUNDING": (1, 1, 0), "REFUNDED": (1, 1, 0), "CANCELLED": (int(money_came), int(money_came), 0)}
    assert state in expected and (receipts, refunds, back) == expected[state], (state, receipts, refunds, back, money_came)
    assert money_came or state == "CANCELLED", (state, "without money")
    return state if state != "CANCELLED" else "cancelled and refunded" if money_came else "cancelled"


def run(r):
    sandbox, n = Sandbox(r.stack.sandbox_port), LONG if r.long else FAST
    sandbox.control("set", {"close_after_ms": 0, "speed": 100})
    sku, ends, sweeps, overlap = r.sku(n), {}, 0, 0
    for _ in range(n // TOGETHER):
        ready = prepare(r, r.members(TOGETHER), sku)
        came, flying = one_round(r, sandbox, ready)
        overlap = max(overlap, flying)
        arrived = lambda: all(r.count("receipt", f"payment_number = '{number}'") or not money for (_, _, number), money in zip(ready, came))
        sweeps = max(sweeps, settle(r, [o["number"] for _, o, _ in ready]))
        wait_for("every notice has come", arrived, 20, 0.2)
        for (_, order, number), money in zip(ready, came):
            end = judge(r, order, number, money)
            ends[end] = ends.get(end, 0) + 1
    return f"{n} orders: {', '.join(f'{e} {k}' for e, k in sorted(ends.items()))}, 0 both, 0 neither, at most {sweeps} sweeps, overlap {overlap}"

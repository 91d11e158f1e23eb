"""The same notice a hundred times, one after the other and then all at once: it counts once."""
import notice
import race

NEEDS = ["POST /callback/wechatpay/v2/payment"]
TIMES, P99_S, MOST_S = 100, 0.5, 5


def counted(r, order, number):
    """What the notice did, as numbers."""
    one = r.order_id(order["number"])
    return {
        "receipts": r.count("receipt", f"payment_number = '{number}'"),
        "payments": r.count("payment", f"order_id = {one} AND state = 'SUCCEEDED'"),
        "ledger": r.count("ledger_transaction", f"order_id = {one}"),
        "moves": r.count("order_log", f"order_id = {one} AND to_state = 'PAID'"),
        "refunds": r.count("refund", f"order_id = {one} OR payment_number = '{number}'"),
        "exceptions": r.count("payment_exception", f"payment_number = '{number}'"),
    }


ONCE = {"receipts": 1, "payments": 1, "ledger": 1, "moves": 1, "refunds": 0, "exceptions": 0}


def run(r):
    people, sku, slow, most, overlap = r.members(2), r.sku(100), 0.0, 0.0, 0
    for person, at_once in zip(people, (False, True)):
        (order, number), = r.attempts_by_sql([person], sku)
        one = r.notice_request(notice.payment(r.api_key, number, order["pay_amount"]))
        races = [race.run(r.port, [one] * TIMES)] if at_once else [race.run(r.port, [one]) for _ in range(TIMES)]
        outcomes = [o for each in races for o in each.outcomes]
        assert len(outcomes) == TIMES and all(notice.accepted(o.status, o.body) for o in outcomes), {(o.status, o.body) for o in outcomes}
        did = counted(r, order, number)
        assert did == ONCE, (at_once, did)
        assert r.state(order["number"]) == "PAID"
        whole = race.Race(outcomes, 0, 0)
        slow, most, overlap = max(slow, whole.percentile(0.99)), max(most, whole.slowest()), max(overlap, max(e.overlap for e in races))
    assert overlap >= 8, overlap
    return (f"{TIMES} + {TIMES} of {2 * TIMES} answered with success, 1 payment and 1 ledger transaction each, overlap {overlap}, "
            + r.beyond("p99", slow, P99_S) + ", " + r.beyond("slowest", most, MOST_S))

"""Five events in every order: money, second money, the buyer's cancelling, news of a refund, the sweep."""
import itertools

import notice

NEEDS = ["POST /callback/wechatpay/v2/payment", "POST /api/shop/orders/:number/cancel"]


def events_of(r, person, order, number):
    first, second = (f"4200{r.random.randrange(10 ** 20):020d}" for _ in range(2))

    def tell(transaction):
        answer = r.tell(notice.payment(r.api_key, number, order["pay_amount"], transaction))
        assert notice.accepted(answer.status, answer.body), answer

    def cancel():
        answer = r.post(person, f"/api/shop/orders/{order['number']}/cancel", {"reason": "changed my mind"})
        assert answer.status == 200, answer

    def refund():
        answer = r.tell(notice.refund(r.api_key, number, "R" + number[1:], order["pay_amount"], order["pay_amount"], first, "5000" + first[4:]), "refund")
        assert notice.accepted(answer.status, answer.body), answer

    def sweep():
        r.sql(f"UPDATE shop_order SET next_sweep_at = NOW(3) - INTERVAL 1 SECOND WHERE number = '{order['number']}' AND next_sweep_at IS NOT NULL")
        r.job("order_expire_sweep")
    return (lambda: tell(first)), (lambda: tell(second)), cancel, refund, sweep


def final(r, order, number, price):
    """Whatever came first: both sums are on their way back once, and the stock is whole."""
    one = r.order_id(order["number"])
    refunds = r.sql(f"SELECT transaction_id, amount FROM refund WHERE payment_number = '{number}'")
    assert len(refunds) == len({t for t, _ in refunds}) == 2 and {int(a) for _, a in refunds} == {price}, refunds
    back = r.sql(f"SELECT SUM(quantity) FROM stock_movement WHERE reference = '{order['number']}'")[0][0]
    assert int(back) == 0, back
    assert r.count("receipt", f"payment_number = '{number}'") == 2
    assert r.count("ledger_transaction", f"order_id = {one} AND kind = 'payment'") <= 1
    state = r.state(order["number"])
    assert state in ("CANCELLED", "REFUNDING"), state
    return state


def run(r):
    ways = list(itertools.permutations(range(5)))
    people = r.members(len(ways))
    pairs = r.attempts_by_sql(people, r.sku(len(ways)))
    numbers = ", ".join(f"'{n}'" for _, n in pairs)
    r.sql(f"UPDATE payment SET placed_at = placed_at - INTERVAL 1 HOUR WHERE number IN ({numbers})")    # the channel would close it
    ends = {}
    for way, person, (order, number) in zip(ways, people, pairs):
        events = events_of(r, person, order, number)
        for i in way:
            events[i]()
        try:
            state = final(r, order, number, order["pay_amount"])
        except AssertionError as e:
            raise AssertionError(f"events in the order {way}: {e}") from e
        ends[state] = ends.get(state, 0) + 1
    assert r.stock_of(int(r.sql("SELECT MAX(id) FROM sku")[0][0])) == len(ways)
    return f"{len(ways)} orders of 5 events: both sums go back once, stock whole, {' and '.join(f'{s} {n}' for s, n in sorted(ends.items()))}"

"""Five events in every order: money, second money, the buyer's cancelling, news of a refund, the sweep.

The channel knows both sums and gives back either. News of a refund tells of one that was sent and is made there, where
money is on its way back already; before that, of a number that no refund has. At the end every refund is made.
"""
import itertools

import notice
from sandbox import Sandbox

NEEDS = ["POST /callback/wechatpay/v2/payment", "POST /callback/wechatpay/v2/refund", "POST /api/shop/orders/:number/cancel"]
MONEY, SECOND, CANCEL, NEWS, SWEEP = range(5)
POLLS = 20


class Way:
    """An order, its two sums, and what happens to it."""

    def __init__(self, r, sandbox, person, order, number):
        self.r, self.sandbox, self.person, self.order, self.number = r, sandbox, person, order, number
        self.price, self.told = order["pay_amount"], []
        self.sums = {number: f"4200{r.random.randrange(10 ** 20):020d}", "S" + number[1:]: f"4200{r.random.randrange(10 ** 20):020d}"}
        for one in self.sums:
            sandbox.place(notice.placing(r.api_key, one, self.price))

    def money(self, at):
        """Paid even where it is closed, and told for this attempt. The channel keeps one sum a number: the second has its own there."""
        self.sandbox.pay(at, transaction_id=self.sums[at], force=True, notify=False)
        answer = self.r.tell(notice.payment(self.r.api_key, self.number, self.price, self.sums[at]))
        assert notice.accepted(answer.status, answer.body), answer

    def cancel(self):
        answer = self.r.post(self.person, f"/api/shop/orders/{self.order['number']}/cancel", {"reason": "changed my mind"})
        assert answer.status == 200, answer

    def refunds(self):
        return self.r.sql(f"SELECT number, transaction_id, state, channel_refund_id FROM refund WHERE payment_number = '{self.number}' ORDER BY id")

    def tell_refund(self, refund_number, transaction, refund_id):
        answer = self.r.tell(notice.refund(self.r.api_key, self.number, refund_number, self.price, self.price, transaction, refund_id), "refund")
        assert notice.accepted(answer.status, answer.body), answer

    def news(self):
        if not self.refunds():
            return self.tell_refund("R" + self.number[1:], self.sums[self.number], "5000" + self.number[1:])
        first = self.refunds()[0][0]
        self.r.sql(f"UPDATE refund SET next_try_at = NOW(3) - INTERVAL 1 DAY WHERE number = '{first}' AND state = 'WAITING'")   # before others
        self.r.job("refund_send")
        refund_number, transaction, state, refund_id = self.refunds()[0]
        assert state == "SENT", state
        self.sandbox.control("refund_result", {"out_refund_no": refund_number, "status": "SUCCESS"})
        for _ in range(2):                              # the second time it is old
            self.tell_refund(refund_number, transaction, refund_id)
            assert self.refunds()[0][2] == "SUCCEEDED", self.refunds()
        self.told.append(refund_number)

    def sweep(self):
        self.r.sql("UPDATE shop_order SET next_sweep_at = NOW(3) - INTERVAL 1 SECOND"
                   f" WHERE number = '{self.order['number']}' AND next_sweep_at IS NOT NULL")
        self.r.job("order_expire_sweep")

    def go(self, events):
        first, second = self.sums
        does = {MONEY: lambda: self.money(first), SECOND: lambda: self.money(second), CANCEL: self.cancel, NEWS: self.news, SWEEP: self.sweep}
        for event in events:
            does[event]()

    def final(self, made):
        """Whatever came first: both sums went back once, and the stock is whole. made: what the channel gave back."""
        refunds = self.refunds()
        assert {t: s for _, t, s, _ in refunds} == {t: "SUCCEEDED" for t in self.sums.values()} and len(refunds) == 2, refunds
        assert sorted((m["out_refund_no"], m["refund_fee"], m["status"]) for m in made) == sorted((n, self.price, "SUCCESS") for n, *_ in refunds), made
        back = self.r.sql(f"SELECT SUM(quantity) FROM stock_movement WHERE reference = '{self.order['number']}'")[0][0]
        assert int(back) == 0, back
        assert self.r.count("receipt", f"payment_number = '{self.number}'") == 2
        one = self.r.order_id(self.order["number"])
        assert self.r.count("ledger_transaction", f"order_id = {one} AND kind = 'payment'") <= 1
        state = self.r.state(self.order["number"])
        assert state in ("CANCELLED", "REFUNDED"), state
        return state


def give_back_all(r, listed):
    """Sends what waits and asks for what was sent, some at a time, until nothing does."""
    for _ in range(POLLS):
        r.sql(f"UPDATE refund SET next_try_at = NOW(3) WHERE payment_number IN ({listed}) AND next_try_at IS NOT NULL")
        r.job("refund_send")
        r.job("refund_poll")
        if not r.count("refund", f"payment_number IN ({listed}) AND state <> 'SUCCEEDED'"):
            return
    raise AssertionError("refunds that do not end")


def comes_after_a_refund(events):
    """Money goes back when two sums came, or one of a cancelled order."""
    return len({MONEY, SECOND, CANCEL} & set(events[:events.index(NEWS)])) >= 2


def run(r):
    sandbox, orders = Sandbox(r.stack.sandbox_port), list(itertools.permutations(range(5)))
    sandbox.control("set", {"close_after_ms": 0, "refund_delay_ms": 0, "notify": "drop"})
    # What other rows left is of channels that the sandbox never saw.
    r.sql("UPDATE refund SET next_try_at = NOW(3) + INTERVAL 1 DAY WHERE next_try_at IS NOT NULL")
    people = r.members(len(orders))
    sku = r.sku(len(orders))
    pairs = r.attempts_by_sql(people, sku)
    listed = ", ".join(f"'{n}'" for _, n in pairs)
    r.sql(f"UPDATE payment SET placed_at = placed_at - INTERVAL 1 HOUR WHERE number IN ({listed})")    # the channel would close it
    ways = [Way(r, sandbox, person, *pair) for person, pair in zip(people, pairs)]
    for events, way in zip(orders, ways):
        try:
            way.go(events)
            assert bool(way.told) == comes_after_a_refund(events), way.told
        except AssertionError as e:
            raise AssertionError(f"events in the order {events}: {e}") from e
    give_back_all(r, listed)
    ends, made = {}, sandbox.control("state")["refunds"]
    for events, way in zip(orders, ways):
        try:
            state = way.final([m for m in made if m["out_trade_no"] in way.sums])
        except AssertionError as e:
            raise AssertionError(f"events in the order {events}: {e}") from e
        ends[state] = ends.get(state, 0) + 1
    sandbox.control("set", {"notify": "normal"})
    assert r.stock_of(sku) == len(orders)
    return (f"{len(orders)} orders of 5 events, {sum(len(w.told) for w in ways)} with news of a refund that was made: both sums back once, stock whole, "
            f"{' and '.join(f'{s} {n}' for s, n in sorted(ends.items()))}")

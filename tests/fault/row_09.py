"""Refund and ship, ship and ship, refund and confirm, side by side: one wins, the others are told 409.

Another hand holds the orders until every act of a batch waits for its row: what the database calls a lock
wait is the overlap. They come in both orders, so that each may win.
"""
import time

import console
import race
from stack import Client

import keyed

NEEDS = ["POST /api/admin/orders/:id/cancel", "POST /api/admin/orders/:id/parcels", "POST /callback/wechatpay/v2/payment"]
FAST, LONG, TOGETHER, ALL_WAIT_S = 24, 336, 3, 4        # six of the staff's requests at a time: their pool is six
APART_S, RELEASED_S = 0.03, 0.12                        # from one act to the next; when the rows are let go
# What is not shipped cannot be confirmed, and what is shipped not refunded but by after-sale. So refund and confirmation
# race for an order whose parcel leaves in the same moment: the buyer presses from then on, ever more slowly.
PRESSES_S = [RELEASED_S + ms / 1000 for ms in (-4, -2, 0, 1, 2, 3, 4, 6, 9, 14, 30, 100, 250)]
KINDS = {"refund and ship": ("refund", "ship"), "ship and ship": ("ship", "ship"), "refund and confirm": ("refund", "ship", "receive")}


def request(r, act, order, buyer):
    admin = f"/api/admin/orders/{order['id']}"
    person, path, body = {
        "refund": (r.owner, f"{admin}/cancel", {"reason": "sold out"}), "ship": (r.owner, f"{admin}/parcels", keyed.parcel(r)),
        "receive": (buyer, f"/api/shop/orders/{order['number']}/receive", None)}[act]
    return race.request("POST", path, body, person.headers(Client.key()))


def prepare(r, n):
    """n paid orders with their buyers."""
    people, sku = r.members(n), r.sku(n)
    found = []
    for (order, number), person in zip(r.attempts_by_sql(people, sku), people):
        r.tell_paid(number, order["pay_amount"])
        found.append(({**order, "id": r.order_id(order["number"])}, person))
    return found


class Held:
    """The rows of some orders, until as many requests wait for them."""

    def __init__(self, r, orders, waiting):
        self.r, self.waiting, self.most, self.began = r, waiting, 0, None
        self.hand = console.Console(r.stack.socket, r.stack.seal)
        self.hand.ask(f"START TRANSACTION; SELECT id FROM shop_order WHERE id IN ({', '.join(str(o['id']) for o, _ in orders)}) FOR UPDATE")

    def look(self, _):
        self.began = self.began or time.monotonic()
        passed = time.monotonic() - self.began
        if not self.hand or passed < APART_S:
            return
        # INNODB_TRX would say so too, but renews itself only when nobody asked for a tenth of a second.
        if self.most < self.waiting:
            self.most = int(self.r.sql("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'")[0][1])
        if passed >= RELEASED_S and self.most >= self.waiting or passed > ALL_WAIT_S:
            self.hand.close()
            self.hand = None


def one_batch(r, acts, batch, turn):
    """[(act, outcome)…] of each order, and how many requests waited at once."""
    tell = [a for a in acts if a != "receive"]
    said, requests, delays = [], [], []
    for i, (order, buyer) in enumerate(batch):
        first = (turn + i) % 2                          # who comes first
        mine = [(act, APART_S * (k != first)) for k, act in enumerate(tell)]
        mine += [("receive", at) for at in PRESSES_S] if "receive" in acts else []
        said.append([act for act, _ in mine])
        requests += [request(r, act, order, buyer) for act, _ in mine]
        delays += [at for _, at in mine]
    held = Held(r, batch, len(tell) * len(batch))
    outcome = race.run(r.port, requests, timeout=20, delays=delays, during=held.look)
    assert held.most == held.waiting, f"of {held.waiting} requests only {held.most} waited at once"
    answers = iter(outcome.outcomes)
    return [[(act, next(answers)) for act in one] for one in said], held.most


def judge(r, order, answers):
    """Which acts won; what the rows say must be the same."""
    won = sorted(act for act, o in answers if 200 <= o.status < 300)
    assert {o.status for _, o in answers} <= {200, 409}, [(act, o.status, o.body) for act, o in answers]
    parcels, refunds = (r.count(table, f"order_id = {order['id']}") for table in ("parcel", "refund"))
    ends = {("refund",): ("REFUNDING", 0, 1), ("ship",): ("SHIPPED", 1, 0), ("receive", "ship"): ("COMPLETED", 1, 0)}
    assert tuple(won) in ends and (r.state(order["number"]), parcels, refunds) == ends[tuple(won)], (won, parcels, refunds)
    refund = next((o for act, o in answers if act == "refund"), None)
    assert all(any(o.beside(refund) for act, o in answers if act == other) for other, _ in answers if refund and other != "refund"), "no overlap"
    return " and ".join(won)


def too_late(r, n):
    """Shipped: it may be confirmed, and refunded no more, whoever comes first."""
    orders = prepare(r, n)
    for order, _ in orders:
        assert r.post(r.owner, f"/api/admin/orders/{order['id']}/parcels", keyed.parcel(r)).status == 200
    acts = [("refund", "receive") if i % 2 else ("receive", "refund") for i in range(n)]
    outcome = race.run(r.port, [request(r, act, *one) for pair, one in zip(acts, orders) for act in pair], timeout=60)
    told = {(act, o.status) for act, o in zip(sum(acts, ()), outcome.outcomes)}
    assert told == {("refund", 409), ("receive", 200)}, told
    assert outcome.overlap >= 8, outcome.overlap


def run(r):
    n, shown = LONG if r.long else FAST, []
    for what, acts in KINDS.items():
        orders, ends, overlap = prepare(r, n), {}, []
        for at in range(0, n, TOGETHER):
            batch = orders[at:at + TOGETHER]
            answers, waited = one_batch(r, acts, batch, at)
            overlap.append(waited)
            for (order, _), said in zip(batch, answers):
                end = judge(r, order, said)
                ends[end] = ends.get(end, 0) + 1
        each = {"refund and ship": {"refund", "ship"}, "ship and ship": {"ship"}, "refund and confirm": {"refund", "receive and ship"}}[what]
        assert each <= set(ends), (what, ends)
        shown.append(f"{what}: {', '.join(f'{k} {v}' for k, v in sorted(ends.items()))}, {min(overlap)} waited at once")
    too_late(r, n)
    return f"{n} orders each, 1 winner ({'; '.join(shown)}), losers 409; {n} shipped ones confirmed, none refunded"

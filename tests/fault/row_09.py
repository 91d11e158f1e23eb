"""Refund and ship, ship and ship, refund and confirm, side by side: one wins, the other is told 409."""
import race
from stack import Client

import keyed

NEEDS = ["POST /api/admin/orders/:id/cancel", "POST /api/admin/orders/:id/parcels", "POST /callback/wechatpay/v2/payment"]
FAST, LONG = 30, 334


def request(person, path, body=None):
    return race.request("POST", path, body, person.headers(Client.key()))


def pairs_of(r, what, orders):
    """The requests of each pair, two by two."""
    for order, buyer in orders:
        admin = f"/api/admin/orders/{order['id']}"
        ship = lambda: request(r.owner, f"{admin}/parcels", keyed.parcel(r))
        refund = lambda: request(r.owner, f"{admin}/cancel", {"reason": "sold out"})
        receive = lambda: request(buyer, f"/api/shop/orders/{order['number']}/receive")
        first, second = {"refund and ship": (refund, ship), "ship and ship": (ship, ship), "refund and confirm": (refund, receive)}[what]
        pair = [first(), second()]
        yield pair if r.random.random() < 0.5 else pair[::-1]


def prepare(r, n, shipped):
    people, sku = r.members(n), r.sku(n)
    found = []
    for (order, number), person in zip(r.attempts_by_sql(people, sku), people):
        r.tell_paid(number, order["pay_amount"])
        order["id"] = r.order_id(order["number"])
        found.append((order, person))
        if shipped:
            answer = r.post(r.owner, f"/api/admin/orders/{order['id']}/parcels", keyed.parcel(r))
            assert answer.status == 200, answer
    return found, sku


def run(r):
    n, shown = LONG if r.long else FAST, []
    for what in ("refund and ship", "ship and ship", "refund and confirm"):
        orders, sku = prepare(r, n, what == "refund and confirm")
        outcome = race.run(r.port, [one for pair in pairs_of(r, what, orders) for one in pair], timeout=100)
        refunded = 0
        for i, (order, _) in enumerate(orders):
            pair = outcome.outcomes[2 * i:2 * i + 2]
            good = [200 <= o.status < 300 for o in pair]
            assert sum(good) == 1 and {o.status for o, g in zip(pair, good) if not g} == {409}, (what, [(o.status, o.body) for o in pair])
            refunds, parcels = r.count("refund", f"order_id = {order['id']}"), r.count("parcel", f"order_id = {order['id']}")
            assert refunds + parcels == 1, (what, refunds, parcels)
            refunded += refunds
        assert outcome.overlap >= 8
        shown.append(f"{what}: {refunded} refunded")
    return f"{3 * n} pairs, 1 winner each ({', '.join(shown)}), losers 409"

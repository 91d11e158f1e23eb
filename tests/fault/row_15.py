"""Thirty requests of one person at once, each with a key of its own: one succeeds, the others are told so."""
import race
from stack import Client

import keyed

NEEDS = ["POST /api/shop/orders", "POST /callback/wechatpay/v2/payment"]
SIDE_BY_SIDE = 30


def run(r):
    shown, overlap = 0, SIDE_BY_SIDE
    for path, recipe in keyed.cases(r):
        case = recipe(r)
        outcome = race.run(r.port, [race.request("POST", case.path, case.body, case.person.headers(Client.key())) for _ in range(SIDE_BY_SIDE)])
        statuses = outcome.statuses()
        assert sum(n for s, n in statuses.items() if 200 <= s < 300) == 1, (path, outcome.codes())
        assert set(statuses) <= {200, 201, 204, 409}, (path, outcome.codes())
        assert case.effect() == 1, (path, case.effect())
        overlap, shown = min(overlap, outcome.overlap), shown + 1
    buyer, sku = r.members(1)[0], r.sku(100)
    outcome = race.run(r.port, [r.order_request(buyer, sku) for _ in range(SIDE_BY_SIDE)])
    assert outcome.codes() == {"ok": 20, "order_unpaid_limit": SIDE_BY_SIDE - 20}, outcome.codes()
    assert overlap >= 8, overlap
    return f"{shown} endpoints: 1 of {SIDE_BY_SIDE} succeeds, {SIDE_BY_SIDE - 1} clean refusals, 20 of {SIDE_BY_SIDE} unpaid orders, overlap {overlap}"

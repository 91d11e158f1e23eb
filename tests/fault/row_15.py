"""Thirty requests of one person at once, each with a key of its own: one succeeds, the others are told so."""
import json
import urllib.request

import race
from stack import Client

import keyed

NEEDS = ["POST /api/shop/orders", "POST /callback/wechatpay/v2/payment"]
SIDE_BY_SIDE = 30


def together(r, person, path, body):
    return race.run(r.port, [race.request("POST", path, body, person.headers(Client.key()) if person else {}) for _ in range(SIDE_BY_SIDE)])


def without_a_key(r):
    """What wants no key because its effect is one whoever asks how often; how many such acts."""
    buyer, sku = r.members(1)[0], r.sku(100)
    order = r.submit(buyer, sku)
    outcome = together(r, buyer, f"/api/shop/orders/{order['number']}/payments", {"trade": "NATIVE"})
    # 503: more than half of the workers would wait for the channel.
    assert {201} <= set(outcome.statuses()) <= {200, 201, 409, 503}, outcome.codes()
    assert r.count("payment", f"order_id = {r.order_id(order['number'])}") == 1, "two attempts at once"
    for person, path in ((buyer, "/api/shop/orders/{number}/cancel"), (r.owner, "/api/admin/orders/{id}/cancel")):
        number = r.paid(buyer, sku)["number"]
        one = r.order_id(number)
        outcome = together(r, person, path.format(number=number, id=one), {"reason": "x"})
        assert set(outcome.statuses()) <= {200, 409} and 200 in outcome.statuses(), (path, outcome.codes())
        assert r.count("refund", f"order_id = {one}") == 1 and r.count("order_log", f"order_id = {one} AND to_state = 'REFUNDING'") == 1, path
    phone = f"138{r.random.randrange(10 ** 8):08d}"
    outcome = together(r, None, "/api/shop/sign-in/codes", {"phone": phone})
    with urllib.request.urlopen(f"http://127.0.0.1:{r.stack.sandbox_port}/sms.json?phone={phone}") as inbox:
        sent = json.load(inbox)
    assert len(sent if isinstance(sent, list) else sent["messages"]) == 1 and outcome.statuses().get(204) == 1, (outcome.codes(), sent)
    return 4


def from_a_cart(r):
    """One cart is one order, whoever asks for it at once."""
    buyer, sku = r.members(1)[0], r.sku(100)
    answer = r.post(buyer, "/api/shop/cart/lines", {"sku_id": sku, "quantity": 2})
    assert answer.status == 204, answer
    outcome = together(r, buyer, "/api/shop/orders", {"address_id": r.order_body(buyer, sku)["address_id"]})
    assert outcome.codes() == {"ok": 1, "cart_empty": SIDE_BY_SIDE - 1}, outcome.codes()
    assert r.stock_of(sku) == 98 and r.count("cart_line", f"sku_id = {sku}") == 0


def run(r):
    shown, overlap = 0, SIDE_BY_SIDE
    for path, recipe in keyed.cases(r):
        case = recipe(r)
        if not case.once:
            continue
        outcome = race.run(r.port, [race.request("POST", case.path, case.body, case.person.headers(Client.key())) for _ in range(SIDE_BY_SIDE)])
        statuses = outcome.statuses()
        assert sum(n for s, n in statuses.items() if 200 <= s < 300) == 1, (path, outcome.codes())
        assert set(statuses) <= {200, 201, 204, 409}, (path, outcome.codes())
        assert case.effect() == 1, (path, case.effect())
        overlap, shown = min(overlap, outcome.overlap), shown + 1
    buyer, sku = r.members(1)[0], r.sku(100)
    outcome = race.run(r.port, [r.order_request(buyer, sku) for _ in range(SIDE_BY_SIDE)])
    assert outcome.codes() == {"ok": 20, "order_unpaid_limit": SIDE_BY_SIDE - 20}, outcome.codes()
    from_a_cart(r)
    assert overlap >= 8, overlap
    acts = without_a_key(r)
    return f"{shown} endpoints and {acts} acts without a key: 1 of {SIDE_BY_SIDE} succeeds, {SIDE_BY_SIDE - 1} clean refusals, 20 of {SIDE_BY_SIDE} unpaid orders, 1 order of a cart, overlap {overlap}"

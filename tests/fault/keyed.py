"""keyed - for each endpoint that wants an Idempotency-Key: how to ask it so that it can be done just once.

The endpoints come from `micromall openapi`; one without a recipe here fails the rows that use this.
"""
import itertools
import json
import subprocess

serial = itertools.count(1)


class Case:
    """Thirty of these at once: one may succeed. other: a body that is another request, None without a body.
    once: with other keys, too; else each key is one more act, and a list of what became of each thing the answer."""

    def __init__(self, person, path, body, effect, other=None, once=True):
        self.person, self.path, self.body, self.effect, self.other, self.once = person, path, body, effect, other, once


def order_post(r):
    buyer, sku = r.members(1)[0], r.sku(1)
    return Case(buyer, "/api/shop/orders", r.order_body(buyer, sku),
                lambda: r.count("order_line", f"sku_id = {sku}"), {**r.order_body(buyer, sku), "remark": "other"})


def log_count(r, number, *events):
    words = ", ".join(f"'{e}'" for e in events)
    return r.count("order_log", f"order_id = (SELECT id FROM shop_order WHERE number = '{number}') AND event IN ({words})")


def order_cancel(r):
    buyer, sku = r.members(1)[0], r.sku(5)
    number = r.submit(buyer, sku)["number"]
    return Case(buyer, f"/api/shop/orders/{number}/cancel", {"reason": "changed my mind"},
                lambda: log_count(r, number, "cancel", "closed") and 1, {"reason": "other"})


def parcel(r):
    return {"carrier": "SF", "tracking_number": f"SF{next(serial):012d}"}


def ship(r):
    buyer, sku = r.members(1)[0], r.sku(5)
    number = r.paid(buyer, sku)["number"]
    return Case(r.owner, f"/api/admin/orders/{r.order_id(number)}/parcels", parcel(r), lambda: log_count(r, number, "ship"), parcel(r))


def shipped(r, act, event):
    buyer, sku = r.members(1)[0], r.sku(5)
    number = r.paid(buyer, sku)["number"]
    answer = r.post(r.owner, f"/api/admin/orders/{r.order_id(number)}/parcels", parcel(r))
    assert answer.status == 200, answer
    return Case(buyer, f"/api/shop/orders/{number}/{act}", None, lambda: log_count(r, number, event))


def receive(r):
    return shipped(r, "receive", "receive")


def extend_receipt(r):
    return shipped(r, "extend-receipt", "extend_receipt")


def staff_cancel(r):
    buyer, sku = r.members(1)[0], r.sku(5)
    number = r.paid(buyer, sku)["number"]
    order = r.order_id(number)
    return Case(r.owner, f"/api/admin/orders/{order}/cancel", {"reason": "sold twice"},
                lambda: r.count("refund", f"order_id = {order}"), {"reason": "other"})


def adjust(r):
    sku = r.sku(1)
    return Case(r.owner, f"/api/admin/skus/{sku}/adjustments", {"delta": -1, "note": "broken"},
                lambda: r.count("stock_movement", f"sku_id = {sku} AND kind = 'ADJUST'"), {"delta": -1, "note": "other"})


def refund_retry(r):
    """A refund that the channel gave up, lying before a person."""
    buyer, sku = r.members(1)[0], r.sku(5)
    order = r.order_id(r.paid(buyer, sku)["number"])
    answer = r.post(r.owner, f"/api/admin/orders/{order}/cancel", {"reason": "sold twice"})
    assert answer.status == 200, answer
    r.sql(f"UPDATE refund SET state = 'ABNORMAL', next_try_at = NULL WHERE order_id = {order};"
          "INSERT INTO payment_exception (kind, channel, reference, payment_number, order_id, amount, refund_id, state, created_at)"
          f" SELECT 'REFUND_FAILED', channel, number, payment_number, order_id, amount, id, 'OPEN', NOW(3) FROM refund WHERE order_id = {order}")
    one = r.sql(f"SELECT id FROM payment_exception WHERE order_id = {order} AND kind = 'REFUND_FAILED'")[0][0]
    return Case(r.owner, f"/api/admin/exceptions/{one}/retry", {"version": 1},
                lambda: r.count("payment_exception", f"id = {one} AND staff_id IS NOT NULL"), {"version": 2})


def product_of(r, sku):
    return int(r.sql(f"SELECT product_id FROM sku WHERE id = {sku}")[0][0])


def picking(r):
    buyer, sku = r.members(1)[0], r.sku(5)
    numbers = [r.paid(buyer, sku)["number"] for _ in range(2)]
    one, two = ({"orders": [{"id": r.order_id(n)}]} for n in numbers)
    return Case(r.owner, "/api/admin/picking", one, lambda: log_count(r, numbers[0], "pick"), two, once=False)


def bulk_sale(r):
    product = product_of(r, r.sku(5))
    body = {"on_sale": False, "products": [{"id": product}]}
    return Case(r.owner, "/api/admin/products/bulk-sale", body,
                lambda: r.count("product", f"id = {product} AND state = 'OFF_SALE'"), body | {"on_sale": True}, once=False)


def bulk_price(r):
    sku = r.sku(5, price=1000)
    body = {"how": "ADD", "value": -1, "products": [{"id": product_of(r, sku)}]}
    return Case(r.owner, "/api/admin/products/bulk-price", body,
                lambda: 1000 - int(r.sql(f"SELECT price FROM sku WHERE id = {sku}")[0][0]), body | {"value": -2}, once=False)


def bulk_price_undo(r):
    sku = r.sku(5, price=1000)
    product = product_of(r, sku)
    version = int(r.sql(f"SELECT version FROM product WHERE id = {product}")[0][0])
    body = {"products": [{"id": product, "version": version, "skus": [{"id": sku, "price": 999}]}]}
    other = {"products": [{"id": product, "version": version, "skus": [{"id": sku, "price": 998}]}]}
    return Case(r.owner, "/api/admin/products/bulk-price-undo", body,
                lambda: 1000 - int(r.sql(f"SELECT price FROM sku WHERE id = {sku}")[0][0]), other, once=False)


RECIPES = {
    "/api/admin/picking": picking,
    "/api/admin/products/bulk-sale": bulk_sale,
    "/api/admin/products/bulk-price": bulk_price,
    "/api/admin/products/bulk-price-undo": bulk_price_undo,
    "/api/admin/exceptions/{id}/retry": refund_retry,
    "/api/shop/orders": order_post,
    "/api/shop/orders/{number}/cancel": order_cancel,
    "/api/shop/orders/{number}/receive": receive,
    "/api/shop/orders/{number}/extend-receipt": extend_receipt,
    "/api/admin/orders/{id}/parcels": ship,
    "/api/admin/orders/{id}/cancel": staff_cancel,
    "/api/admin/skus/{id}/adjustments": adjust,
}


def endpoints(binary):
    """Paths of the POSTs that want a key, from the program's own document."""
    document = json.loads(subprocess.run([str(binary), "openapi"], capture_output=True, text=True, check=True).stdout)
    found = []
    for path, methods in document["paths"].items():
        for operation in methods.values():
            if isinstance(operation, dict) and any(p.get("name") == "Idempotency-Key" for p in operation.get("parameters", ())):
                found.append(path)
    assert found, "no endpoint wants a key?"
    return found


def cases(r):
    """(path, recipe) of each endpoint; complains when one has none."""
    paths = endpoints(r.stack.binary)
    missing = [p for p in paths if p not in RECIPES]
    assert not missing, f"tests/fault/keyed.py lacks a recipe for {', '.join(missing)}"
    return [(p, RECIPES[p]) for p in paths]

"""Extremes: numbers that no order has, ten thousand lines, one SKU in two lines."""
import json

NEEDS = ["POST /api/shop/orders", "POST /api/shop/cart/lines", "POST /api/admin/skus/:id/adjustments"]
NUMBERS = ["-1", "0", "-9223372036854775808", "2147483648", "9223372036854775807", "9223372036854775808", "1e400", "1e3", "1.5", "1.0",
           "NaN", "Infinity", "-0.0", "01", "+1", "0x10", '"1"', "null", "true", "[]", "{}", "10000", "92000000000000000"]


def refused(what, answer, statuses=(400,)):
    assert answer.status in statuses, (what, answer)
    assert answer.json()["code"], (what, answer)
    return 1


def run(r):
    buyer, sku, done = r.members(1)[0], r.sku(100), 0
    for n in NUMBERS:
        for text, path in ((f'{{"sku_id":{sku},"quantity":{n}}}', "/api/shop/cart/lines"),
                           (f'{{"address_id":{buyer.address},"items":[{{"sku_id":{sku},"quantity":{n}}}]}}', "/api/shop/orders")):
            done += refused(text, r.post_raw(buyer, path, text))
        if n not in ("10000", "2147483648", "9223372036854775807", "92000000000000000", "null"):
            text = f'{{"address_id":{buyer.address},"items":[{{"sku_id":{sku},"quantity":1}}],"expected_amount":{n}}}'
            done += refused(text, r.post_raw(buyer, "/api/shop/orders", text), (400, 409))
    for n in NUMBERS:
        if n not in ("-1", "10000"):
            text = f'{{"delta":{n},"note":"x"}}'
            done += refused(text, r.post_raw(r.owner, f"/api/admin/skus/{sku}/adjustments", text), (400, 409))
    lines = [{"sku_id": sku, "quantity": 1}] * 201
    done += refused("201 lines", r.post(buyer, "/api/shop/orders", {"address_id": buyer.address, "items": lines}))
    many = json.dumps({"address_id": buyer.address, "items": lines[:1] * 10000})
    answer = r.post_raw(buyer, "/api/shop/orders", many)
    done += refused("10,000 lines", answer, (400, 413))
    few = r.sku(5)
    both = {"address_id": buyer.address, "items": [{"sku_id": few, "quantity": 3}, {"sku_id": few, "quantity": 3}]}
    answer = r.post(buyer, "/api/shop/orders", both)
    assert answer.status == 409 and answer.json()["code"] == "stock_sold_out", answer
    both["items"][0]["quantity"] = 2
    answer = r.post(buyer, "/api/shop/orders", both)
    assert answer.status == 201, answer
    assert r.sql(f"SELECT quantity FROM order_line WHERE sku_id = {few}") == [["5"]]
    assert r.stock_of(few) == 0 and r.stock_of(sku) == 100, (r.stock_of(few), r.stock_of(sku))
    assert r.count("shop_order", f"member_id = {buyer.id}") == 1
    return f"{done} of {done} refused with a code, 2 lines of a SKU counted together"

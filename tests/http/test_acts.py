"""What staff do to orders and goods: prices, addresses, picking; each as buyer and staff see it."""
from stack import wait_for
from world import World, call_sandbox

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "rules.close_after": 1, "rules.poll_after": 3600}


def setup(stack):
    stack.world = World(stack)
    call_sandbox(stack, "/control/set", {"speed": 1000, "close_after_ms": 0, "refund_delay_ms": 0})


def refused(answer, status, code):
    assert (answer.status, answer.json()["code"]) == (status, code), answer


def reprice(stack, order, was, goods, freight=0):
    body = {"was_amount": was, "goods_amount": goods, "freight_amount": freight, "reason": "老客户"}
    return stack.world.owner.client.post(f"/api/admin/orders/{stack.world.id_of(order)}/price", body)


# ---- the price of an order ----
def test_a_buyer_pays_the_new_price_by_a_new_attempt(stack):
    w = stack.world
    buyer = w.member()
    order = w.order(buyer, lines=2)                       # 4 at 19.90 and freight 8.00
    first = w.payment(buyer, order)
    assert first["amount"] == 8760
    refused(reprice(stack, order, 8760, 7001), 409, "order_being_paid")
    wait_for("an attempt old enough to close", lambda: reprice(stack, order, 8760, 7001).status == 204, 5)
    seen = w.detail(buyer, order)["order"]
    assert (seen["pay_amount"], seen["freight_amount"], seen["adjust_amount"], seen["adjust_reason"]) == (7001, 0, -959, "老客户"), seen
    assert sum(line["pay_amount"] for line in seen["lines"]) == 7001 and seen["state"] == "UNPAID"
    states = {o["out_trade_no"]: o["trade_state"] for o in w.sandbox("/control/state")["orders"]}
    assert states[first["number"]] == "CLOSED", "nobody can pay the old price any more"
    shown = {"trade": "NATIVE", "expected_amount": 8760}
    refused(buyer.client.post(f"/api/shop/orders/{order['number']}/payments", shown), 409, "order_price_changed")
    assert buyer.client.post(f"/api/shop/orders/{order['number']}/payments", {**shown, "expected_amount": 7001}).status == 201
    second = w.payment(buyer, order)
    assert second["amount"] == 7001 and second["number"] != first["number"]
    w.sandbox("/control/pay", {"out_trade_no": second["number"]})
    w.becomes(order, "PAID")
    assert w.detail(buyer, order)["order"]["paid_amount"] == 7001


def test_staff_read_in_the_log_what_the_price_was(stack):
    w = stack.world
    order = w.order(w.member())
    assert reprice(stack, order, 4780, 3980, 0).status == 204
    log = w.ask("GET", f"/api/admin/orders/{w.id_of(order)}")["timeline"][-1]
    assert (log["event"], log["before_text"], log["after_text"], log["note"]) == ("price", "¥39.80 + ¥8.00", "¥39.80 + ¥0.00", "老客户"), log


def test_who_paid_before_has_paid(stack):
    w = stack.world
    buyer = w.member()
    order = w.order(buyer)
    w.sandbox("/control/pay", {"out_trade_no": w.payment(buyer, order)["number"], "notify": False})
    refused(reprice(stack, order, 4780, 1000), 409, "order_state")
    assert w.state_of(order) == "PAID"


def test_a_price_decided_on_an_old_one_is_a_conflict(stack):
    w = stack.world
    order = w.order(w.member())
    assert reprice(stack, order, 4780, 3000).status == 204
    refused(reprice(stack, order, 4780, 2000), 409, "conflict")
    refused(reprice(stack, order, 3000, 3981), 409, "order_price_range")
    refused(reprice(stack, order, 3000, 0), 409, "order_price_range")


# ---- the remark on it ----
def test_a_remark_written_on_an_old_one_is_a_conflict(stack):
    w = stack.world
    path = f"/api/admin/orders/{w.id_of(w.order(w.member()))}"
    seen = w.ask("GET", path)["order"]["version"]
    hers = w.ask("PUT", f"{path}/remark", {"staff_remark": "易碎", "version": seen})["order"]
    refused(w.owner.client.put(f"{path}/remark", {"staff_remark": "加急", "version": seen}), 409, "conflict")
    assert w.ask("GET", path)["order"]["staff_remark"] == "易碎"
    assert w.ask("PUT", f"{path}/remark", {"staff_remark": "易碎；加急", "version": hers["version"]})["order"]["staff_remark"] == "易碎；加急"


# ---- its address ----
def test_a_buyer_moves_his_order_until_it_is_packed(stack):
    w = stack.world
    buyer, other = w.member(), w.member()
    order = w.paid(buyer)
    there = {"name": "李四", "phone": "13900139000", "region": "310104", "province": "上海市", "city": "上海市", "district": "徐汇区",
             "detail": "漕溪路 2 号", "is_default": False}
    address = w.ask("POST", "/api/shop/addresses", there, by=buyer)["id"]
    path = f"/api/shop/orders/{order['number']}/address"
    refused(buyer.client.post(path, {"address_id": other.address}), 404, "not_found")
    assert w.ask("POST", path, {"address_id": address}, by=buyer)["order"]["receiver_name"] == "李四"
    results = w.ask("POST", "/api/admin/picking", {"orders": [{"id": w.id_of(order)}, {"id": 2**40}]}, key=True)["items"]
    assert [(r["done"], r.get("code")) for r in results] == [(True, None), (False, "not_found")], results
    refused(buyer.client.post(path, {"address_id": buyer.address}), 409, "order_picking")
    refused(buyer.client.post(f"/api/shop/orders/{order['number']}/cancel", {"reason": "不要了"}), 409, "order_picking")
    slip = w.ask("GET", f"/api/admin/picking?orders={w.id_of(order)}")["items"][0]
    assert (slip["order"]["receiver_name"], slip["lines"][0]["quantity"]) == ("李四", 2), slip
    shown = w.ask("GET", f"/api/admin/orders/{w.id_of(order)}")
    log = next(e for e in shown["timeline"] if e["event"] == "address")
    assert "139****9000" in log["after_text"] and "13900139000" not in log["after_text"], log
    assert "before_text" not in w.detail(buyer, order)["timeline"][-1], "the log's texts are for staff"
    w.ship(order)
    form = {k: v for k, v in there.items() if k != "is_default"} | {"version": shown["order"]["version"] + 1}
    refused(w.owner.client.post(f"/api/admin/orders/{w.id_of(order)}/address", form), 409, "order_state")


def test_slips_are_asked_for_by_number(stack):
    for bad in ("0", "1,", ",1", "1,,2", "1;2", "-1", ",".join(["7"] * 51)):
        answer = stack.world.owner.client.get(f"/api/admin/picking?orders={bad}")
        assert answer.status == 400 and [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("orders", "text")], (bad, answer)


# ---- many goods at once ----
def outcomes(answer):
    assert answer.status == 200, answer
    return {r["id"]: r.get("code", "done") for r in answer.json()["items"]}


def bulk(stack, what, body, **more):
    client = stack.world.owner.client
    return client.ask("POST", f"/api/admin/products/bulk-{what}", body, key=client.key(), **more)


def test_many_goods_get_another_price_and_each_has_its_result(stack):
    w = stack.world
    cheap, dear, drafted = w.product(price=1000), w.product(price=5000), w.product(on_sale=False)
    ids = [{"id": p["id"]} for p in (cheap, dear, drafted)] + [{"id": 2**40}]
    said = bulk(stack, "price", {"how": "PERCENT", "value": 9050, "products": ids})
    assert list(outcomes(said).values()) == ["done", "done", "done", "not_found"], said.json()
    seen = stack.client().get(f"/api/shop/products/{cheap['id']}").json()
    assert (seen["price_min"], seen["price_max"], seen["skus"][0]["price"]) == (905, 905, 905), seen
    said = bulk(stack, "price", {"how": "ADD", "value": 500, "products": ids[:2]}, headers={"Accept-Language": "en"})
    assert said.json()["items"][0]["code"] == "price_above_list" and "list price" in said.json()["items"][0]["message"], said.json()
    assert w.ask("GET", f"/api/admin/products/{cheap['id']}")["price_min"] == 905, "refused whole"
    said = bulk(stack, "price", {"how": "ADD", "value": -905, "products": ids[:2]})
    assert list(outcomes(said).values()) == ["price_too_low", "done"], "nobody gives goods away by a slip of the hand"
    assert w.ask("GET", f"/api/admin/products/{cheap['id']}")["price_min"] == 905, "refused whole"
    for how, value, code in (("SET", 0, "too_small"), ("PERCENT", 100001, "too_large"), ("PERCENT", 0, "too_small")):
        answer = bulk(stack, "price", {"how": how, "value": value, "products": ids[:1]})
        assert answer.status == 400 and answer.json()["errors"][0]["code"] == code, answer
    answer = bulk(stack, "price", {"how": "SET", "value": 5, "products": ids[:1] * 2})
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("products", "repeated")], answer


def test_prices_go_back_to_what_they_were_but_for_what_was_changed_since(stack):
    w = stack.world
    one, changed, refused_before = w.product(price=1000), w.product(price=5000), w.product(price=700)
    path = "/api/admin/products/{}".format
    ids = [{"id": p["id"]} for p in (one, changed, refused_before)]
    said = bulk(stack, "price", {"how": "ADD", "value": -800, "products": ids})
    assert list(outcomes(said).values()) == ["done", "done", "price_too_low"], said.json()
    way_back = [{"id": r["id"], "version": r["version"], "skus": r["skus"]} for r in said.json()["items"] if r["done"]]
    assert [s["price"] for r in way_back for s in r["skus"]] == [1000, 1000, 5000, 5000], way_back
    assert said.json()["items"][2].get("version") is None and not said.json()["items"][2].get("skus"), said.json()
    bulk(stack, "price", {"how": "SET", "value": 4321, "products": ids[1:2]})
    said = bulk(stack, "price-undo", {"products": way_back})
    assert list(outcomes(said).values()) == ["done", "conflict"], said.json()
    seen = [w.ask("GET", path(p["id"])) for p in (one, changed)]
    assert [(p["price_min"], p["skus"][0]["price"]) for p in seen] == [(1000, 1000), (4321, 4321)], seen
    assert list(outcomes(bulk(stack, "price-undo", {"products": way_back[:1]})).values()) == ["conflict"], "there is one way back, once"
    unknown = [{"id": 2**40, "version": 1, "skus": way_back[0]["skus"]}]
    assert list(outcomes(bulk(stack, "price-undo", {"products": unknown})).values()) == ["not_found"]
    answer = bulk(stack, "price-undo", {"products": way_back[:1] * 2})
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("products", "repeated")], answer
    foreign = [way_back[0] | {"version": seen[0]["version"], "skus": way_back[1]["skus"]}]
    assert list(outcomes(bulk(stack, "price-undo", {"products": foreign})).values()) == ["conflict"], "another product's SKU says nothing of this one's"


def test_off_sale_is_undone_by_on_sale(stack):
    w = stack.world
    ids = [w.product()["id"] for _ in range(3)]
    form = {"products": [{"id": i} for i in ids]}
    assert set(outcomes(bulk(stack, "sale", form | {"on_sale": False})).values()) == {"done"}
    assert stack.client().get(f"/api/shop/products/{ids[0]}").status == 404
    assert set(outcomes(bulk(stack, "sale", form | {"on_sale": False})).values()) == {"product_state"}
    assert set(outcomes(bulk(stack, "sale", form | {"on_sale": True})).values()) == {"done"}
    assert w.ask("GET", f"/api/admin/products/{ids[2]}")["state"] == "ON_SALE"


# ---- categories, brands, tags, parameters ----
def test_categories_are_put_in_another_order_whole_or_not_at_all(stack):
    w = stack.world
    parent = w.category()
    below = [w.category(parent) for _ in range(4)]
    foreign = w.category()

    def order(ids):
        return w.owner.client.post("/api/admin/categories/order", {"parent_id": parent, "categories": [{"id": i} for i in ids]})

    def shown():
        tree = stack.client().get("/api/shop/categories").json()["items"]
        return [c["id"] for c in next(c for c in tree if c["id"] == parent)["children"]]
    wanted = [below[2], below[0], below[3], below[1]]
    assert order(wanted).status == 204
    wait_for("the order is seen", lambda: shown() == wanted, 4)
    for bad in (wanted[:3], wanted + [foreign], wanted[:3] + [foreign]):
        refused(order(bad), 409, "conflict")
    assert order([wanted[0]] * 4).status == 400 and shown() == wanted


def test_a_product_tells_its_brand_its_words_and_its_parameters(stack):
    w = stack.world
    brand = w.ask("POST", "/api/admin/brands", {"name": "青木堂", "image": "/media/b.svg", "position": 2, "state": "ACTIVE"})["id"]
    tags, parameters = [{"word": "限定"}, {"word": "送长辈"}], [{"name": "产地", "value": "景德镇"}, {"name": "容量", "value": "200 ml: 一杯"}]
    p = w.product(brand_id=brand, tags=tags, parameters=parameters, video="/media/2026/x.mp4")
    seen = stack.client().get(f"/api/shop/products/{p['id']}").json()
    assert (seen["brand_name"], seen["tags"], seen["parameters"], seen["video"]) == ("青木堂", tags, parameters, "/media/2026/x.mp4"), seen
    assert brand in [b["id"] for b in stack.client().get("/api/shop/brands").json()["items"]]
    above = w.category()
    below = w.ask("GET", f"/api/admin/products/{w.product(category_id=w.category(above))['id']}")
    names = {c["id"]: c["name"] for c in w.ask("GET", "/api/admin/categories")["items"]}
    assert below["category_path"] == f"{names[above]} / {names[below['category_id']]}" and "category_path" not in seen, below
    for query in (f"brand={brand}", "tag=%E9%80%81%E9%95%BF%E8%BE%88"):
        assert [i["id"] for i in stack.client().get(f"/api/shop/products?{query}").json()["items"]] == [p["id"]], query
    refused(w.owner.client.post(f"/api/admin/brands/{brand}/delete"), 409, "brand_in_use")
    w.ask("PUT", f"/api/admin/brands/{brand}", {"name": "青木堂", "position": 2, "state": "HIDDEN", "version": 1})
    wait_for("a hidden brand is not told", lambda: "brand_name" not in stack.client().get(f"/api/shop/products/{p['id']}").json(), 4)
    answer = w.owner.client.post("/api/admin/brands", {"name": "青木堂"})
    assert answer.status == 409 and answer.json()["errors"][0]["field"] == "name", answer
    w.ask("POST", f"/api/admin/products/{p['id']}/off-sale")
    w.ask("POST", f"/api/admin/products/{p['id']}/delete")
    assert w.owner.client.post(f"/api/admin/brands/{brand}/delete").status == 204
    refused(w.owner.client.post("/api/admin/products", w.product_form(brand_id=brand)), 409, "product_brand")


def test_lists_of_a_product_are_checked(stack):
    w = stack.world
    for change, field, code in (
            ({"tags": [{"word": "a"}, {"word": "a"}]}, "tags.1.word", "repeated"), ({"tags": [{"word": "a\nb"}]}, "tags.0.word", "text"),
            ({"parameters": [{"name": "a", "value": "x\ty"}]}, "parameters.0.value", "text"),
            ({"parameters": [{"name": "a", "value": "1"}, {"name": "a", "value": "2"}]}, "parameters.1.name", "repeated"),
            ({"video": "https://evil.example/v.mp4"}, "video", "text"), ({"video": "/media/../etc/passwd"}, "video", "text"),
            ({"video": "//evil.example/media/x"}, "video", "text"), ({"video": "/media/"}, "video", "text")):
        answer = w.owner.client.post("/api/admin/products", w.product_form(**change))
        assert answer.status == 400 and [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)], (change, answer)


def test_the_books_hold(stack):
    stack.run("check")

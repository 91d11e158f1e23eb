"""The whole path through nginx and the sandbox: from a stranger to what was received; and its spine again in XML."""
import hashlib
import hmac
import json

import openapi
from browsers import by_phone, by_wechat, clerk_of, good
from fixtures import ADDRESS
from world import World, call_sandbox

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "limits.sign_in_per_minute": 1000000,
             "rules.sms_code_again": 1, "rules.poll_after": 3600, "rules.refund_poll_after": 1}


def setup(stack):
    stack.world = World(stack)
    stack.document = openapi.Document([stack.binary])
    call_sandbox(stack, "/control/set", {"speed": 1000, "close_after_ms": 0, "refund_delay_ms": 0})


# ---- the cart ----
def test_a_guests_cart_becomes_the_members(stack):
    w, phone = stack.world, stack.world.phone()
    skus = [sku["id"] for sku in w.product(skus=3)["skus"]]
    at_home = by_phone(stack, phone)
    assert at_home.post("/api/shop/cart/lines", {"sku_id": skus[0], "quantity": 1}).status == 204
    guest = stack.client()
    for sku in skus[:2]:
        assert guest.post("/api/shop/cart/lines", {"sku_id": sku, "quantity": 2}).status == 204
    cookie = guest.cookies["mm_guest"]
    assert len(good(guest.get("/api/shop/cart"))["lines"]) == 2 and len(good(stack.client().get("/api/shop/cart"))["lines"]) == 0
    w.stack.sql(f"UPDATE phone_code SET sent_at = sent_at - INTERVAL 2 SECOND WHERE phone_index = INDEXED('{phone}')")
    by_phone(stack, phone, guest)
    merged = {line["sku_id"]: line["quantity"] for line in good(guest.get("/api/shop/cart"))["lines"]}
    assert merged[skus[0]] >= 2 and merged[skus[1]] == 2, merged
    stranger = stack.client()
    stranger.cookies["mm_guest"] = cookie
    assert good(stranger.get("/api/shop/cart"))["lines"] == [], "what was merged is the guest's no more"


def test_lines_of_a_cart_change(stack):
    w, buyer = stack.world, stack.world.member()
    skus = [sku["id"] for sku in w.product(skus=2, price=500)["skus"]]
    for sku in skus:
        w.ask("POST", "/api/shop/cart/lines", {"sku_id": sku, "quantity": 2}, by=buyer)
    w.ask("POST", "/api/shop/cart/selection", {"selected": True}, by=buyer)
    cart = w.ask("GET", "/api/shop/cart", by=buyer)
    assert cart["selected_amount"] == 2000 and cart["selected_quantity"] == 4 and cart["can_check_out"] is True
    w.ask("PUT", f"/api/shop/cart/lines/{skus[0]}", {"quantity": 5, "selected": False}, by=buyer)
    cart = w.ask("GET", "/api/shop/cart", by=buyer)
    assert cart["selected_amount"] == 1000 and [line["quantity"] for line in cart["lines"] if line["sku_id"] == skus[0]] == [5]
    w.ask("DELETE", f"/api/shop/cart/lines/{skus[1]}", by=buyer)
    assert [line["sku_id"] for line in w.ask("GET", "/api/shop/cart", by=buyer)["lines"]] == [skus[0]]
    more = buyer.client.post("/api/shop/cart/lines", {"sku_id": skus[0], "quantity": 9995})
    assert more.status == 400 and [(e["field"], e["code"], e["bound"]) for e in more.json()["errors"]] == [("quantity", "too_large", 9999)], more


# ---- the spine ----
def signature_of(stack, fields):
    """As WeChat's page checks it: HMAC-SHA256 over the sorted pairs."""
    text = "&".join(f"{k}={fields[k]}" for k in sorted(fields) if k != "paySign") + f"&key={stack.secrets['api_key']}"
    return hmac.new(stack.secrets["api_key"].encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def check_out(buyer, skus):
    """Both SKUs through the cart and the preview; what it would cost."""
    for sku in skus:
        assert buyer.post("/api/shop/cart/lines", {"sku_id": sku["id"], "quantity": 3}).status == 204
    assert buyer.post("/api/shop/cart/selection", {"selected": True}).status == 204
    price = good(buyer.get("/api/shop/checkout"))
    assert price["goods_amount"] == 3 * sum(sku["price"] for sku in skus)
    assert price["pay_amount"] == price["goods_amount"] - price["discount_amount"] + price["freight_amount"]
    return price


def test_from_stranger_to_received(stack):
    w, buyer = stack.world, by_wechat(stack, "0")
    product = w.product(skus=2, price=1990)
    address = good(buyer.post("/api/shop/addresses", ADDRESS), 201)["id"]
    price = check_out(buyer, product["skus"])
    form, key = {"address_id": address, "remark": "请放门口", "expected_amount": price["pay_amount"], "source": "WECHAT"}, buyer.key()
    submitted = buyer.post("/api/shop/orders", form, key=key)
    order = good(submitted, 201)
    assert good(buyer.get("/api/shop/cart"))["lines"] == [], "what was ordered leaves the cart"
    again = buyer.post("/api/shop/orders", form, key=key)
    assert again.status == 201 and again.body == submitted.body, "a replay gives the same bytes"
    assert buyer.post("/api/shop/orders", form | {"remark": "x"}, key=key).json()["code"] == "key_reused"
    assert buyer.post("/api/shop/orders", form | {"remark": "x"}, key=key).status == 422
    number = order["number"]
    begun = good(buyer.post(f"/api/shop/orders/{number}/payments", {"trade": "JSAPI"}), 201)
    assert begun["amount"] == price["pay_amount"] and begun["jsapi"]["paySign"] == signature_of(stack, begun["jsapi"]), begun
    told = w.sandbox("/control/pay", {"out_trade_no": begun["number"]})
    assert told["answers"][0]["success"] is True, told
    assert good(buyer.get(f"/api/shop/payments/{begun['number']}"))["state"] == "SUCCEEDED"
    assert good(buyer.get(f"/api/shop/orders/{number}"))["order"]["state"] == "PAID"
    ship_in_two(stack, number)
    done = good(buyer.post(f"/api/shop/orders/{number}/receive", key=buyer.key()))
    assert done["order"]["state"] == "COMPLETED" and done["order"]["paid_amount"] == price["pay_amount"]
    assert len(done["parcels"]) == 2 and [e["event"] for e in done["timeline"]] == ["submit", "pay", "ship_part", "ship", "receive"], done
    assert "staff_remark" not in json.dumps(done) and "actor" not in json.dumps(done)
    assert number in [o["number"] for o in good(buyer.get("/api/shop/orders?tab=done"))["items"]]


def ship_in_two(stack, number):
    staff = clerk_of(stack)
    row = good(staff.get(f"/api/admin/orders?number={number}"))["items"][0]
    lines = good(staff.get(f"/api/admin/orders/{row['id']}"))["order"]["lines"]
    for i, (parts, state) in enumerate(([[{"order_line_id": lines[0]["id"], "quantity": 2}], "SHIPPED_PART"], [None, "SHIPPED"])):
        form = {"carrier": "SF", "tracking_number": f"SF{number[-10:]}{i}"} | ({"lines": parts} if parts else {})
        shipped = good(staff.post(f"/api/admin/orders/{row['id']}/parcels", form, key=staff.key()))
        assert shipped["order"]["state"] == state, shipped
    too_much = staff.post(f"/api/admin/orders/{row['id']}/parcels", form | {"tracking_number": "SF0000000"}, key=staff.key())
    assert too_much.status == 409, too_much


def test_every_way_to_pay_gives_what_its_client_needs(stack):
    w, buyer = stack.world, stack.world.member(openid="oPayTest")
    for trade, field in (("NATIVE", "code_url"), ("MWEB", "mweb_url"), ("JSAPI", "jsapi")):
        order = w.order(buyer)
        begun = w.payment(buyer, order, trade)
        assert begun[field] and begun["trade"] == trade, begun
        again = w.payment(buyer, order, trade)
        assert again["number"] == begun["number"], "a second click is the same attempt"
        w.sandbox("/control/pay", {"out_trade_no": begun["number"]})
        w.becomes(order, "PAID")
    other = w.member()
    refused = other.client.post(f"/api/shop/orders/{w.order(other)['number']}/payments", {"trade": "JSAPI"})
    assert refused.json()["code"] == "payment_no_openid", refused


def test_a_payments_number_leads_to_its_order(stack):
    """WeChat's order centre and its bills know an order by the number of its payment alone."""
    w, buyer = stack.world, stack.world.member()
    order = w.order(buyer)
    number = w.payment(buyer, order)["number"]
    assert w.ask("GET", f"/api/shop/payments/{number}", by=buyer)["order_number"] == order["number"]
    assert w.member().client.get(f"/api/shop/payments/{number}").status == 404
    for by in (number, order["number"]):
        page = w.ask("GET", f"/api/admin/orders?number={by}")
        assert page["total"] == 1 and page["items"][0]["number"] == order["number"], page
    assert w.ask("GET", f"/api/admin/orders?number=P{order['number']}")["total"] == 0
    assert w.ask("GET", f"/api/admin/orders?number={number}&state=REFUNDED")["items"] == []


def test_what_was_paid_silently_is_found_by_asking(stack):
    w, buyer = stack.world, stack.world.member()
    order = w.order(buyer)
    number = w.payment(buyer, order)["number"]
    w.sandbox("/control/pay", {"out_trade_no": number, "notify": False})
    assert w.state_of(order) == "UNPAID"
    assert w.ask("POST", f"/api/shop/payments/{number}/check", by=buyer)["state"] == "SUCCEEDED" and w.state_of(order) == "PAID"


def test_many_coupons_of_wechat_pay_like_any_money(stack):
    """Three fields a coupon, in the notice and in the answer to our question: protocols allow 200 fields."""
    w, buyer = stack.world, stack.world.member()
    for heard in (True, False):
        order = w.order(buyer)
        number = w.payment(buyer, order)["number"]
        told = w.sandbox("/control/pay", {"out_trade_no": number, "coupons": 50, "notify": heard})
        assert not heard or told["answers"][0]["success"], told
        if not heard:
            assert w.ask("POST", f"/api/shop/payments/{number}/check", by=buyer)["state"] == "SUCCEEDED"
        detail = w.detail(buyer, order)["order"]
        assert detail["state"] == "PAID" and detail["paid_amount"] == detail["pay_amount"], detail


def test_a_notice_that_comes_ten_times_pays_once(stack):
    w, buyer = stack.world, stack.world.member()
    order = w.order(buyer)
    told = w.sandbox("/control/pay", {"out_trade_no": w.payment(buyer, order)["number"], "times": 10, "concurrent": True})
    assert len(told["answers"]) == 10 and all(a["success"] for a in told["answers"]), told
    detail = w.detail(buyer, order)
    assert detail["order"]["state"] == "PAID" and [e["event"] for e in detail["timeline"]].count("pay") == 1


# ---- cancelling ----
def test_staff_see_what_money_came_and_went(stack):
    w, buyer = stack.world, stack.world.member()
    order = w.order(buyer)
    unpaid = w.ask("GET", f"/api/admin/orders/{w.id_of(order)}")
    assert unpaid["payments"] == [] and unpaid["refunds"] == []
    number = w.payment(buyer, order)["number"]
    w.sandbox("/control/pay", {"out_trade_no": number, "transaction_id": f"42{number[1:]}"})
    w.becomes(order, "PAID")
    w.ask("POST", f"/api/shop/orders/{order['number']}/cancel", {"reason": "买错了"}, by=buyer)
    w.becomes(order, "REFUNDED", 20)
    seen = w.ask("GET", f"/api/admin/orders/{w.id_of(order)}")
    paid, back = seen["payments"], seen["refunds"]
    assert len(paid) == len(back) == 1, seen
    assert paid[0].pop("created_at") <= paid[0].pop("finished_at") and back[0].pop("created_at") <= back[0].pop("finished_at")
    assert paid == [{"number": number, "channel": "WECHATPAY", "trade": "NATIVE", "amount": order["pay_amount"], "state": "SUCCEEDED",
                     "transaction_id": f"42{number[1:]}"}]
    refund = stack.sql(f"SELECT number FROM refund WHERE order_id = {w.id_of(order)}")[0][0]
    assert back == [{"number": refund, "payment_number": number, "amount": order["pay_amount"], "state": "SUCCEEDED", "reason": "买错了"}]
    assert "payments" not in w.detail(buyer, order), "a buyer sees his own attempt only"


def test_an_unpaid_order_is_cancelled_and_its_stock_comes_back(stack):
    w, buyer = stack.world, stack.world.member()
    product = w.product(stock=5)
    order = w.order(buyer, product, quantity=4)
    stock = f"SELECT stock FROM sku WHERE id = {product['skus'][0]['id']}"
    assert stack.sql(stock) == [["1"]]
    assert w.ask("POST", f"/api/shop/orders/{order['number']}/cancel", {"reason": "不要了"}, by=buyer)["state"] == "CANCELLED"
    assert stack.sql(stock) == [["5"]] and w.detail(buyer, order)["order"]["cancel_reason"] == "不要了"
    late = buyer.client.post(f"/api/shop/orders/{order['number']}/payments", {"trade": "NATIVE"})
    assert late.status == 409, late


def test_a_paid_order_that_is_cancelled_is_refunded_whole(stack):
    w, buyer = stack.world, stack.world.member()
    order = w.paid(buyer)
    stood = w.ask("POST", f"/api/shop/orders/{order['number']}/cancel", {"reason": "不要了"}, by=buyer)
    assert stood["state"] in ("REFUNDING", "REFUNDED")
    w.becomes(order, "REFUNDED", 20)
    assert w.detail(buyer, order)["order"]["refunded_amount"] == order["pay_amount"]


def test_staff_cancels_a_paid_order(stack):
    w, staff = stack.world, clerk_of(stack)
    order = w.paid(w.member())
    good(staff.post(f"/api/admin/orders/{w.id_of(order)}/cancel", {"reason": "缺货"}))
    w.becomes(order, "REFUNDED", 20)


def test_a_shipped_order_is_not_cancelled(stack):
    w, buyer = stack.world, stack.world.member()
    order = w.shipped(buyer)
    assert buyer.client.post(f"/api/shop/orders/{order['number']}/cancel", {"reason": "x"}).json()["code"] == "order_state"


# ---- XML ----
def steady(value):
    """Without what the clock changes."""
    if isinstance(value, list):
        return [steady(v) for v in value]
    return {k: steady(v) for k, v in value.items() if k != "now"} if isinstance(value, dict) else value


def in_xml(stack, client, method, path, body=None, status=200, key=False):
    """An answer in XML, as the value that JSON would have."""
    answer = client.ask(method, path, body, accept="application/xml", key=client.key() if key else None)
    assert answer.status == status and answer.headers["content-type"].startswith("application/xml"), answer
    schema = stack.document.response(method, path, status)["content"]["application/xml"]["schema"]
    value = stack.document.from_xml(answer.xml(), schema)
    if method == "GET":
        assert steady(value) == steady(good(client.get(path))), path
    return value


def test_the_spine_in_xml(stack):
    w, buyer = stack.world, stack.world.member()
    product = w.product(skus=2, title="杯 <&> \"x\"")
    for path in (f"/api/shop/products/{product['id']}", "/api/shop/me", "/api/shop/addresses", "/api/shop/cart",
                 f"/api/shop/checkout?sku_id={product['skus'][0]['id']}&quantity=2"):
        in_xml(stack, buyer.client, "GET", path)
    form = {"address_id": buyer.address, "items": [{"sku_id": product["skus"][0]["id"], "quantity": 2}]}
    order = in_xml(stack, buyer.client, "POST", "/api/shop/orders", form, 201, key=True)
    begun = in_xml(stack, buyer.client, "POST", f"/api/shop/orders/{order['number']}/payments", {"trade": "NATIVE"}, 201)
    w.sandbox("/control/pay", {"out_trade_no": begun["number"]})
    w.becomes(order, "PAID")
    admin = f"/api/admin/orders/{w.id_of(order)}"
    shipped = in_xml(stack, w.owner.client, "POST", f"{admin}/parcels", {"carrier": "SF", "tracking_number": "SF99887766"}, key=True)
    assert shipped["order"]["state"] == "SHIPPED"
    done = in_xml(stack, buyer.client, "POST", f"/api/shop/orders/{order['number']}/receive", key=True)
    assert done["order"]["state"] == "COMPLETED" and done["order"]["pay_amount"] == order["pay_amount"]
    for client, path in ((buyer.client, f"/api/shop/orders/{order['number']}"), (buyer.client, "/api/shop/orders"),
                         (buyer.client, f"/api/shop/payments/{begun['number']}"), (w.owner.client, admin), (w.owner.client, "/api/admin/orders"),
                         (w.owner.client, "/api/admin/products"), (w.owner.client, "/api/admin/roles"), (w.owner.client, "/api/admin/me")):
        in_xml(stack, client, "GET", path)


def test_problems_come_in_xml_too(stack):
    answer = stack.client().get("/api/shop/orders", accept="application/xml")
    assert answer.status == 401 and answer.headers["content-type"] == "application/problem+xml", answer
    assert answer.xml().find("code").text == "unauthenticated"
    answer = stack.world.owner.client.post("/api/admin/categories", {"nme": "x"}, accept="application/xml")
    assert [(e.find("field").text, e.find("code").text) for e in answer.xml().find("errors")] == [("name", "required"), ("nme", "unknown")]


def test_the_books_hold(stack):
    stack.run("check")

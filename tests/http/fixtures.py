"""fixtures - of goods, orders, money and what else there is; see fixture.py. Those of people are in fixtures_people.py."""
from fixture import FIXTURES, NOBODY, NO_ORDER, Call, fixture, numbered, plain  # noqa: F401
from fixtures_people import ADDRESS  # noqa: F401
from world import DISTRICT
import fixtures_content  # noqa: F401
import fixtures_media  # noqa: F401
from world import DISTRICT

plain("GET /healthz", "GET /readyz", "GET /metrics", "GET /api/shop/home", "GET /api/shop/categories", "GET /api/shop/cart", "GET /api/shop/brands",
      "GET /api/shop/visitor",
      "GET /api/admin/brands",
      "GET /api/admin/categories", "GET /api/admin/dashboard")


# ---- goods ----
@fixture("GET /api/shop/products")
def products(w, who):
    return Call("/api/shop/products?keyword=%E9%9D%92%E8%8A%B1&price_min=1&price_max=999999&in_stock=true&sort=price_asc&limit=5"
                f"&brand={w.brand()}&tag=%E9%80%81%E7%A4%BC")


@fixture("GET /api/shop/products/:id")
def product(w, who):
    return Call(f"/api/shop/products/{w.product()['id']}", unknown=f"/api/shop/products/{NOBODY}")


@fixture("POST /api/admin/categories")
def category_add(w, who):
    return Call("/api/admin/categories", {"parent_id": w.category(), "name": "茶具", "image": "/media/a.svg", "position": 3, "state": "ACTIVE"})


numbered("PUT /api/admin/categories/:id", lambda w: w.category(),
         {"name": "酒具", "image": "", "position": 4, "state": "HIDDEN", "version": 1})
numbered("POST /api/admin/categories/:id/delete", lambda w: w.category())


@fixture("POST /api/admin/categories/order")
def category_order(w, who):
    parent = w.category()
    below = [w.category(parent) for _ in range(2)]
    return Call("/api/admin/categories/order", {"parent_id": parent, "categories": [{"id": c} for c in reversed(below)]})


BRAND = {"image": "/media/a.svg", "position": 3, "state": "ACTIVE"}


@fixture("POST /api/admin/brands")
def brand_add(w, who):
    return Call("/api/admin/brands", BRAND | {"name": f"新牌{next(w.count)}"})


numbered("PUT /api/admin/brands/:id", lambda w: w.new_brand(), lambda w: BRAND | {"name": f"老牌{next(w.count)}", "version": 1})
numbered("POST /api/admin/brands/:id/delete", lambda w: w.new_brand())


@fixture("POST /api/admin/products/bulk-sale")
def bulk_sale(w, who):
    return Call("/api/admin/products/bulk-sale", {"on_sale": False, "products": [{"id": w.product()["id"]}]}, key=True)


@fixture("POST /api/admin/products/bulk-price")
def bulk_price(w, who):
    return Call("/api/admin/products/bulk-price", {"how": "ADD", "value": -10, "products": [{"id": w.product()["id"]}]}, key=True)


@fixture("POST /api/admin/products/bulk-price-undo")
def bulk_price_undo(w, who):
    p = w.ask("GET", f"/api/admin/products/{w.product()['id']}")
    was = [{"id": s["id"], "price": s["price"]} for s in p["skus"]]
    return Call("/api/admin/products/bulk-price-undo", {"products": [{"id": p["id"], "version": p["version"], "skus": was}]}, key=True)


@fixture("GET /api/admin/products")
def staff_products(w, who):
    return Call(f"/api/admin/products?keyword=%E9%9D%92%E8%8A%B1&page=1&page_size=5&brand={w.brand()}&tag=%E9%80%81%E7%A4%BC")


@fixture("POST /api/admin/products")
def product_add(w, who):
    return Call("/api/admin/products", w.product_form())


@fixture("PUT /api/admin/products/:id")
def product_change(w, who):
    was = w.product(on_sale=False)
    keep = ("id", "value1", "value2", "value3", "code", "barcode", "image", "price", "list_price", "cost", "weight_g")
    form = w.product_form() | {"version": was["version"], "skus": [{k: s[k] for k in keep if k in s} for s in was["skus"]]}
    return Call(f"/api/admin/products/{was['id']}", form, unknown=f"/api/admin/products/{NOBODY}")


numbered("GET /api/admin/products/:id", lambda w: w.product()["id"])
numbered("POST /api/admin/products/:id/on-sale", lambda w: w.product(on_sale=False)["id"])
numbered("POST /api/admin/products/:id/off-sale", lambda w: w.product()["id"])
numbered("POST /api/admin/products/:id/delete", lambda w: w.product(on_sale=False)["id"])


def deleted_product(w):
    id_ = w.product(on_sale=False)["id"]
    w.ask("POST", f"/api/admin/products/{id_}/delete")
    return id_


numbered("POST /api/admin/products/:id/restore", deleted_product)


@fixture("GET /api/admin/skus/:id/movements")
def movements(w, who):
    return Call(f"/api/admin/skus/{w.product()['skus'][0]['id']}/movements?page=1&page_size=5",
                unknown=f"/api/admin/skus/{NOBODY}/movements?page=1&page_size=5")


numbered("POST /api/admin/skus/:id/adjustments", lambda w: w.product()["skus"][0]["id"],
         {"delta": -3, "note": "盘点", "reference": "2026-11"}, key=True)


# ---- cart ----
def line_in_cart(w, who):
    """A SKU that is in the cart of who, when that is somebody."""
    sku = w.product()["skus"][0]["id"]
    if who:
        w.ask("POST", "/api/shop/cart/lines", {"sku_id": sku, "quantity": 2}, by=who)
    return sku


@fixture("POST /api/shop/cart/lines")
def cart_add(w, who):
    return Call("/api/shop/cart/lines", {"sku_id": w.product()["skus"][0]["id"], "quantity": 2})


@fixture("PUT /api/shop/cart/lines/:sku")
def cart_change(w, who):
    return Call(f"/api/shop/cart/lines/{line_in_cart(w, who)}", {"quantity": 3, "selected": True}, owned=True,
                unknown=f"/api/shop/cart/lines/{NOBODY}")


@fixture("DELETE /api/shop/cart/lines/:sku")
def cart_remove(w, who):
    return Call(f"/api/shop/cart/lines/{line_in_cart(w, who)}", owned=True, unknown=f"/api/shop/cart/lines/{NOBODY}")


@fixture("POST /api/shop/cart/selection")
def cart_select(w, who):
    line_in_cart(w, who)
    return Call("/api/shop/cart/selection", {"selected": True})


# ---- orders ----
@fixture("GET /api/shop/checkout")
def checkout(w, who):
    return Call(f"/api/shop/checkout?sku_id={w.product()['skus'][0]['id']}&quantity=2")


@fixture("POST /api/shop/orders")
def submit(w, who):
    sku, address = w.product()["skus"][0], who.address if who else 1
    return Call("/api/shop/orders", {"address_id": address, "items": [{"sku_id": sku["id"], "quantity": 2}], "remark": "请尽快",
                                     "expected_amount": 2 * sku["price"] + 800, "source": "H5"}, key=True)


@fixture("GET /api/shop/orders")
def orders(w, who):
    return Call("/api/shop/orders?tab=all&limit=5")


@fixture("GET /api/shop/orders/counts")
def order_counts(w, who):
    return Call("/api/shop/orders/counts")


def of_order(route, make, body=None, key=True):
    """Routes of one order of the member's own."""
    def call(w, who):
        path = route.split()[1]
        return Call(path.replace(":number", make(w, who)["number"]), body, key, owned=True, unknown=path.replace(":number", NO_ORDER))
    return fixture(route)(call)


of_order("GET /api/shop/orders/:number", lambda w, who: w.order(who), key=False)
of_order("POST /api/shop/orders/:number/receive", lambda w, who: w.shipped(who))
of_order("POST /api/shop/orders/:number/extend-receipt", lambda w, who: w.shipped(who))


@fixture("GET /api/admin/orders")
def staff_orders(w, who):
    return Call("/api/admin/orders?state=UNPAID&from=2020-01-01T00:00:00Z&until=2099-01-01T00:00:00Z&page=1&page_size=5")


numbered("GET /api/admin/orders/:id", lambda w: w.id_of(w.order(w.member())))
numbered("POST /api/admin/orders/:id/parcels", lambda w: w.id_of(w.paid(w.member())),
         {"carrier": "SF", "tracking_number": "SF1234567890"}, key=True)
numbered("PUT /api/admin/orders/:id/remark", lambda w: w.id_of(w.order(w.member())), {"staff_remark": "易碎", "version": 1})



def repriced(w):
    return {"was_amount": 2 * 1990 + 800, "goods_amount": 3000, "freight_amount": 0, "reason": "老客户"}


RECEIVER = {k: v for k, v in ADDRESS.items() if k != "is_default"} | {"version": 1}
numbered("POST /api/admin/orders/:id/price", lambda w: w.id_of(w.order(w.member())), repriced)
numbered("POST /api/admin/orders/:id/address", lambda w: w.id_of(w.order(w.member())), RECEIVER)


@fixture("POST /api/admin/picking")
def picking(w, who):
    return Call("/api/admin/picking", {"orders": [{"id": w.id_of(w.paid(w.member()))}]}, key=True)


@fixture("GET /api/admin/picking")
def slips(w, who):
    return Call(f"/api/admin/picking?orders={w.id_of(w.order(w.member()))}")


@fixture("POST /api/shop/orders/:number/address")
def own_address(w, who):
    path = "/api/shop/orders/:number/address"
    return Call(path.replace(":number", w.order(who)["number"]), {"address_id": w.address(who)}, owned=True,
                unknown=path.replace(":number", NO_ORDER))


REASON = {"reason": "不想要了"}
of_order("POST /api/shop/orders/:number/payments", lambda w, who: w.order(who), {"trade": "MWEB"}, key=False)
of_order("POST /api/shop/orders/:number/cancel", lambda w, who: w.order(who), REASON, key=False)
numbered("POST /api/admin/orders/:id/cancel", lambda w: w.id_of(w.order(w.member())), REASON)
of_order("GET /api/shop/payments/:number", lambda w, who: w.payment(who, w.order(who)), key=False)
of_order("POST /api/shop/payments/:number/check", lambda w, who: w.payment(who, w.order(who)), key=False)


# ---- the exception desk, jobs ----
def open_exception(w):
    """A notice of a foreign account: no money of ours, so the books need no entry."""
    n = next(w.count)
    w.stack.sql("INSERT INTO payment_exception (kind, channel, reference, payment_number, amount, state, created_at)"
                f" VALUES ('FOREIGN_NOTICE', 'WECHATPAY', 'foreign{n}', 'P{n:019d}', 1, 'OPEN', NOW(3))")
    return w.stack.sql(f"SELECT id FROM payment_exception WHERE reference = 'foreign{n}'")[0][0]


@fixture("GET /api/admin/exceptions")
def exceptions(w, who):
    return Call("/api/admin/exceptions?state=OPEN&kind=FOREIGN_NOTICE&page=1&page_size=5")


numbered("GET /api/admin/exceptions/:id", open_exception)
numbered("POST /api/admin/exceptions/:id/resolve", open_exception, {"note": "已联系财务", "version": 1})


def failed_refund(w):
    """The desk's entry about one that the channel never makes: so the books need no entry."""
    number = f"R{10**18 + next(w.count)}"
    paid = w.stack.sql("SELECT number, transaction_id, amount FROM payment WHERE state = 'SUCCEEDED'"
                       f" AND order_id = {w.id_of(w.paid(w.member()))}")[0]
    w.sandbox("/control/refund_result", {"out_refund_no": number, "status": "CHANGE"})
    made = w.stack.sql(
        "INSERT INTO refund (number, reference, channel, payment_number, transaction_id, total_amount, amount, reason, state, created_at)"
        f" VALUES ('{number}', '{number}', 'WECHATPAY', '{paid[0]}', '{paid[1]}', {paid[2]}, 1, 'x', 'ABNORMAL', NOW(3));"
        "INSERT INTO payment_exception (kind, channel, reference, payment_number, amount, refund_id, state, created_at)"
        f" VALUES ('REFUND_FAILED', 'WECHATPAY', '{number}', '{paid[0]}', 1, LAST_INSERT_ID(), 'OPEN', NOW(3));"
        "SELECT LAST_INSERT_ID()")
    return made[0][0]


numbered("POST /api/admin/exceptions/:id/retry", failed_refund, {"version": 1}, key=True)

plain("GET /api/admin/jobs", "GET /api/admin/permissions", "GET /api/admin/roles", "GET /api/admin/me", "GET /api/shop/me",
      "GET /api/shop/addresses")
for act in ("run", "pause", "resume"):
    fixture(f"POST /api/admin/jobs/:name/{act}")(
        lambda w, who, act=act: Call(f"/api/admin/jobs/guest_cart_clean/{act}", unknown=f"/api/admin/jobs/nothing_of_the_kind/{act}"))


# ---- callbacks ----
@fixture("POST /callback/wechatpay/v2/payment")
def payment_notice(w, who):
    buyer = w.member()
    number = w.payment(buyer, w.order(buyer))["number"]
    w.sandbox("/control/pay", {"out_trade_no": number, "notify": False})
    return Call("/callback/wechatpay/v2/payment", w.sandbox("/control/notice_xml", {"out_trade_no": number}).body, raw=True)


@fixture("POST /callback/wechatpay/v2/refund")
def refund_notice(w, who):
    number = w.refunded(w.member())
    return Call("/callback/wechatpay/v2/refund", w.sandbox("/control/refund_notice_xml", {"out_refund_no": number}).body, raw=True)


# ---- visits, what staff look for ----
@fixture("POST /api/shop/visits")
def visits(w, who):
    view = {"page": "PRODUCT", "object_id": 1, "path": "/product/1", "referrer_host": "www.example.com", "utm_source": "weibo",
            "utm_medium": "post", "utm_campaign": "双十一", "share_code": "S1", "stay_ms": 1200, "ago_ms": 3000}
    return Call("/api/shop/visits", {"views": [view]})


@fixture("GET /api/admin/search")
def staff_search(w, who):
    return Call("/api/admin/search?q=%E9%9D%92%E8%8A%B1")

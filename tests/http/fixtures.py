"""fixtures - for every route, a request with which whoever is allowed gets 2xx.

    @fixture("POST /api/shop/orders")
    def submit(w, member):
        return Call("/api/shop/orders", body={...}, key=True)

Each makes what it needs, so that it may be asked for again and again. A route without one fails
test_matrix by its name. owned: the path names something of the member's alone; unknown: the same
path with a name that nobody has.
"""
import dataclasses

from world import DISTRICT

NOBODY = 2**62                  # an id that is never given
NO_ORDER = "2001010100000000000"
FIXTURES = {}


@dataclasses.dataclass
class Call:
    path: str
    body: object = None
    key: bool = False
    owned: bool = False
    unknown: str = None
    headers: dict = None
    raw: bool = False           # as WeChat Pay sends it: XML, and no JSON comes back
    status: int = None          # of the good answer, where 2xx does not say it
    ends_session: bool = False  # of whoever asks


def fixture(route):
    def keep(make):
        assert route not in FIXTURES, route
        FIXTURES[route] = make
        return make
    return keep


def plain(*routes):
    """Routes that want nothing but their path."""
    for route in routes:
        path = route.split()[1]
        fixture(route)(lambda w, who, path=path: Call(path))


plain("GET /healthz", "GET /readyz", "GET /metrics", "GET /api/shop/home", "GET /api/shop/categories", "GET /api/shop/cart",
      "GET /api/admin/categories", "GET /api/admin/dashboard")


def numbered(route, id_of, body=None, key=False):
    """Routes of one thing that all staff with the permission may see: /api/admin/products/:id/…"""
    def make(w, who):
        id_, form = id_of(w), body(w) if callable(body) else body
        path = route.split()[1]
        return Call(path.replace(":id", str(id_)), form, key, unknown=path.replace(":id", str(NOBODY)))
    return fixture(route)(make)


# ---- goods ----
@fixture("GET /api/shop/products")
def products(w, who):
    return Call("/api/shop/products?keyword=%E9%9D%92%E8%8A%B1&price_min=1&price_max=999999&in_stock=true&sort=price_asc&limit=5")


@fixture("GET /api/shop/products/:id")
def product(w, who):
    return Call(f"/api/shop/products/{w.product()['id']}", unknown=f"/api/shop/products/{NOBODY}")


@fixture("POST /api/admin/categories")
def category_add(w, who):
    return Call("/api/admin/categories", {"parent_id": w.category(), "name": "茶具", "image": "/media/a.svg", "position": 3, "state": "ACTIVE"})


numbered("PUT /api/admin/categories/:id", lambda w: w.category(),
         {"name": "酒具", "image": "", "position": 4, "state": "HIDDEN", "version": 1})
numbered("POST /api/admin/categories/:id/delete", lambda w: w.category())


@fixture("GET /api/admin/products")
def staff_products(w, who):
    return Call("/api/admin/products?keyword=%E9%9D%92%E8%8A%B1&page=1&page_size=5")


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


def of_order(route, make, body=None, key=True):
    """Routes of one order of the member's own."""
    def call(w, who):
        path = route.split()[1]
        return Call(path.replace(":number", make(w, who)["number"]), body, key, owned=True, unknown=path.replace(":number", NO_ORDER))
    return fixture(route)(call)


of_order("GET /api/shop/orders/:number", lambda w, who: w.order(who), key=False)
of_order("POST /api/shop/orders/:number/receive", lambda w, who: w.shipped(who))


@fixture("GET /api/admin/orders")
def staff_orders(w, who):
    return Call("/api/admin/orders?state=UNPAID&from=2020-01-01T00:00:00Z&until=2099-01-01T00:00:00Z&page=1&page_size=5")


numbered("GET /api/admin/orders/:id", lambda w: w.id_of(w.order(w.member())))
numbered("POST /api/admin/orders/:id/parcels", lambda w: w.id_of(w.paid(w.member())),
         {"carrier": "SF", "tracking_number": "SF1234567890"}, key=True)
numbered("PUT /api/admin/orders/:id/remark", lambda w: w.id_of(w.order(w.member())), {"staff_remark": "易碎", "version": 1})

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


# ---- members, addresses ----
ADDRESS = {"name": "李小红", "phone": "13900139000", "region": DISTRICT[0], "province": DISTRICT[1], "city": DISTRICT[2],
           "district": DISTRICT[3], "detail": "深南大道1号", "is_default": False}


@fixture("POST /api/shop/addresses")
def address_add(w, who):
    return Call("/api/shop/addresses", ADDRESS)


def of_address(route, body=None):
    def make(w, who):
        path = route.split()[1]
        return Call(path.replace(":id", str(w.address(who))), body, owned=True, unknown=path.replace(":id", str(NOBODY)))
    return fixture(route)(make)


of_address("GET /api/shop/addresses/:id")
of_address("PUT /api/shop/addresses/:id", ADDRESS | {"version": 1})
of_address("POST /api/shop/addresses/:id/default")
of_address("POST /api/shop/addresses/:id/delete")


@fixture("PUT /api/shop/me")
def me_change(w, who):
    version = int(w.stack.sql(f"SELECT version FROM member WHERE id = {who.id}")[0][0])
    return Call("/api/shop/me", {"nickname": "小王", "version": version})


@fixture("POST /api/shop/me/password")
def me_password(w, who):
    phone = w.phone()
    w.stack.sql(f"UPDATE member SET phone = SEALED('{phone}'), phone_index = INDEXED('{phone}'), password_hash = NULL WHERE id = {who.id}")
    return Call("/api/shop/me/password", {"password": w.PASSWORD})


@fixture("POST /api/shop/me/phone")
def me_phone(w, who):
    phone = w.phone()
    return Call("/api/shop/me/phone", {"phone": phone, "code": w.code(phone)})


@fixture("GET /api/admin/members")
def members(w, who):
    return Call("/api/admin/members?keyword=%E4%BC%9A%E5%91%98&state=ACTIVE&page=1&page_size=5")


numbered("GET /api/admin/members/:id", lambda w: w.member().id)
numbered("POST /api/admin/members/:id/disable", lambda w: w.member().id)
numbered("POST /api/admin/members/:id/enable", lambda w: w.member(state="DISABLED").id)


# ---- signing in and out ----
@fixture("POST /api/shop/sign-in/codes")
def code_send(w, who):
    return Call("/api/shop/sign-in/codes", {"phone": w.phone()})


@fixture("POST /api/shop/sign-in/phone")
def sign_in_phone(w, who):
    phone = w.phone()
    return Call("/api/shop/sign-in/phone", {"phone": phone, "code": w.code(phone)}, ends_session=True)


@fixture("POST /api/shop/sign-in/password")
def sign_in_password(w, who):
    phone = w.phone()
    w.give_password(w.member(phone=phone))
    return Call("/api/shop/sign-in/password", {"phone": phone, "password": w.PASSWORD}, ends_session=True)


@fixture("GET /api/shop/sign-in/wechat")
def sign_in_wechat(w, who):
    return Call("/api/shop/sign-in/wechat?return=/cart", status=302)


@fixture("GET /api/shop/sign-in/wechat/callback")
def sign_in_wechat_back(w, who):
    browser = w.stack.client()
    path = w.agreed_at_wechat(browser)
    return Call(path, headers={"Cookie": f"mm_browser={browser.cookies['mm_browser']}"}, status=302, ends_session=True)


@fixture("POST /api/shop/sign-out")
def sign_out(w, who):
    return Call("/api/shop/sign-out", ends_session=True)


@fixture("POST /api/admin/sign-in")
def staff_sign_in(w, who):
    clerk = w.staff([])
    w.give_password(clerk)
    return Call("/api/admin/sign-in", {"name": clerk.name, "password": w.PASSWORD}, ends_session=True)


@fixture("POST /api/admin/sign-out")
def staff_sign_out(w, who):
    return Call("/api/admin/sign-out", ends_session=True)


# ---- staff ----
@fixture("POST /api/admin/me/password")
def own_password(w, who):
    w.give_password(who)
    return Call("/api/admin/me/password", {"old_password": w.PASSWORD, "password": "another horse 马"})


@fixture("GET /api/admin/staff")
def staff_list(w, who):
    return Call("/api/admin/staff?page=1&page_size=5")


@fixture("POST /api/admin/staff")
def staff_add(w, who):
    form = {"name": f"new{next(w.count)}", "display_name": "新人", "password": w.PASSWORD, "roles": [{"id": w.staff([]).role}]}
    return Call("/api/admin/staff", form)


@fixture("PUT /api/admin/staff/:id")
def staff_change(w, who):
    other = w.staff([])
    return Call(f"/api/admin/staff/{other.id}", {"display_name": "老人", "state": "ACTIVE", "roles": [{"id": other.role}], "version": 1},
                unknown=f"/api/admin/staff/{NOBODY}")


numbered("POST /api/admin/staff/:id/password", lambda w: w.staff([]).id, {"password": "quite another 马"})


@fixture("POST /api/admin/roles")
def role_add(w, who):
    return Call("/api/admin/roles", {"name": f"发货员{next(w.count)}", "permissions": [{"name": p} for p in grantable(who)]})


@fixture("PUT /api/admin/roles/:id")
def role_change(w, who):
    role = w.staff([]).role
    return Call(f"/api/admin/roles/{role}", {"name": f"客服{next(w.count)}", "permissions": [{"name": p} for p in grantable(who)], "version": 1},
                unknown=f"/api/admin/roles/{NOBODY}")


def grantable(who):
    """What this person may give away: nobody grants more than he has."""
    return [p for p in ("role:write",) if who]


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

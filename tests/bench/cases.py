"""cases - what is asked, and what it may cost in units of the yardstick (×).

A case makes n requests: `make(n)`. What must be so before them is made there too, outside the measurement.
"""
import hashlib
import hmac
import json
import random
import secrets

import data
from rig import request


class Case:
    """limit: times the yardstick, None when only told; route: of the worker's log line, for its statements."""

    def __init__(self, name, limit, route, status, make):
        self.name, self.limit, self.route, self.status, self.make = name, limit, route, status, make


def bearer(member):
    return {"Authorization": f"Bearer {data.token(member)}"}


def as_json(value, **headers):
    return {"body": json.dumps(value).encode(), "Content_Type": "application/json", **headers}


class Shop:
    """Makes requests, and knows which members and orders were used already."""

    def __init__(self, bench, lines):
        self.bench, self.lines = bench, lines
        self.random = random.Random(7)
        self.buyer = 0
        self.products = data.PRODUCTS           # how many there are to ask for

    def member(self):
        """One after the other: neighbours in a batch are not the same one, and nobody has all open orders."""
        self.buyer = self.buyer % data.MEMBERS + 1
        return self.buyer

    def product(self):
        return self.random.randint(1, self.products)

    # ---- reads ----
    def yardstick(self, n):
        return [request("GET", f"/bench?{self.random.randint(1, 1000)}") for _ in range(n)]

    def detail(self, n):
        """A cookie of somebody else keeps nginx from answering out of its cache."""
        return [request("GET", f"/api/shop/products/{self.product()}", Cookie="a=b") for _ in range(n)]

    def detail_member(self, n):
        return [request("GET", f"/api/shop/products/{self.product()}", Cookie=f"mm_member={data.token(self.member())}") for _ in range(n)]

    def list(self, n):
        return [request("GET", "/api/shop/products?limit=20", Cookie="a=b")] * n

    def list_of_category(self, n):
        return [request("GET", f"/api/shop/products?limit=20&category={self.random.randint(1, 20)}&sort=price_asc", Cookie="a=b") for _ in range(n)]

    def home(self, n):
        return [request("GET", "/api/shop/home", Cookie="a=b")] * n

    def cached(self, n):
        return [request("GET", "/api/shop/products/7")] * n

    def cart(self, n):
        return [request("GET", "/api/shop/cart", **bearer(self.member())) for _ in range(n)]

    def orders(self, n):
        return [request("GET", "/api/shop/orders", **bearer(self.member())) for _ in range(n)]

    def by_staff(self, path):
        return lambda n: [request("GET", path, Authorization=f"Bearer {data.STAFF_TOKEN}")] * n

    # ---- writes ----
    def cart_add(self, n):
        return [request("POST", "/api/shop/cart/lines", **as_json({"sku_id": self.random.randint(1, 2 * data.PRODUCTS), "quantity": 1}),
                        **bearer(self.member())) for _ in range(n)]

    def submit(self, n):
        wanted = []
        for _ in range(n):
            member = self.member()
            one, two = self.random.sample(range(1, data.PRODUCTS + 1), 2)
            form = {"address_id": member, "items": [{"sku_id": 2 * one, "quantity": 1}, {"sku_id": 2 * two, "quantity": 2}]}
            wanted.append(request("POST", "/api/shop/orders", **as_json(form), **bearer(member), Idempotency_Key=secrets.token_hex(12)))
        return wanted

    def callback(self, n):
        """Of as many orders, made for it."""
        orders = []
        for status, body in self.lines.send(self.submit(n)):
            assert status == 201, (status, body)
            order = json.loads(body)
            orders.append((order["number"], order["pay_amount"]))
        return [request("POST", "/callback/wechatpay/v2/payment", self.notice(number, amount), Content_Type="text/xml")
                for (_, amount), number in zip(orders, data.pay(self.bench, orders))]

    def notice(self, number, amount):
        """As the channel tells it, signed by protocols 1.1."""
        fields = {
            "appid": "wx0000000000000001", "bank_type": "CMC", "cash_fee": amount, "fee_type": "CNY", "is_subscribe": "N",
            "mch_id": "1900000001", "nonce_str": secrets.token_hex(16), "openid": "openid-of-bench", "out_trade_no": number,
            "result_code": "SUCCESS", "return_code": "SUCCESS", "sign_type": "HMAC-SHA256", "time_end": "20260101120000",
            "total_fee": amount, "trade_type": "JSAPI", "transaction_id": "42" + secrets.token_hex(13),
        }
        key = self.bench.secrets["api_key"]
        text = "&".join(f"{k}={fields[k]}" for k in sorted(fields)) + f"&key={key}"
        fields["sign"] = hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest().upper()
        return ("<xml>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in fields.items()) + "</xml>").encode()


def all_of(shop):
    return [
        Case("liveness", None, "/healthz", 200, lambda n: [request("GET", "/healthz")] * n),
        Case("product detail", 3, "/api/shop/products/:id", 200, shop.detail),
        Case("product detail, member", None, "/api/shop/products/:id", 200, shop.detail_member),
        Case("product list of 20", 3, "/api/shop/products", 200, shop.list),
        Case("list of 20, by price", None, "/api/shop/products", 200, shop.list_of_category),
        Case("front page", None, "/api/shop/home", 200, shop.home),
        Case("cached catalogue page", 0.3, "/api/shop/products/:id", 200, shop.cached),
        Case("cart add", 4.5, "/api/shop/cart/lines", 204, shop.cart_add),
        Case("cart", None, "/api/shop/cart", 200, shop.cart),
        Case("submit of two lines", 14, "/api/shop/orders", 201, shop.submit),
        Case("own orders", None, "/api/shop/orders", 200, shop.orders),
        Case("staff: dashboard", None, "/api/admin/dashboard", 200, shop.by_staff("/api/admin/dashboard")),
        Case("staff: orders to ship", None, "/api/admin/orders", 200, shop.by_staff("/api/admin/orders?state=PAID")),
        Case("staff: last orders", None, "/api/admin/orders", 200, shop.by_staff("/api/admin/orders")),
        Case("staff: products", None, "/api/admin/products", 200, shop.by_staff("/api/admin/products")),
        Case("payment callback", 10, "/callback/wechatpay/v2/payment", 200, shop.callback),
    ]

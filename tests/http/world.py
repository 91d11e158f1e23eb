"""world - people, goods and orders to test with, made as shortly as the tests allow.

    world = World(stack)
    buyer = world.member()                   # signed in: buyer.client sends its token
    order = world.paid(buyer)                # through the sandbox, so that the books hold

People are rows, with a session each; goods and orders come through the API, so that what they
leave behind is what the program leaves.
"""
import itertools
import secrets
import urllib.parse

from stack import Client, wait_for

count = itertools.count(1)
DISTRICT = ("440305", "广东省", "深圳市", "南山区")
PASSWORD = "correct horse 电池"


def sealed(phone):
    """The values of phone and phone_index."""
    return f"SEALED('{phone}'), INDEXED('{phone}')" if phone else "NULL, NULL"


def call_sandbox(stack, path, body, status=200):
    """One call of the sandbox, which must take it: what it says in JSON, or the whole answer."""
    line = Client(stack.sandbox_port)
    line.watchers = []
    answer = line.get(path) if body is None else line.post(path, body)
    assert answer.status == status, (path, body, answer)
    return answer.json() if "json" in answer.headers.get("content-type", "") else answer


class Person:
    """id, token, csrf; client sends the token as Bearer."""

    def __init__(self, stack, kind, id_, name):
        self.stack, self.kind, self.id, self.name = stack, kind, id_, name
        self.token, self.csrf, self.client = self.session()
        self.address = None

    def session(self):
        """A further session: (token, CSRF word, client)."""
        token, csrf = (secrets.token_urlsafe(32) for _ in range(2))
        member, staff = (self.id, "NULL") if self.kind == "member" else ("NULL", self.id)
        self.stack.sql(f"INSERT INTO session VALUES (UNHEX(SHA2('{token}', 256)), {member}, {staff}, '{csrf}', NOW(3), NOW(3),"
                       " NOW(3) + INTERVAL 1 DAY, '127.0.0.1')")
        client = self.stack.client()
        client.headers["Authorization"] = f"Bearer {token}"
        return token, csrf, client

    def renew(self):
        """Signed in again, after a session that ended."""
        self.token, self.csrf, self.client = self.session()

    def browser(self):
        """The same person with a cookie instead."""
        token, csrf, _ = self.session()
        client = self.stack.client()
        client.cookies[f"mm_{self.kind}"], client.csrf = token, csrf
        return client


class World:
    """What a test file works with: a stack and whom it needs."""
    count, PASSWORD = count, PASSWORD

    def __init__(self, stack):
        self.stack = stack
        self.owner = self.staff()
        self._hash = self._brand = None

    # ---- people ----
    def _insert(self, statement):
        return int(self.stack.sql(statement + "; SELECT LAST_INSERT_ID()")[0][0])

    def member(self, state="ACTIVE", phone=None, openid=None):
        name = f"会员{next(count)}"
        id_ = self._insert("INSERT INTO member (state, nickname, phone, phone_index, created_at, updated_at)"
                           f" VALUES ('{state}', '{name}', {sealed(phone)}, NOW(3), NOW(3))")
        if openid:
            self.stack.sql("INSERT INTO member_wechat (appid, openid, member_id, created_at)"
                           f" VALUES ('wx0000000000000001', '{openid}', {id_}, NOW(3))")
        person = Person(self.stack, "member", id_, name)
        person.address = self.address(person)
        return person

    def staff(self, permissions=None, state="ACTIVE", owner=None):
        """With these permissions; without: the owner, who has all."""
        n = next(count)
        owner = permissions is None if owner is None else owner
        id_ = self._insert("INSERT INTO staff (name, display_name, state, password_hash, created_at)"
                           f" VALUES ('clerk{n}', '店员{n}', '{state}', '!', NOW(3))")
        role = self._insert(f"INSERT INTO role (name, is_owner, created_at) VALUES ('role{n}', {int(owner)}, NOW(3))")
        rows = "".join(f"INSERT INTO role_permission VALUES ({role}, '{p}');" for p in permissions or ())
        self.stack.sql(rows + f"INSERT INTO staff_role VALUES ({id_}, {role})")
        person = Person(self.stack, "staff", id_, f"clerk{n}")
        person.role = role
        return person

    def address(self, person):
        code, province, city, district = DISTRICT
        return self._insert("INSERT INTO address (member_id, name, phone, phone_index, region, province, city, district, detail, is_default,"
                            f" state, created_at) VALUES ({person.id}, SEALED('王小明'), {sealed('13800138000')}, '{code}', '{province}', '{city}',"
                            f" '{district}', SEALED('科技园路1号'), 0, 'ACTIVE', NOW(3))")

    @staticmethod
    def phone():
        """A phone that nobody has."""
        return f"139{next(count):08d}"

    def give_password(self, person):
        """PASSWORD, so that he can sign in by it."""
        if not self._hash:
            form = {"name": f"boss{next(count)}", "display_name": "店长", "password": PASSWORD, "roles": []}
            made = self.ask("POST", "/api/admin/staff", form)["id"]
            self._hash = self.stack.sql(f"SELECT password_hash FROM staff WHERE id = {made}")[0][0]
        self.stack.sql(f"UPDATE {person.kind} SET password_hash = '{self._hash}' WHERE id = {person.id}")

    def code(self, phone):
        """A code sent to the phone, as it lies in the sandbox's inbox."""
        answer = self.stack.client().post("/api/shop/sign-in/codes", {"phone": phone})
        assert answer.status == 204, answer
        inbox = self.sandbox(f"/sms.json?phone={phone}")
        return (inbox["messages"] if isinstance(inbox, dict) else inbox)[0]["params"]["code"]

    def agreed_at_wechat(self, browser, who="0", start="/api/shop/sign-in/wechat?return=/"):
        """The path WeChat sends the browser back to, once a person there has agreed."""
        return self.agreed(browser.get(start).headers["location"], who)

    def agreed(self, location, who="0"):
        """The same, from where the browser was sent. who None: somebody whom WeChat did not know."""
        there = urllib.parse.urlsplit(location)
        if who is None:
            form = urllib.parse.urlencode([*urllib.parse.parse_qsl(there.query), ("nickname", f"微信{next(count)}")]).encode()
            agreed = call_sandbox(self.stack, "/connect/oauth2/person", form, status=302)
        else:
            agreed = call_sandbox(self.stack, f"{there.path}?{there.query}&auto={who}", None, status=302)
        back = urllib.parse.urlsplit(agreed.headers["location"])
        return f"{back.path}?{back.query}"

    # ---- goods ----
    def ask(self, method, path, body=None, by=None, key=False, expect=None, **more):
        """Asks as the owner, or another person, and wants a good answer; its JSON."""
        client = (by or self.owner).client
        answer = client.ask(method, path, body, key=client.key() if key else None, **more)
        assert answer.status == expect if expect else answer.status < 300, (method, path, body, answer)
        return answer.json() if answer.body else None

    def category(self, parent=None):
        form = {"name": f"分类{next(count)}", "position": 1, "state": "ACTIVE"}
        return self.ask("POST", "/api/admin/categories", form | ({"parent_id": parent} if parent else {}))["id"]

    def new_brand(self):
        return self.ask("POST", "/api/admin/brands", {"name": f"品牌{next(count)}", "position": 1, "state": "ACTIVE"})["id"]

    def brand(self):
        """One that stays."""
        self._brand = self._brand or self.new_brand()
        return self._brand

    def product_form(self, skus=2, price=1990, stock=100, **changes):
        """Of a product that is valid, every field filled in."""
        n = next(count)
        category = changes.pop("category_id", None) or self.category()
        return {
            "category_id": category, "title": f"青花瓷杯 {n}", "subtitle": "手工", "image": "/media/a.svg",
            "images": [{"path": "/media/a.svg"}], "video": "/media/a.mp4", "brand_id": self.brand(), "tags": [{"word": "送礼"}, {"word": "新品"}],
            "parameters": [{"name": "产地", "value": "景德镇"}, {"name": "材质", "value": "瓷"}], "detail": "第一行\n第二行", "unit": "个", "option1": "颜色", "option2": "",
            "option3": "", "minimum": 1, "purchase_max": 50,
            "skus": [{"value1": f"色{i}", "value2": "", "value3": "", "code": f"C{n}-{i}", "barcode": "", "image": "", "price": price,
                      "list_price": price + 100, "cost": 1, "weight_g": 300, "stock": stock} for i in range(skus)],
        } | changes

    def product(self, on_sale=True, **changes):
        """A product as staff see it."""
        id_ = self.ask("POST", "/api/admin/products", self.product_form(**changes))["id"]
        if on_sale:
            self.ask("POST", f"/api/admin/products/{id_}/on-sale")
        return self.ask("GET", f"/api/admin/products/{id_}")

    # ---- content ----
    def content_form(self, kind, **changes):
        """Of a banner, an announcement, a home-floor, an article or a hot word that is valid, every field filled in."""
        n = next(count)
        texts = [{"locale": "zh-TW", "title": f"繁體 {n}"}, {"locale": "en", "title": f"English {n}"}]
        if kind == "articles":
            texts = [t | {"body": f"<p>{t['title']}</p>"} for t in texts]
            return {"title": f"文章 {n}", "image": "/media/a.svg", "body": f"<p>正文 {n}</p>", "texts": texts} | changes
        if kind == "hot-words":
            return {"title": f"热词 {n}", "texts": texts} | changes
        if kind == "home-floors":
            return {"title": f"楼层 {n}", "source": "NEWEST", "size": 4, "texts": texts} | changes
        form = {"title": f"标题 {n}", "target_kind": "NONE", "starts_at": "2020-01-01T00:00:00.000Z",
                "ends_at": "2099-01-01T00:00:00.000Z", "texts": texts}
        return form | ({"image": "/media/a.svg"} if kind == "banners" else {}) | changes

    def content(self, kind, publish=False, **changes):
        """Its id."""
        id_ = self.ask("POST", f"/api/admin/{kind}", self.content_form(kind, **changes))["id"]
        if publish:
            self.ask("POST", f"/api/admin/{kind}/{id_}/publish")
        return id_

    def clear_content(self):
        """No content but what comes after."""
        self.stack.sql("".join(f"UPDATE {t} SET state = 'DELETED';" for t in ("banner", "announcement", "home_floor", "article", "hot_word")))

    # ---- orders ----
    def order(self, by, product=None, lines=1, quantity=2):
        """An unpaid order of `lines` SKUs, as its buyer sees it."""
        product = product or self.product(skus=max(lines, 2))
        items = [{"sku_id": sku["id"], "quantity": quantity} for sku in product["skus"][:lines]]
        return self.ask("POST", "/api/shop/orders", {"address_id": by.address, "items": items}, by=by, key=True)

    def id_of(self, order):
        return int(self.stack.sql(f"SELECT id FROM shop_order WHERE number = '{order['number']}'")[0][0])

    def detail(self, by, order):
        return self.ask("GET", f"/api/shop/orders/{order['number']}", by=by)

    def state_of(self, order):
        return self.stack.sql(f"SELECT state FROM shop_order WHERE number = '{order['number']}'")[0][0]

    def becomes(self, order, state, seconds=10):
        wait_for(f"order {order['number']} is {state}, now {self.state_of(order)}", lambda: self.state_of(order) == state, seconds, 0.05)

    def payment(self, by, order, trade="NATIVE"):
        """An attempt to pay that has begun."""
        return self.ask("POST", f"/api/shop/orders/{order['number']}/payments", {"trade": trade}, by=by, expect=201)

    def paid(self, by, **more):
        """An order that was paid in the sandbox."""
        order = self.order(by, **more)
        self.sandbox("/control/pay", {"out_trade_no": self.payment(by, order)["number"]})
        self.becomes(order, "PAID")
        return order

    def shipped(self, by, **more):
        order = self.paid(by, **more)
        self.ship(order)
        return order

    def refunded(self, by, **more):
        """The number of a refund that was made: of a paid order that was cancelled."""
        order = self.paid(by, **more)
        self.ask("POST", f"/api/shop/orders/{order['number']}/cancel", {"reason": "不想要了"}, by=by)
        self.becomes(order, "REFUNDED", 20)
        return self.stack.sql(f"SELECT number FROM refund WHERE order_id = {self.id_of(order)}")[0][0]

    def ship(self, order, lines=None):
        """A parcel with these lines, or all that is left."""
        form = {"carrier": "SF", "tracking_number": f"SF{next(count):012d}"} | ({"lines": lines} if lines else {})
        return self.ask("POST", f"/api/admin/orders/{self.id_of(order)}/parcels", form, key=True)

    # ---- the sandbox ----
    def sandbox(self, path, body=None):
        return call_sandbox(self.stack, path, body)


# What the job runner writes by the clock.
CLOCK = ("job", "outbox", "idempotency", "trade_day", "visit_day", "product_hour", "product_rank")


class Frozen:
    """No row of any table may change inside `with`, but the moments at which sessions were last seen.

        with Frozen(stack, "a bad form"):
            ...
    """

    def __init__(self, stack, what, but=()):
        self.stack, self.what, self.but = stack, what, {"session", *but}

    def picture(self):
        rows = self.stack.sql("SELECT 'session', CONCAT(COUNT(*), MD5(GROUP_CONCAT(HEX(token_hash) ORDER BY token_hash))) FROM session")
        return {**self.stack.picture(self.but), **dict(rows)}

    def __enter__(self):
        self.before = self.picture()
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            after = self.picture()
            changed = [t for t in after if after[t] != self.before.get(t)]
            assert not changed, f"{self.what}: rows changed in {', '.join(changed)}"

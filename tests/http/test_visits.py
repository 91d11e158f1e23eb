"""Visits and what is made of them: the beacon, the days' sums, the dashboard, the search of staff."""
import json
import urllib.parse

from stack import wait_for
from world import Frozen, World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "limits.visit_per_minute": 60, "serve.job_runner": False,
             "rules.visit_kept": 2 * 86400 + 3600, "rules.unpaid_max": 20}
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.44"
VIEW = {"page": "HOME", "path": "/", "stay_ms": 1500, "ago_ms": 2000}
FIGURES = ("paid_orders", "paid_amount", "payers", "new_members", "views", "visitors", "refunds", "refunded_amount")


def setup(stack):
    stack.world = World(stack)


class Browser:
    """One that runs the shop's pages: keeps the cookies, and says where it comes from."""

    def __init__(self, stack, client=None, agent=PHONE, named=True):
        self.stack, self.client = stack, client or stack.client()
        self.client.headers = {"User-Agent": agent, "Origin": f"http://127.0.0.1:{stack.port}"}
        self.csrf, self.client.csrf = self.client.csrf, None            # a beacon sends no header of its own
        if named:
            assert self.client.get("/api/shop/visitor").status == 204

    def look(self, *views, **more):
        return self.client.post("/api/shop/visits", {"views": [VIEW | v for v in views]}, **more)


def rows(stack, what="COUNT(*)", where="1"):
    return stack.sql(f"SELECT {what} FROM visit WHERE {where}")


def clear(stack):
    stack.sql("DELETE FROM visit")


def test_a_visitor_looks_at_pages(stack):
    browser = Browser(stack)
    answer = browser.look({"utm_source": "weibo", "ago_ms": 9000}, {"page": "PRODUCT", "object_id": 3, "path": "/product/3"})
    assert answer.status == 204 and answer.body == b"", answer
    assert rows(stack, "page, object_id, path, stay_ms, source, source_name, member_id", "1 ORDER BY at") == [
        ["HOME", None, "/", "1500", "CAMPAIGN", "weibo", None], ["PRODUCT", "3", "/product/3", "1500", "CAMPAIGN", "weibo", None]]
    name = browser.client.cookies["mm_visitor"]
    browser.client.get("/api/shop/visitor")
    assert browser.client.cookies["mm_visitor"] == name, "a name once given stays"
    assert rows(stack, "COUNT(*)", f"visitor = LEFT(UNHEX(SHA2('{name}', 256)), 16)") == [["2"]]
    clear(stack)


def test_the_member_is_the_session_s_and_nobody_else_s(stack):
    buyer, other = stack.world.member(), stack.world.member()
    browser = Browser(stack, buyer.browser())
    assert browser.look({}).status == 204, "without a CSRF header, as sendBeacon sends it"
    assert rows(stack, "member_id") == [[str(buyer.id)]]
    with Frozen(stack, "somebody else's name"):
        for forged in ({"member_id": other.id}, {"member": other.id}, {"visitor": "x" * 43}, {"at": "2020-01-01T00:00:00Z"}, {"source": "CAMPAIGN"}):
            assert browser.look(forged).status == 400, forged
            assert browser.client.post("/api/shop/visits", {"views": [VIEW]} | forged).status == 400, forged
    clear(stack)


def test_another_site_cannot_speak_for_a_member(stack):
    browser = Browser(stack, stack.world.member().browser())
    with Frozen(stack, "from elsewhere"):
        for origin in ("https://evil.example", "null", "", f"http://127.0.0.1:{stack.port}.evil.example"):
            answer = browser.look({}, headers={"Origin": origin})
            assert answer.status == 403 and answer.json()["code"] == "csrf", (origin, answer)
        # What a page of another site may send without asking: no JSON.
        assert browser.client.post("/api/shop/visits", json.dumps({"views": [VIEW]}).encode(), headers={"Content-Type": "text/plain"}).status == 400


def test_robots_and_who_keeps_no_cookie_are_not_counted(stack):
    with Frozen(stack, "robots"):
        for agent in ("Mozilla/5.0 (compatible; Googlebot/2.1)", "Mozilla/5.0 (compatible; Baiduspider/2.0)", "curl/8.5.0", "", "HeadlessChrome/120"):
            assert Browser(stack, agent=agent).look({}).status == 204, agent
        assert Browser(stack, named=False).look({}).status == 204
        odd = Browser(stack, named=False)
        for name in ("short", "x" * 44, "x" * 42 + "%", "x" * 42 + "'"):
            odd.client.cookies["mm_visitor"] = name
            assert odd.look({}).status == 204, name


def test_bad_bodies_change_nothing(stack):
    browser = Browser(stack)
    with Frozen(stack, "bad bodies"):
        for body in ({}, {"views": []}, {"views": [VIEW] * 21}, {"views": [VIEW | {"page": "ADMIN"}]}, {"views": [VIEW | {"path": "x" * 201}]},
                     {"views": [VIEW | {"ago_ms": -1}]}, {"views": [VIEW | {"ago_ms": 3600001}]}, {"views": [VIEW | {"stay_ms": 3600001}]},
                     {"views": [VIEW | {"referrer_host": "例子.中国"}]}, {"views": [VIEW | {"path": "/\u0000"}]}, {"views": VIEW}, [VIEW]):
            answer = browser.client.post("/api/shop/visits", body)
            assert answer.status == 400, (body, answer)
        assert browser.client.post("/api/shop/visits", b'{"views":[' + b" " * 17000 + b"]}",
                                   headers={"Content-Type": "application/json"}).status == 413
        assert browser.client.get("/api/shop/visits").status == 405


def test_too_many_a_minute_are_refused(stack):
    browser = Browser(stack)
    said = [browser.look({}).status for _ in range(130)]
    assert 429 in said and said[-1] == 429, said
    stack.sql("DELETE FROM visit")


def test_the_name_keeps_nobody_from_the_pages_that_are_kept(stack):
    browser = Browser(stack, named=False)
    browser.client.get("/api/shop/visitor")
    for _ in range(2):
        assert browser.client.get("/api/shop/home?").status == 200
    log = stack.state / "log/nginx-access.log"
    wait_for("a page out of the cache", lambda: "path=/api/shop/home status=200" in log.read_text() and "cache=HIT" in log.read_text(), 5)


# ---- what is made of them ----
def day(n):
    return f"(DATE(NOW(3) + INTERVAL 8 HOUR) - INTERVAL 8 HOUR - INTERVAL {n} DAY)"


def dashboard(stack):
    return stack.world.ask("GET", "/api/admin/dashboard")


def take(figures):
    return {k: figures[k] for k in FIGURES}


def move(stack, order, at):
    stack.sql(f"UPDATE shop_order SET paid_at = {at} WHERE number = '{order['number']}'")


def test_the_dashboard_tells_what_happened(stack):
    w = stack.world
    buyer = w.member()
    product = w.product(skus=2, price=5000)
    orders = [w.paid(buyer, product=product, quantity=n) for n in (1, 2, 3, 1)]
    stack.sql(f"UPDATE member SET created_at = NOW(3) - INTERVAL 40 DAY; UPDATE member SET created_at = {day(1)} WHERE id = {buyer.id};"
              "DELETE FROM visit; UPDATE shop_order SET created_at = NOW(3) - INTERVAL 3 DAY")
    amount = [int(stack.sql(f"SELECT paid_amount FROM shop_order WHERE number = '{o['number']}'")[0][0]) for o in orders]
    # One of today; one of yesterday, as early as can be, and one a second after this time of day; one of three days ago.
    move(stack, orders[1], day(1))
    move(stack, orders[2], f"LEAST(NOW(3) - INTERVAL 1 DAY + INTERVAL 60 SECOND, {day(0)} - INTERVAL 1000 MICROSECOND)")
    move(stack, orders[3], day(3))
    stack.sql("".join(f"INSERT INTO visit (at, visitor, page, path, source, stay_ms) SELECT {at}, REPEAT('{who}', 16), 'HOME', '/', 'DIRECT', 1;"
                      for at, who in ((day(0), "a"), (day(0), "b"), (day(0), "b"), (day(1), "a"), (day(3), "c"))))
    d = dashboard(stack)
    assert d["todo"]["to_ship"] == 4, d
    assert take(d["today"]) == dict(zip(FIGURES, (1, amount[0], 1, 0, 3, 2, 0, 0))), d["today"]
    assert d["today"]["average"] == amount[0] and d["today"]["conversion_basis_points"] == 5000
    assert take(d["yesterday_so_far"]) == dict(zip(FIGURES, (1, amount[1], 1, 1, 1, 1, 0, 0))), d["yesterday_so_far"]
    assert take(d["yesterday"]) == dict(zip(FIGURES, (2, amount[1] + amount[2], 1, 1, 1, 1, 0, 0))), d["yesterday"]
    assert len(d["days"]) == 2 and d["days"][-1] == d["today"] and d["best_sellers"] == [], "nobody has summed anything up yet"
    stack.run("job", "run", "daily_summary")
    d = dashboard(stack)
    assert take(d["yesterday"]) == dict(zip(FIGURES, (2, amount[1] + amount[2], 1, 1, 1, 1, 0, 0))), "summed up as it was counted"
    assert len(d["days"]) == 30 and d["days"][-1]["day"] == d["today"]["day"] and d["days"][-2] == d["yesterday"], d["days"]
    assert take(d["days"][-4]) == dict(zip(FIGURES, (1, amount[3], 1, 0, 1, 1, 0, 0))), d["days"][-4]
    assert [d["days"][i]["paid_orders"] for i in (0, -3)] == [0, 0]
    assert [(b["product_id"], b["title"], b["quantity"], b["amount"]) for b in d["best_sellers"]] == [
        (product["id"], product["title"], 7, 5000 * 7)], d["best_sellers"]
    stack.orders = orders


def test_money_that_went_back_is_a_figure_of_its_own(stack):
    w, before = stack.world, dashboard(stack)["today"]
    number = w.paid(w.member())["number"]
    after = dashboard(stack)["today"]
    order = int(stack.sql(f"SELECT id FROM shop_order WHERE number = '{number}'")[0][0])
    w.ask("POST", f"/api/admin/orders/{order}/cancel", {"reason": "缺货"})
    for job in ("refund_send", "refund_poll"):
        stack.sql("UPDATE refund SET next_try_at = NOW(3) WHERE next_try_at IS NOT NULL")
        stack.run("job", "run", job)
    wait_for("the refund", lambda: dashboard(stack)["today"]["refunds"] == before["refunds"] + 1, 10)
    now = dashboard(stack)["today"]
    assert now["paid_amount"] == after["paid_amount"] > before["paid_amount"] and now["paid_orders"] == before["paid_orders"] + 1, now
    assert now["refunded_amount"] == after["paid_amount"] - before["paid_amount"], now


TABLES = ("trade_day", "visit_day", "product_hour", "product_rank")


def test_the_job_twice_changes_nothing(stack):
    stack.run("job", "run", "daily_summary")
    pictures = []
    for _ in range(2):
        stack.sql("UPDATE trade_day SET is_final = 0")
        stack.run("job", "run", "daily_summary")
        pictures.append({t: v for t, v in stack.picture().items() if t in TABLES})
    assert pictures[0] == pictures[1] and stack.sql("SELECT COUNT(*) FROM trade_day")[0][0] == "40"
    stack.run("check")


def test_old_views_go_and_their_day_stays(stack):
    stack.sql("DELETE FROM visit; INSERT INTO visit (at, visitor, page, path, source, stay_ms)"
              f" SELECT {day(3)}, REPEAT('x', 16), 'HOME', '/', 'DIRECT', 1 FROM seq_1_to_2500;"
              "INSERT INTO visit (at, visitor, page, path, source, stay_ms) SELECT NOW(3), REPEAT('y', 16), 'HOME', '/', 'DIRECT', 1")
    before = stack.sql("SELECT * FROM visit_day ORDER BY 1, 2, 3")
    stack.run("job", "run", "visit_clean")
    assert rows(stack) == [["1"]]
    stack.run("job", "run", "daily_summary")
    kept = [r for r in stack.sql("SELECT * FROM visit_day ORDER BY 1, 2, 3") if r in before]
    assert kept == before


# ---- what staff look for ----
def search(who, q):
    answer = who.client.get(f"/api/admin/search?q={urllib.parse.quote(q)}")
    assert answer.status == 200, answer
    return answer.json()


def test_staff_find_by_a_few_characters(stack):
    w, order = stack.world, stack.orders[0]
    found = search(w.owner, order["number"][:9])
    assert order["number"] in [o["number"] for o in found["orders"]] and found["products"] == found["members"] == []
    assert search(w.owner, order["number"])["orders"][0]["id"] == w.id_of(order)
    assert search(w.owner, order["number"][:3])["orders"] == [], "fewer than four digits say nothing"
    payment = stack.sql(f"SELECT number FROM payment WHERE order_id = {w.id_of(order)}")[0][0]
    for part in (payment, payment[:6]):
        assert order["number"] in [o["number"] for o in search(w.owner, part)["orders"]], part
    assert search(w.owner, payment[:4])["orders"] == search(w.owner, "P" + order["number"])["orders"] == []
    products = [w.product() for _ in range(7)]
    found = search(w.owner, "青花瓷")
    assert [p["id"] for p in found["products"]] == [p["id"] for p in products[:-6:-1]], "the newest five"
    assert len(search(w.owner, "瓷")["products"]) == 5, "one character is enough"
    assert search(w.owner, products[0]["title"][-6:])["orders"] == []
    phone = w.phone()
    member = w.member(phone=phone)
    found = search(w.owner, phone)["members"]
    assert [(m["id"], m["phone"]) for m in found] == [(member.id, f"{phone[:3]}****{phone[-4:]}")]
    assert [m["id"] for m in search(w.owner, member.name)["members"]] == [member.id]
    assert search(w.owner, member.name[:-1] + "x")["members"] == search(w.owner, phone[:-1])["members"] == [], "the whole of it"
    for odd in ("%", "_", "!", "'", "+茶 -(\"", "*", "   "):
        search(w.owner, odd)


def test_each_group_is_for_who_may_see_it(stack):
    w, number = stack.world, stack.orders[0]["number"]
    member = w.member(phone=number[:11] if len(number) > 11 else w.phone())
    stack.sql(f"UPDATE product SET title = CONCAT(title, ' {number}'), tokens = CONCAT(tokens, ' lw{number}') ORDER BY id LIMIT 1;"
              f"UPDATE member SET nickname = '{number}' WHERE id = {member.id}")
    groups = {"orders": "order:read", "products": "product:read", "members": "member:read"}
    assert all(len(search(w.owner, number)[g]) == 1 for g in groups)
    for group, permission in groups.items():
        found = search(w.staff([permission]), number)
        assert {g: len(found[g]) for g in groups} == {g: int(g == group) for g in groups}, (permission, found)
    found = search(w.staff([]), number)
    assert all(found[g] == [] for g in groups)


def test_the_books_hold(stack):
    stack.run("check")

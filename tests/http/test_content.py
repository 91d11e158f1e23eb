"""What the shop says about itself: identity, agreements, banners, floors, articles, announcements, and the front page."""
import datetime
import re

from stack import wait_for
from world import World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000}
KINDS = ("banners", "announcements", "home-floors", "articles", "hot-words")
HOME = {"banners": "banners", "announcements": "announcements", "home-floors": "floors"}


def setup(stack):
    w = stack.world = World(stack)
    stack.root = w.category()
    stack.leaf = w.category(w.category(stack.root))
    stack.goods = [w.product(category_id=stack.leaf)["id"] for _ in range(7)]
    stack.elsewhere = w.product()["id"]


def read(stack, path, language="zh-CN"):
    """As it is now: who has a cookie is not given what nginx keeps for a second."""
    return stack.client().get(path, headers={"Accept-Language": language, "Cookie": "fresh=1"})


def home(stack, language="zh-CN"):
    answer = read(stack, "/api/shop/home", language)
    assert answer.status == 200, answer
    return answer.json()


def shown(stack, kind, language="zh-CN"):
    if kind in HOME:
        return home(stack, language)[HOME[kind]]
    return read(stack, f"/api/shop/{kind}", language).json()["items"]


def ids(items):
    return [one["id"] for one in items]


def soon(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def refused(answer, status, code=None, field=None):
    assert answer.status == status, answer
    said = answer.json()
    assert code in (None, said["code"]), said
    assert field is None or [e["field"] for e in said["errors"]] == [field], said


# ---- what all kinds have ----
def test_a_draft_is_shown_to_nobody_until_it_is_published_and_again_when_it_is_off(stack):
    w = stack.world
    for kind in KINDS:
        w.clear_content()
        one = w.content(kind)
        assert shown(stack, kind) == [], kind
        w.ask("POST", f"/api/admin/{kind}/{one}/publish")
        assert ids(shown(stack, kind)) == [one], kind
        refused(w.owner.client.post(f"/api/admin/{kind}/{one}/publish"), 409, "content_state")
        w.ask("POST", f"/api/admin/{kind}/{one}/off")
        assert shown(stack, kind) == [], kind
        refused(w.owner.client.post(f"/api/admin/{kind}/{one}/off"), 409, "content_state")
        w.ask("POST", f"/api/admin/{kind}/{one}/delete")
        refused(w.owner.client.get(f"/api/admin/{kind}/{one}"), 404)
        refused(w.owner.client.post(f"/api/admin/{kind}/{one}/publish"), 404)


def test_buyers_see_the_order_that_staff_gave(stack):
    w = stack.world
    for kind in KINDS:
        w.clear_content()
        made = [w.content(kind, publish=True) for _ in range(3)]
        wanted = [made[1], made[2], made[0]]
        w.ask("POST", f"/api/admin/{kind}/order", {"items": [{"id": i} for i in wanted]})
        assert ids(w.ask("GET", f"/api/admin/{kind}")["items"]) == wanted and ids(shown(stack, kind)) == wanted, kind
        for some in (wanted[:2], [*wanted[:2], 2**40], [*wanted, 2**40]):
            refused(w.owner.client.post(f"/api/admin/{kind}/order", {"items": [{"id": i} for i in some]}), 409, "conflict")
        refused(w.owner.client.post(f"/api/admin/{kind}/order", {"items": [{"id": made[0]}] * 2}), 400, field="items")
        assert ids(w.ask("GET", f"/api/admin/{kind}")["items"]) == wanted, "and nothing of it stays"


def test_each_reads_his_own_language_and_the_shops_where_there_is_none(stack):
    w = stack.world
    for kind in KINDS:
        w.clear_content()
        body = {"body": "<p>English</p>"} if kind == "articles" else {}
        both = w.content(kind, publish=True, title="中文", texts=[{"locale": "en", "title": "English", **body}])
        plain = w.content(kind, publish=True, title="只有中文", texts=[])
        for language, title in (("en", "English"), ("zh-CN", "中文"), ("zh-TW", "中文"), ("fr", "中文")):
            titles = {one["id"]: one["title"] for one in shown(stack, kind, language)}
            assert titles == {both: title, plain: "只有中文"}, (kind, language, titles)
        form = w.content_form(kind, title="中文", texts=[]) | {"version": w.ask("GET", f"/api/admin/{kind}/{both}")["version"]}
        w.ask("PUT", f"/api/admin/{kind}/{both}", form)
        assert {one["title"] for one in shown(stack, kind, "en")} == {"中文", "只有中文"}, "a text taken away is gone"


def test_who_saves_an_older_version_is_told_and_changes_nothing(stack):
    w = stack.world
    for kind in KINDS:
        one = w.content(kind)
        w.ask("PUT", f"/api/admin/{kind}/{one}", w.content_form(kind, title="第一") | {"version": 1})
        refused(w.owner.client.put(f"/api/admin/{kind}/{one}", w.content_form(kind, title="第二") | {"version": 1}), 409, "conflict")
        now = w.ask("GET", f"/api/admin/{kind}/{one}")
        assert (now["title"], now["version"], len(now["texts"])) == ("第一", 2, 2), (kind, now)


def test_a_language_is_given_once(stack):
    w = stack.world
    text = {"locale": "en", "title": "a"}
    for kind in ("banners", "announcements", "home-floors", "hot-words"):
        refused(w.owner.client.post(f"/api/admin/{kind}", w.content_form(kind, texts=[text, text])), 400, field="texts")


def test_there_are_only_so_many(stack):
    w = stack.world
    for kind, most in (("banners", 50), ("home-floors", 20), ("hot-words", 20)):
        w.clear_content()
        for _ in range(most):
            w.content(kind)
        refused(w.owner.client.post(f"/api/admin/{kind}", w.content_form(kind)), 409, "content_limit")
    w.clear_content()


# ---- time ----
def test_a_banner_comes_and_goes_by_the_clock(stack):
    w = stack.world
    for kind in ("banners", "announcements"):
        w.clear_content()
        one = w.content(kind, publish=True, starts_at=soon(2), ends_at=soon(5))
        assert shown(stack, kind) == [] and w.ask("GET", f"/api/admin/{kind}/{one}")["phase"] == "SCHEDULED"
        wait_for("it comes", lambda: ids(home(stack)[HOME[kind]]) == [one], 4)
        assert w.ask("GET", f"/api/admin/{kind}")["items"][0]["phase"] == "LIVE"
        wait_for("it goes", lambda: home(stack)[HOME[kind]] == [], 6)
        assert w.ask("GET", f"/api/admin/{kind}/{one}")["phase"] == "ENDED"


def test_what_ends_before_it_starts_is_refused(stack):
    form = stack.world.content_form("banners", starts_at="2026-02-01T00:00:00.000Z", ends_at="2026-01-01T00:00:00.000Z")
    refused(stack.world.owner.client.post("/api/admin/banners", form), 400, field="ends_at")


# ---- where a tap leads ----
def test_a_banner_leads_to_what_buyers_can_see_and_else_nowhere(stack):
    w = stack.world
    w.clear_content()
    article = w.content("articles", publish=True)
    product = w.product()["id"]
    for kind, target in (("PRODUCT", product), ("CATEGORY", stack.root), ("ARTICLE", article)):
        w.content("banners", publish=True, target_kind=kind, target_id=target)
    leads = [(b["target_kind"], b.get("target_id")) for b in home(stack)["banners"]]
    assert leads == [("PRODUCT", product), ("CATEGORY", stack.root), ("ARTICLE", article)]
    w.ask("POST", f"/api/admin/products/{product}/off-sale")
    w.ask("POST", f"/api/admin/articles/{article}/off")
    leads = [(b["target_kind"], b.get("target_id")) for b in home(stack)["banners"]]
    assert leads == [("NONE", None), ("CATEGORY", stack.root), ("NONE", None)]
    assert w.ask("GET", "/api/admin/banners")["items"][0]["target_title"].startswith("青花瓷杯")


def test_a_target_and_its_kind_come_together(stack):
    client = stack.world.owner.client
    form = stack.world.content_form("banners")
    refused(client.post("/api/admin/banners", form | {"target_kind": "PRODUCT"}), 400, field="target_id")
    refused(client.post("/api/admin/banners", form | {"target_id": 1}), 400, field="target_id")
    refused(client.post("/api/admin/banners", form | {"target_kind": "PRODUCT", "target_id": 2**40}), 409, "content_target")
    refused(client.post("/api/admin/announcements", stack.world.content_form("announcements", target_kind="ARTICLE", target_id=2**40)), 409, "content_target")


# ---- floors ----
def test_floors_hold_what_their_source_gives(stack):
    w = stack.world
    w.clear_content()
    picked = [stack.goods[3], stack.elsewhere, stack.goods[0]]
    w.content("home-floors", publish=True, source="CATEGORY", category_id=stack.root, size=5)
    w.content("home-floors", publish=True, source="PICKED", picked=[{"id": i} for i in picked])
    w.content("home-floors", publish=True, source="NEWEST", size=3)
    w.content("home-floors", publish=True, source="BEST_SELLING", size=2)
    now = home(stack)
    floors = {f["source"]: ids(f["products"]) for f in now["floors"]}
    assert floors["CATEGORY"] == list(reversed(stack.goods))[:5], "the newest of all below the category"
    assert floors["PICKED"] == picked
    assert floors["NEWEST"] == ids(now["newest"])[:3] and floors["BEST_SELLING"] == ids(now["best_sellers"])[:2]
    card = now["floors"][0]["products"][0]
    assert card["title"] and card["price_min"] == 1990 and card["image"] == "/media/a.svg" and "cost" not in card


def test_a_floor_shows_only_what_is_on_sale_and_an_empty_one_is_left_out(stack):
    w = stack.world
    w.clear_content()
    only = w.product()
    w.content("home-floors", publish=True, source="PICKED", picked=[{"id": only["id"]}])
    w.content("home-floors", publish=True, source="CATEGORY", category_id=only["category_id"])
    assert [ids(f["products"]) for f in home(stack)["floors"]] == [[only["id"]]] * 2
    w.ask("POST", f"/api/admin/products/{only['id']}/off-sale")
    assert home(stack)["floors"] == []


def test_goods_of_a_hidden_category_are_on_no_floor_of_it(stack):
    w = stack.world
    w.clear_content()
    root = w.category()
    leaf = w.category(root)
    product = w.product(category_id=leaf)["id"]
    w.content("home-floors", publish=True, source="CATEGORY", category_id=root)
    assert [ids(f["products"]) for f in home(stack)["floors"]] == [[product]]
    w.ask("PUT", f"/api/admin/categories/{root}", {"name": "藏", "position": 1, "state": "HIDDEN", "version": 1})
    assert home(stack)["floors"] == []


def test_a_floor_without_its_source_is_refused(stack):
    w, client = stack.world, stack.world.owner.client
    refused(client.post("/api/admin/home-floors", w.content_form("home-floors", source="CATEGORY")), 400, field="category_id")
    refused(client.post("/api/admin/home-floors", w.content_form("home-floors", source="PICKED")), 400, field="picked")
    refused(client.post("/api/admin/home-floors", w.content_form("home-floors", picked=[{"id": 1}])), 400, field="picked")
    refused(client.post("/api/admin/home-floors", w.content_form("home-floors", source="PICKED", picked=[{"id": 2**40}])), 409, "content_target")


def test_the_front_page_costs_five_statements_however_much_stands_on_it(stack):
    w = stack.world
    w.clear_content()
    for i in range(12):
        w.content("home-floors", publish=True, source=("CATEGORY", "PICKED")[i % 2],
                  **({"picked": [{"id": p} for p in stack.goods]} if i % 2 else {"category_id": stack.root}))
    for kind in ("banners", "announcements"):
        for _ in range(4):
            w.content(kind, publish=True)
    answer = read(stack, "/api/shop/home")
    assert len(answer.json()["floors"]) == 12, answer
    line = re.compile(rf"request={re.escape(answer.headers['x-request-id'])} .* statements=(\d+)")
    cost = int(wait_for("a line in the log", lambda: line.search(stack.log("master")), 5).group(1))
    assert 1 <= cost <= 5, cost
    w.clear_content()


# ---- what to look for ----
def test_a_hot_word_is_shown_in_ones_language_and_looks_for_the_word_itself(stack):
    w = stack.world
    w.clear_content()
    one = w.content("hot-words", publish=True, title="青花瓷", texts=[{"locale": "en", "title": "Porcelain"}])
    for language, title in (("zh-CN", "青花瓷"), ("en", "Porcelain")):
        assert shown(stack, "hot-words", language) == [{"id": one, "title": title, "keyword": "青花瓷"}]
    assert read(stack, "/api/shop/products?keyword=%E9%9D%92%E8%8A%B1%E7%93%B7").json()["items"], "and finds it"
    assert shown(stack, "hot-words", "zh-TW") == [{"id": one, "title": "青花瓷", "keyword": "青花瓷"}]


def test_a_hot_word_is_short(stack):
    client, long = stack.world.owner.client, "茶" * 21
    refused(client.post("/api/admin/hot-words", {"title": long}), 400, field="title")
    refused(client.post("/api/admin/hot-words", {"title": ""}), 400, field="title")
    refused(client.post("/api/admin/hot-words", {"title": "茶", "texts": [{"locale": "en", "title": "t" * 21}]}), 400, field="texts.0.title")
    assert client.post("/api/admin/hot-words", {"title": "茶" * 20, "texts": [{"locale": "en", "title": "t" * 20}]}).status == 201


def test_a_hot_word_stands_there_once(stack):
    w = stack.world
    w.clear_content()
    client, one, other = w.owner.client, w.content("hot-words", title="Tea"), w.content("hot-words", title="青花瓷")
    for title in ("青花瓷", "tea"):
        refused(client.post("/api/admin/hot-words", {"title": title}), 409, "duplicate", "title")
    refused(client.put(f"/api/admin/hot-words/{one}", {"title": "青花瓷", "version": 1}), 409, "duplicate", "title")
    w.ask("PUT", f"/api/admin/hot-words/{one}", {"title": "TEA", "version": 1})
    w.ask("POST", f"/api/admin/hot-words/{other}/delete")
    w.ask("PUT", f"/api/admin/hot-words/{one}", {"title": "青花瓷", "version": 2})


# ---- articles ----
def test_an_article_is_read_whole_and_carries_nothing_that_runs(stack):
    w = stack.world
    w.clear_content()
    evil = '<p onclick="steal()">好茶</p><script>steal()</script><img src="https://elsewhere.example/x.png">'
    one = w.content("articles", publish=True, body=evil, texts=[{"locale": "en", "title": "Tea", "body": "<p>tea</p><iframe src=/></iframe>"}])
    for language, word in (("zh-CN", "好茶"), ("en", "tea")):
        page = read(stack, f"/api/shop/articles/{one}", language).json()
        assert word in page["body"] and not re.search("script|onclick|iframe|elsewhere", page["body"]), page
    for other in (w.content("articles"), 2**40):
        assert read(stack, f"/api/shop/articles/{other}").status == 404


def test_articles_go_on_by_a_cursor(stack):
    w = stack.world
    w.clear_content()
    made = [w.content("articles", publish=True) for _ in range(5)]
    found, cursor = [], ""
    for _ in range(4):
        page = read(stack, f"/api/shop/articles?limit=2{cursor}").json()
        found += ids(page["items"])
        if "next" not in page:
            break
        cursor = f"&cursor={page['next']}"
    assert found == list(reversed(made)), "the newest first, until staff say otherwise"
    refused(read(stack, "/api/shop/articles?cursor=nonsense"), 400, field="cursor")


# ---- identity ----
def identity_form(stack, **changes):
    was = stack.world.ask("GET", "/api/admin/identity")
    return {k: v for k, v in was.items() if k != "locale"} | {"name": "山野小铺"} | changes


def test_the_shop_has_its_configured_name_until_it_is_given_one(stack):
    stack.sql("UPDATE identity SET name = ''")
    assert read(stack, "/api/shop/identity").json()["name"] == "测试商城"
    stack.world.ask("PUT", "/api/admin/identity", identity_form(stack, brand_colour="#146c3a", texts=[{"locale": "en", "name": "Hillside",
                    "service_hours": "", "licence": "", "copyright": ""}], service_hours="九点到九点"))
    ours, theirs = (read(stack, "/api/shop/identity", language).json() for language in ("zh-CN", "en"))
    assert (ours["name"], ours["brand_colour"], theirs["name"], theirs["service_hours"]) == ("山野小铺", "#146c3a", "Hillside", "九点到九点")
    assert not [k for k in ours if k.startswith("return_")], "where returns go is told to who was sent something"


def test_who_was_sent_something_learns_where_it_would_go_back_to(stack):
    w, buyer = stack.world, stack.world.member()
    w.ask("PUT", "/api/admin/identity", identity_form(stack, return_name="仓库", return_phone="13800138000", return_address="科技园路1号"))
    place = lambda order: w.ask("GET", f"/api/shop/orders/{order['number']}", by=buyer)["return_place"]
    assert place(w.order(buyer)) == place(w.paid(buyer)) == {"name": "", "phone": "", "address": ""}
    assert place(w.shipped(buyer)) == {"name": "仓库", "phone": "13800138000", "address": "科技园路1号"}


def test_an_identity_changed_meanwhile_is_not_overwritten(stack):
    form = identity_form(stack)
    stack.world.ask("PUT", "/api/admin/identity", form | {"company": "第一"})
    refused(stack.world.owner.client.put("/api/admin/identity", form | {"company": "第二"}), 409, "conflict")
    assert stack.world.ask("GET", "/api/admin/identity")["company"] == "第一"


def test_a_colour_is_one_and_a_link_runs_nothing(stack):
    client = stack.world.owner.client
    for colour in ("red", "#12345", "#12345g", "url(x)", "123456"):
        refused(client.put("/api/admin/identity", identity_form(stack, brand_colour=colour)), 400, field="brand_colour")
    for url in ("javascript:alert(1)", "http://beian.miit.gov.cn/", "//elsewhere.example"):
        refused(client.put("/api/admin/identity", identity_form(stack, icp_url=url)), 400, field="icp_url")


def test_a_picture_is_one_of_this_shop(stack):
    w = stack.world
    client = w.owner.client
    forms = {"/api/admin/categories": ({"name": "茶具"}, "image"), "/api/admin/brands": ({"name": f"牌 {w.phone()}"}, "image"),
             "/api/admin/articles": ({"title": "茶", "body": ""}, "image"),
             "/api/admin/banners": ({"title": "茶", "target_kind": "NONE"}, "image"),
             "/api/admin/products": (w.product_form(), "image")}
    for path in ("javascript:alert(1)", "https://elsewhere.example/a.svg", "//elsewhere.example/media/a.svg", "/media/../a.svg", "/media/",
                 "/media//elsewhere.example/a.svg", "/media/a.svg?x=1", "/media/%2e%2e/a.svg", "data:image/svg+xml,x", "/media/a b.svg", "a.svg"):
        for where, (form, field) in forms.items():
            refused(client.post(where, form | {field: path}), 400, field=field)
        refused(client.post("/api/admin/products", w.product_form(images=[{"path": path}])), 400, field="images.0.path")
        skus = [sku | {"image": path} for sku in w.product_form()["skus"][:1]]
        refused(client.post("/api/admin/products", w.product_form() | {"skus": skus}), 400, field="skus.0.image")
        refused(client.put("/api/admin/identity", identity_form(stack, logo=path)), 400, field="logo")


# ---- agreements ----
def test_each_save_of_an_agreement_is_a_further_version(stack):
    w = stack.world
    for kind in ("user", "privacy"):
        before = w.ask("GET", f"/api/admin/agreements/{kind}")["number"]
        for n in (before, before + 1):
            form = {"body": f"<p>第 {n + 1} 版</p><script>x</script>", "texts": [{"locale": "en", "body": f"<p>Version {n + 1}</p>"}], "number": n}
            said = w.ask("POST", f"/api/admin/agreements/{kind}", form)
            assert said["number"] == n + 1 and said["versions"][0]["number"] == n + 1 and "script" not in said["body"], said
        refused(w.owner.client.post(f"/api/admin/agreements/{kind}", {"body": "x", "number": before}), 409, "conflict")
        page = read(stack, f"/api/shop/agreements/{kind}", "en").json()
        assert (page["number"], page["body"]) == (before + 2, f"<p>Version {before + 2}</p>") and page["created_at"], page
        assert f"第 {before + 1} 版" in w.ask("GET", f"/api/admin/agreements/{kind}?number={before + 1}")["body"], "the earlier one is still there"
        assert w.owner.client.get(f"/api/admin/agreements/{kind}?number=99999").status == 404
    said = read(stack, "/api/shop/identity").json()
    assert said["user_agreement"] >= 2 and said["privacy_policy"] >= 2, said


# ---- settings, checklist ----
def test_the_rules_in_force_are_shown_and_no_secret(stack):
    answer = stack.world.owner.client.get("/api/admin/settings")
    rules = {f"{s['section']}.{s['name']}": (s["value"], s["unit"]) for s in answer.json()["items"]}
    assert rules["rules.pay_within"] == ("1800", "s") and rules["rules.freight_fee"] == ("800", "fen")
    assert rules["limits.write_per_minute"] == ("1000000", "per_minute") and rules["shop.locale"] == ("zh-CN", "")
    text = answer.body.decode()
    for secret in stack.secrets.values():
        assert secret not in text
    assert not re.search("secret|api_key|password\"|socket|run_dir", text), text


def test_the_checklist_follows_what_was_done(stack):
    w = stack.world
    stack.sql("UPDATE identity SET name = '', logo = '', company = '', service_phone = ''")
    now = w.ask("GET", "/api/admin/checklist")
    assert not now["identity"] and not now["logo"] and not now["wechatpay"], now
    w.ask("PUT", "/api/admin/identity", identity_form(stack, logo="/media/a.svg", company="某公司", service_phone="400 800"))
    w.staff([])
    w.paid(w.member())
    now = w.ask("GET", "/api/admin/checklist")
    assert {k for k, done in now.items() if not done} == {"wechatpay"}, ("money is still the sandbox's", now)


def test_the_books_hold(stack):
    stack.run("check")

"""micromall demo: a shop full of things, made by the same functions as a real one."""
import re
import time
import urllib.parse
import xml.etree.ElementTree

OVERRIDES = {"rules.pay_within": 1800}          # a stack of its own: the shop must be empty
STATES = {"UNPAID", "PAID", "SHIPPED_PART", "SHIPPED", "COMPLETED", "CANCELLING", "CANCELLED", "REFUNDING", "REFUNDED"}
FOLDER = "sql/demo"


def refused(stack, why):
    try:
        said = stack.run("demo", FOLDER)
    except AssertionError as failure:
        assert why in str(failure), failure
    else:
        raise AssertionError(f"it was not refused: {said}")


def setup(stack):
    refused(stack, "staff")
    assert count(stack, "product") == 0 and count(stack, "category") == 0
    stack.run("staff", "add", "--name", "keeper", "--role", "owner", "--password-stdin", text="a password of ours\n")
    started = time.monotonic()
    print(stack.run("demo", FOLDER).strip(), f"in {time.monotonic() - started:.1f} s")


def count(stack, what):
    return int(stack.sql(f"SELECT COUNT(*) FROM {what}")[0][0])


def test_there_are_goods_in_three_levels_with_2_to_12_skus(stack):
    assert count(stack, "product WHERE state = 'ON_SALE'") >= 200
    assert [int(n) for [n] in stack.sql("SELECT DISTINCT level FROM category ORDER BY level")] == [1, 2, 3]
    assert count(stack, "product p JOIN category c ON c.id = p.category_id WHERE c.level <> 3") == 0
    least, most = stack.sql("SELECT MIN(n), MAX(n) FROM (SELECT COUNT(*) n FROM sku GROUP BY product_id) t")[0]
    assert 2 <= int(least) and int(most) <= 12, (least, most)
    assert count(stack, "product WHERE state = 'DRAFT'") and count(stack, "product WHERE state = 'OFF_SALE'")
    assert count(stack, "sku WHERE stock = 0") and count(stack, "sku WHERE list_price > price")


def test_there_are_fifty_members_whom_no_message_reaches(stack):
    assert count(stack, "member") == 50
    phones = [stack.seal.open(bytes.fromhex(row[0])) for row in stack.sql("SELECT HEX(phone) FROM member")]
    assert all(phone.startswith("160") for phone in phones), phones
    assert count(stack, "member m WHERE NOT EXISTS (SELECT 1 FROM address a WHERE a.member_id = m.id AND a.is_default)") == 0


def test_orders_stand_in_every_state_there_is_a_way_to(stack):
    assert {state for [state] in stack.sql("SELECT DISTINCT state FROM shop_order")} == STATES
    assert count(stack, "shop_order") >= 100
    assert {s for [s] in stack.sql("SELECT DISTINCT state FROM payment_exception")} >= {"OPEN", "REFUNDED"}
    assert count(stack, "product WHERE sales > 0") > 30


def test_thirty_days_have_a_past_that_the_dashboard_shows(stack):
    keeper = stack.client()
    assert keeper.post("/api/admin/sign-in", {"name": "keeper", "password": "a password of ours"}).status == 200
    d = keeper.get("/api/admin/dashboard").json()
    past = d["days"][:-1]
    assert len(past) == 29 and all(f["visitors"] > 15 and f["views"] > f["visitors"] for f in past), past
    assert all(f["payers"] <= f["visitors"] for f in d["days"]), "who pays has looked"
    assert sum(f["paid_orders"] for f in d["days"]) == count(stack, "shop_order WHERE paid_at IS NOT NULL") > 80
    assert sum(f["paid_orders"] > 0 for f in d["days"]) > 20 and sum(f["new_members"] for f in d["days"]) > 20
    assert len(d["best_sellers"]) == 10 and d["best_sellers"][0]["quantity"] >= d["best_sellers"][-1]["quantity"] > 0
    # Nothing is of the future, nothing paid before it was placed, nobody bought before he came.
    for wrong in ("shop_order WHERE created_at > NOW(3) OR paid_at < created_at OR paid_at > NOW(3)", "visit WHERE at > NOW(3)",
                  "shop_order o JOIN member m ON m.id = o.member_id WHERE o.created_at < m.created_at",
                  "order_log l JOIN shop_order o ON o.id = l.order_id WHERE l.created_at < o.created_at OR l.created_at > NOW(3)"):
        assert count(stack, wrong) == 0, wrong


def test_the_shop_shows_them(stack):
    answer = stack.client().get("/api/shop/products?limit=20&sort=sales")
    assert answer.status == 200, answer
    cards = answer.json()["items"]
    assert len(cards) == 20 and all(re.fullmatch(r"/media/([0-9a-f]{2})/\1[0-9a-f]{30}\.svg", c["image"]) for c in cards), cards[:1]
    found = stack.client().get("/api/shop/products?keyword=%E9%BE%99%E4%BA%95").json()["items"]
    assert len(found) == 5, [c["title"] for c in found]
    detail = stack.client().get(f"/api/shop/products/{cards[0]['id']}").json()
    assert len(detail["images"]) == 3 and "购买须知" in detail["detail"], detail


def test_every_picture_is_an_svg_that_runs_nothing(stack):
    paths = {p for [p] in stack.sql("SELECT image FROM product UNION SELECT image FROM category")}
    paths |= {line for [lines] in stack.sql("SELECT images FROM product") for line in lines.split("\\n")}
    assert len(paths) > 600, len(paths)
    client = stack.client()
    for path in sorted(paths):
        answer = client.get(path)
        assert answer.status == 200 and answer.headers["content-type"].startswith("image/svg+xml"), (path, answer)
        assert answer.headers["x-content-type-options"] == "nosniff" and "sandbox" in answer.headers["content-security-policy"], path
        assert xml.etree.ElementTree.fromstring(answer.body).tag.endswith("svg"), path


def test_every_picture_stands_in_the_library_with_what_uses_it(stack):
    folders = {name: int(id_) for id_, name in stack.sql("SELECT id, name FROM media_folder")}
    assert set(folders) == {"商品", "分类", "品牌", "广告", "文章", "店铺"}, folders
    assert count(stack, "media WHERE state = 'READY'") == count(stack, "media") > 600
    assert count(stack, "media m WHERE NOT EXISTS (SELECT 1 FROM media_use u WHERE u.media_id = m.id)") == 0
    assert count(stack, f"media WHERE folder_id = {folders['商品']}") == 3 * count(stack, "product")
    keeper = stack.client()
    assert keeper.post("/api/admin/sign-in", {"name": "keeper", "password": "a password of ours"}).status == 200
    one = keeper.get(f"/api/admin/media?folder={folders['商品']}&page_size=1").json()["items"][0]
    assert one["kind"] == "SVG" and one["uses"] == 1 and one["path"] == one["thumbnail"] and one["path"].endswith(".svg"), one
    area = {"x": 0, "y": 0, "width": 10, "height": 10}
    for answer, code in ((keeper.post(f"/api/admin/media/{one['id']}/crops", area), "media_state"), (keeper.post(f"/api/admin/media/{one['id']}/delete"), "media_in_use")):
        assert answer.status == 409 and answer.json()["code"] == code, answer


def test_the_shop_has_a_face_in_three_languages(stack):
    for language, name, floor in (("zh-CN", "山野小铺", "热销榜"), ("zh-TW", "山野小舖", "熱銷排行"), ("en", "Hillside Goods", "Best sellers")):
        said = {"Accept-Language": language}
        home = stack.client().get("/api/shop/home", headers=said).json()
        assert [len(home[k]) for k in ("banners", "floors", "announcements")] == [3, 4, 2], home
        assert all(f["products"] for f in home["floors"]) and floor in [f["title"] for f in home["floors"]], language
        assert stack.client().get("/api/shop/identity", headers=said).json()["name"] == name
        words = stack.client().get("/api/shop/hot-words", headers=said).json()["items"]
        assert len(words) == 6, words
        for word in words:
            found = stack.client().get("/api/shop/products?keyword=" + urllib.parse.quote(word["keyword"])).json()["items"]
            assert found and (language != "en" or word["title"].isascii()), word
        articles = stack.client().get("/api/shop/articles", headers=said).json()["items"]
        assert len(articles) == 5, articles
        for path in [f"/api/shop/articles/{a['id']}" for a in articles] + ["/api/shop/agreements/user", "/api/shop/agreements/privacy"]:
            body = stack.client().get(path, headers=said).json()["body"]
            assert body.startswith("<") and (language != "en" or body.isascii() or "’" in body or "“" in body), (path, body[:200])


def test_the_books_are_right(stack):
    assert "BROKEN" not in stack.run("check")


def test_a_shop_that_has_goods_is_left_alone(stack):
    before = [count(stack, t) for t in ("product", "member", "shop_order")]
    refused(stack, "already")
    assert [count(stack, t) for t in ("product", "member", "shop_order")] == before

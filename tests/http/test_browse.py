"""Looking around: the front page, categories, lists with filters, sorts and cursors, one product."""
import urllib.parse

import openapi
from world import World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000}
COUNT = 23


def setup(stack):
    w = stack.world = World(stack)
    stack.root = w.category()
    stack.branch = w.category(stack.root)
    stack.leaf = w.category(stack.branch)
    # Dearer and dearer, two of a price, every fifth sold out.
    stack.goods = [w.product(category_id=stack.leaf, title=f"西湖龙井茶 {i} 号", price=1000 + i // 2 * 100, stock=0 if i % 5 == 0 else 9)["id"]
                   for i in range(COUNT)]
    stack.hidden = w.product(on_sale=False, category_id=stack.leaf, title="西湖龙井茶 未上架")["id"]
    stack.elsewhere = w.product(title="西湖龙井壶")["id"]


def listed(stack, limit=100, **query):
    """The whole list, page by page as its cursors lead."""
    found, cursor, pages = [], None, 0
    while cursor is not None or pages == 0:
        asked = query | {"limit": limit} | ({"cursor": cursor} if cursor else {})
        answer = stack.client().get("/api/shop/products?" + urllib.parse.urlencode(asked))
        assert answer.status == 200, answer
        page = answer.json()
        assert len(page["items"]) <= limit
        found += page["items"]
        cursor, pages = page.get("next"), pages + 1
    return found


def ids(items):
    return [item["id"] for item in items]


def test_the_front_page_shows_categories_and_goods(stack):
    home = stack.client().get("/api/shop/home").json()
    assert stack.root in ids(home["categories"]) and stack.leaf not in ids(home["categories"])
    assert stack.elsewhere in ids(home["newest"]) and stack.hidden not in ids(home["newest"])
    assert len(home["newest"]) == len(home["best_sellers"]) == 10


def test_the_tree_has_three_levels(stack):
    tree = stack.client().get("/api/shop/categories").json()["items"]
    top = next(one for one in tree if one["id"] == stack.root)
    assert ids(top["children"]) == [stack.branch] and ids(top["children"][0]["children"]) == [stack.leaf]


def test_a_category_lists_what_is_on_sale_in_it_and_below(stack):
    for category in (stack.leaf, stack.branch, stack.root):
        assert sorted(ids(listed(stack, category=category))) == sorted(stack.goods), category


def test_a_list_goes_on_without_gaps_or_repeats(stack):
    for sort in ("newest", "price_asc", "price_desc", "sales"):
        for limit in (1, 7, COUNT, COUNT + 1):
            found = ids(listed(stack, limit=limit, category=stack.leaf, sort=sort))
            assert sorted(found) == sorted(stack.goods) and len(set(found)) == COUNT, (sort, limit, found)


def test_a_product_added_meanwhile_moves_nothing(stack):
    query = f"/api/shop/products?category={stack.leaf}&sort=price_asc&limit=10"
    first = stack.client().get(query).json()
    added = stack.world.product(category_id=stack.leaf, title="新到 龙井", price=1000)["id"]
    rest = ids(listed(stack, category=stack.leaf, sort="price_asc", limit=100))
    second = stack.client().get(f"{query}&cursor={first['next']}").json()
    assert not set(ids(first["items"])) & set(ids(second["items"])) and added in rest
    stack.world.ask("POST", f"/api/admin/products/{added}/off-sale")


def test_sorts_sort(stack):
    up = [p["price_min"] for p in listed(stack, category=stack.leaf, sort="price_asc", limit=4)]
    down = [p["price_min"] for p in listed(stack, category=stack.leaf, sort="price_desc", limit=4)]
    newest = ids(listed(stack, category=stack.leaf, sort="newest", limit=4))
    assert up == sorted(up) and down == sorted(up, reverse=True) and newest == sorted(newest, reverse=True)


def test_words_find_what_has_them(stack):
    assert stack.elsewhere in ids(listed(stack, keyword="龙井壶")) and not set(stack.goods) & set(ids(listed(stack, keyword="龙井壶")))
    assert set(stack.goods) <= set(ids(listed(stack, keyword="西湖龙井茶", limit=5)))
    assert listed(stack, keyword="不存在的商品") == []


def test_prices_and_stock_filter(stack):
    found = listed(stack, category=stack.leaf, price_min=1200, price_max=1400)
    assert ids(found) and {p["price_min"] for p in found} == {1200, 1300, 1400}
    there = listed(stack, category=stack.leaf, in_stock="true", limit=3)
    assert len(there) == COUNT - len(range(0, COUNT, 5)) and all(p["in_stock"] for p in there)


def test_a_cursor_of_another_list_is_refused(stack):
    cursor = stack.client().get(f"/api/shop/products?category={stack.leaf}&sort=newest&limit=2").json()["next"]
    for bad in ("x", "AAAA", cursor[:-2], "%27%20OR%201"):
        answer = stack.client().get(f"/api/shop/products?limit=2&cursor={bad}")
        assert answer.status == 400 and answer.json()["errors"][0]["field"] == "cursor", (bad, answer)


def test_one_product_has_its_choices_and_nothing_for_staff(stack):
    one = stack.client().get(f"/api/shop/products/{stack.goods[3]}").json()
    assert [sku["value1"] for sku in one["skus"]] == ["色0", "色1"] and one["option1"] == "颜色"
    assert one["skus"][0]["price"] == 1100 and one["skus"][0]["stock"] == 9 and one["images"] == [{"path": "/media/a.svg"}]
    assert not {"cost", "code", "barcode"} & set(one["skus"][0])
    assert stack.client().get(f"/api/shop/products/{stack.hidden}").status == 404


def test_every_page_says_the_same_in_xml(stack):
    document = openapi.Document([stack.binary])
    for path in ("/api/shop/home", "/api/shop/categories", f"/api/shop/products?category={stack.leaf}&limit=3",
                 f"/api/shop/products/{stack.goods[1]}", "/api/shop/cart", "/healthz"):
        xml = stack.client().get(path, accept="application/xml")
        assert xml.status == 200 and xml.headers["content-type"].startswith("application/xml"), xml
        schema = document.response("GET", path, 200)["content"]["application/xml"]["schema"]
        assert document.from_xml(xml.xml(), schema) == stack.client().get(path).json(), path


def test_the_books_hold(stack):
    stack.run("check")

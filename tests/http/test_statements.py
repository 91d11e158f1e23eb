"""How many statements a request costs, as the log says (BEGIN and COMMIT are not counted there)."""
import re

from stack import wait_for
from world import World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000}
IDEMPOTENCY = 2                 # the row before, and the answer after


def setup(stack):
    stack.world = World(stack)
    stack.product = stack.world.product(skus=3)
    stack.buyer = stack.world.member()


def cost(stack, answer, status=200):
    """Statements of the request that was answered."""
    assert answer.status == status, answer
    line = re.compile(rf"request={re.escape(answer.headers['x-request-id'])} .* statements=(\d+)")
    return int(wait_for("a line in the log", lambda: line.search(stack.log("master")), 5).group(1))


def test_a_product_takes_three(stack):
    assert 1 <= cost(stack, stack.client().get(f"/api/shop/products/{stack.product['id']}")) <= 3


def test_a_list_takes_three(stack):
    for query in ("limit=20", "keyword=%E9%9D%92%E8%8A%B1", f"category={stack.product['category_id']}&sort=price_asc"):
        assert 1 <= cost(stack, stack.client().get(f"/api/shop/products?{query}")) <= 3, query


def test_a_buyers_counts_take_one_beside_who_he_is(stack):
    w, buyer = stack.world, stack.world.member()
    w.order(buyer), w.paid(buyer), w.shipped(buyer)
    answer = buyer.client.get("/api/shop/orders/counts")
    assert cost(stack, answer) <= 2
    assert answer.json() == {"unpaid": 1, "to_ship": 1, "to_receive": 1}


def test_adding_to_a_cart_takes_five(stack):
    for i in range(2):
        line = {"sku_id": stack.product["skus"][0]["id"], "quantity": 1}
        assert cost(stack, stack.buyer.client.post("/api/shop/cart/lines", line), 204) <= 5, i
        assert cost(stack, stack.client().post("/api/shop/cart/lines", line), 204) <= 5, i


def test_submitting_two_lines_takes_twelve(stack):
    client, form = stack.buyer.client, {"address_id": stack.buyer.address}
    items = [{"sku_id": sku["id"], "quantity": 1} for sku in stack.product["skus"][:2]]
    assert cost(stack, client.post("/api/shop/orders", form | {"items": items}, key=client.key()), 201) <= 8 + IDEMPOTENCY
    for item in items:
        client.post("/api/shop/cart/lines", item)
    client.post("/api/shop/cart/selection", {"selected": True})
    assert cost(stack, client.post("/api/shop/orders", form, key=client.key()), 201) <= 12 + IDEMPOTENCY


def test_a_payment_notice_takes_eight(stack):
    w = stack.world
    number = w.payment(stack.buyer, w.order(stack.buyer, stack.product))["number"]
    w.sandbox("/control/pay", {"out_trade_no": number, "notify": False})
    notice = w.sandbox("/control/notice_xml", {"out_trade_no": number}).body
    answer = stack.client().post("/callback/wechatpay/v2/payment", notice, headers={"Content-Type": "text/xml"})
    assert b"SUCCESS" in answer.body and cost(stack, answer) <= 8
    again = stack.client().post("/callback/wechatpay/v2/payment", notice, headers={"Content-Type": "text/xml"})
    assert b"SUCCESS" in again.body and cost(stack, again) <= 8


def test_an_order_takes_staff_nine(stack):
    """Who asks, the order, its lines, parcels and theirs, the log, payments, refunds; whatever there are of each."""
    w = stack.world
    order = w.id_of(w.paid(stack.buyer, product=stack.product))
    assert 7 <= cost(stack, w.owner.client.get(f"/api/admin/orders/{order}")) <= 9


def test_the_dashboard_takes_eight_and_a_batch_of_visits_two(stack):
    assert cost(stack, stack.world.owner.client.get("/api/admin/dashboard")) <= 8
    client = stack.client()
    client.headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 14)"
    client.get("/api/shop/visitor")
    views = [{"page": "HOME", "path": "/", "stay_ms": 1, "ago_ms": i} for i in range(20)]
    assert cost(stack, client.post("/api/shop/visits", {"views": views}), 204) == 2


def test_the_books_hold(stack):
    stack.run("check")

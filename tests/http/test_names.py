"""Who did something to an order, goods or money is told to staff by name, also when he is gone; to a buyer never."""
from fixtures import open_exception
from world import World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000}


def setup(stack):
    stack.world = World(stack)


def test_the_story_of_an_order_has_names(stack):
    w = stack.world
    buyer, clerk = w.member(), w.staff(["order:read", "order:ship", "order:remark"])
    order = w.paid(buyer)
    form = {"carrier": "SF", "tracking_number": "SF123456789"}
    w.ask("POST", f"/api/admin/orders/{w.id_of(order)}/parcels", form, by=clerk, key=True)
    stack.sql(f"UPDATE staff SET state = 'DISABLED', display_name = '离职的小李' WHERE id = {clerk.id};"
              f"UPDATE member SET nickname = '爱喝茶' WHERE id = {buyer.id}")
    detail = w.ask("GET", f"/api/admin/orders/{w.id_of(order)}")
    assert detail["order"]["member_name"] == "爱喝茶"
    told = {e["event"]: (e["actor"], e.get("actor_name")) for e in detail["timeline"]}
    assert told["submit"] == (f"member:{buyer.id}", "爱喝茶"), told
    assert told["ship"] == (f"staff:{clerk.id}", "离职的小李"), told
    assert told["pay"][1] is None, told
    listed = w.ask("GET", f"/api/admin/orders?member_id={buyer.id}")["items"]
    assert [(o["number"], o["member_name"]) for o in listed] == [(order["number"], "爱喝茶")]


def test_a_buyer_reads_no_names_of_staff(stack):
    w = stack.world
    buyer, clerk = w.member(), w.staff(["order:read", "order:ship"])
    order = w.paid(buyer)
    stack.sql(f"UPDATE staff SET display_name = '不露面的人' WHERE id = {clerk.id}")
    w.ask("POST", f"/api/admin/orders/{w.id_of(order)}/parcels", {"carrier": "SF", "tracking_number": "SF987654321"}, by=clerk, key=True)
    answer = buyer.client.get(f"/api/shop/orders/{order['number']}")
    assert answer.status == 200 and "不露面的人" not in answer.body.decode() and b"actor" not in answer.body, answer.body


def test_who_moved_stock_and_settled_money_has_a_name(stack):
    w = stack.world
    clerk = w.staff(["stock:adjust", "product:read", "exception:read", "exception:resolve"])
    name = stack.sql(f"SELECT display_name FROM staff WHERE id = {clerk.id}")[0][0]
    sku = w.product()["skus"][0]["id"]
    moved = w.ask("POST", f"/api/admin/skus/{sku}/adjustments", {"delta": 3, "note": "盘点"}, by=clerk, key=True)
    assert moved["staff_name"] == name, moved
    assert [m.get("staff_name") for m in w.ask("GET", f"/api/admin/skus/{sku}/movements")["items"] if m["kind"] == "ADJUST"][:1] == [name]
    x = open_exception(w)
    assert w.ask("GET", f"/api/admin/exceptions/{x}").get("staff_name") is None
    w.ask("POST", f"/api/admin/exceptions/{x}/resolve", {"note": "已联系", "version": 1}, by=clerk)
    stack.sql(f"UPDATE staff SET state = 'DISABLED' WHERE id = {clerk.id}")
    assert w.ask("GET", f"/api/admin/exceptions/{x}")["staff_name"] == name
    assert name in [e.get("staff_name") for e in w.ask("GET", "/api/admin/exceptions?state=RESOLVED")["items"]]

"""Orders that nobody pays in time: asked about, closed at WeChat, cancelled; and money that came in the last moment."""
from stack import wait_for
from world import World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "rules.pay_within": 3, "rules.close_after": 1,
             "rules.poll_after": 1, "rules.refund_poll_after": 1, "rules.auto_receive_express": 2, "rules.extend_receipt": 3600}


def setup(stack):
    w = stack.world = World(stack)
    w.sandbox("/control/set", {"speed": 1000, "close_after_ms": 0, "refund_delay_ms": 0})
    # All of them at once, so that they expire side by side.
    buyer = stack.buyer = w.member()
    stack.product = w.product(stock=20)
    stack.plain = w.order(buyer, stack.product)
    stack.begun = w.order(buyer, stack.product)
    stack.number = w.payment(buyer, stack.begun)["number"]
    stack.silent = w.order(buyer, stack.product)
    w.sandbox("/control/pay", {"out_trade_no": w.payment(buyer, stack.silent)["number"], "notify": False})


def test_an_order_without_an_attempt_expires(stack):
    stack.world.becomes(stack.plain, "CANCELLED", 15)
    events = [e["event"] for e in stack.world.detail(stack.buyer, stack.plain)["timeline"]]
    assert events == ["submit", "expire", "closed"], events


def test_an_attempt_is_closed_at_wechat_before_the_order_is(stack):
    stack.world.becomes(stack.begun, "CANCELLED", 20)
    there = {o["out_trade_no"]: o["trade_state"] for o in stack.world.sandbox("/control/state")["orders"]}
    assert there[stack.number] == "CLOSED", there


def test_what_was_paid_unheard_is_found_and_not_cancelled(stack):
    stack.world.becomes(stack.silent, "PAID", 15)


def test_the_stock_of_what_expired_is_back(stack):
    assert stack.sql(f"SELECT stock FROM sku WHERE id = {stack.product['skus'][0]['id']}") == [["18"]]


def test_what_arrived_is_received_by_itself_and_later_when_the_buyer_says_so(stack):
    w = stack.world
    order, late = w.shipped(stack.buyer), w.shipped(stack.buyer)
    w.becomes(order, "SHIPPED", 1)
    extend = f"/api/shop/orders/{late['number']}/extend-receipt"
    told = w.ask("POST", extend, by=stack.buyer, key=True)
    assert told["order"]["receive_extended_at"] and told["timeline"][-1]["event"] == "extend_receipt", told
    waits = "SELECT TIMESTAMPDIFF(SECOND, shipped_at, auto_receive_at), next_sweep_at = auto_receive_at FROM shop_order WHERE number = '{}'"
    assert stack.sql(waits.format(late["number"])) == [["3602", "1"]]
    client = stack.buyer.client
    again = client.post(extend, key=client.key())
    assert again.status == 409 and again.json()["code"] == "order_extended", again
    stack.sql("UPDATE job SET next_run_at = NOW(3) + INTERVAL 2500000 MICROSECOND WHERE name = 'auto_receive'")
    w.becomes(order, "COMPLETED", 15)
    assert w.detail(stack.buyer, order)["timeline"][-1]["event"] == "auto_receive"
    assert w.state_of(late) == "SHIPPED"
    again = client.post(f"/api/shop/orders/{order['number']}/extend-receipt", key=client.key())
    assert again.status == 409 and again.json()["code"] == "order_state", again


def test_jobs_say_how_they_go(stack):
    jobs = {j["name"]: j for j in stack.world.ask("GET", "/api/admin/jobs")["items"]}
    assert jobs["order_expire_sweep"]["runs"] > 0 and jobs["order_expire_sweep"]["failures"] == 0, jobs
    wait_for("a job runs when told", lambda: runs_after_telling(stack, "session_clean"), 15, 0.2)


def runs_after_telling(stack, name):
    before = int(stack.sql(f"SELECT runs FROM job WHERE name = '{name}'")[0][0])
    stack.world.ask("POST", f"/api/admin/jobs/{name}/run")
    wait_for("it ran", lambda: int(stack.sql(f"SELECT runs FROM job WHERE name = '{name}'")[0][0]) > before, 10, 0.1)
    return True


def test_the_books_hold(stack):
    stack.run("check")

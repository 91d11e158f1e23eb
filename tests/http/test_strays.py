"""Money that fits no order, and news that is not true: the exception desk, refunds in full, and callbacks that change nothing."""
from fixtures import open_exception
from stack import wait_for
from world import CLOCK, Frozen, World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "rules.poll_after": 3600,
             "rules.refund_poll_after": 1, "rules.close_after": 1}


def setup(stack):
    w = stack.world = World(stack)
    w.sandbox("/control/set", {"speed": 1000, "close_after_ms": 0, "refund_delay_ms": 0})


def desk(w, number, kind):
    """The one exception about a payment, as staff see it."""
    found = [x for x in w.ask("GET", f"/api/admin/exceptions?kind={kind}&page_size=100")["items"] if x["payment_number"] == number]
    assert len(found) == 1, found
    return found[0]


def comes_back(w, number, kind, amount):
    """It lies on the desk until all of it is refunded, under one number."""
    wait_for(f"{kind} is refunded: {desk(w, number, kind)}", lambda: desk(w, number, kind)["state"] == "REFUNDED", 20, 0.1)
    assert desk(w, number, kind)["amount"] == amount
    refunds = [r for r in w.sandbox("/control/state")["refunds"] if r["out_trade_no"] == number]
    assert [r["refund_fee"] for r in refunds] == [amount], refunds
    assert w.stack.sql(f"SELECT COUNT(*), MIN(number), SUM(amount) FROM refund WHERE payment_number = '{number}'") == \
        [["1", refunds[0]["out_refund_no"], str(amount)]]


def begun(w):
    buyer = w.member()
    order = w.order(buyer)
    return buyer, order, w.payment(buyer, order)["number"]


def test_a_wrong_amount_pays_nothing_and_comes_back(stack):
    w = stack.world
    buyer, order, number = begun(w)
    told = w.sandbox("/control/pay", {"out_trade_no": number, "total_fee": order["pay_amount"] - 1})
    assert told["answers"][0]["success"], told
    assert w.state_of(order) == "UNPAID"
    comes_back(w, number, "WRONG_AMOUNT", order["pay_amount"] - 1)
    assert w.state_of(order) == "UNPAID"


def test_money_of_another_currency_waits_for_a_person(stack):
    w = stack.world
    buyer, order, number = begun(w)
    books = stack.sql("SELECT COUNT(*) FROM ledger_entry")
    told = w.sandbox("/control/pay", {"out_trade_no": number, "override": {"fee_type": "USD"}})
    assert told["answers"][0]["success"], told
    x = desk(w, number, "WRONG_CURRENCY")
    assert (x["state"], x["amount"], x["note"]) == ("OPEN", 0, f"{order['pay_amount']} USD"), x
    assert w.state_of(order) == "UNPAID" and stack.sql("SELECT COUNT(*) FROM ledger_entry") == books
    assert stack.sql(f"SELECT COUNT(*) FROM refund WHERE payment_number = '{number}'") == [["0"]]
    w.ask("POST", f"/api/admin/exceptions/{x['id']}/resolve", {"note": "已退回", "version": x["version"]})
    stack.run("check")


def test_an_unknown_number_comes_back(stack):
    w = stack.world
    buyer, order, number = begun(w)
    stack.sql(f"UPDATE payment SET number = 'P{number[:0:-1]}', state = 'CLOSED', open_slot = NULL, next_query_at = NULL WHERE number = '{number}'")
    told = w.sandbox("/control/pay", {"out_trade_no": number})
    assert told["answers"][0]["success"], told
    comes_back(w, number, "UNKNOWN_NUMBER", order["pay_amount"])


def second_attempt(w, buyer, order):
    """Who was shown a QR code takes the other way, at once: both are open."""
    answer = buyer.client.post(f"/api/shop/orders/{order['number']}/payments", {"trade": "MWEB"})
    assert answer.status == 201, answer
    return answer.json()["number"]


def state_at_the_channel(w, number):
    return next(o["trade_state"] for o in w.sandbox("/control/state")["orders"] if o["out_trade_no"] == number)


def test_the_way_that_was_not_taken_is_closed_at_the_channel(stack):
    w = stack.world
    buyer, order, first = begun(w)
    second = second_attempt(w, buyer, order)
    w.sandbox("/control/pay", {"out_trade_no": second})
    w.becomes(order, "PAID")
    stack.sql(f"UPDATE payment SET next_query_at = NOW(3), placed_at = placed_at - INTERVAL 5 SECOND WHERE number = '{first}'")
    wait_for("the QR code is worthless", lambda: state_at_the_channel(w, first) == "CLOSED", 20, 0.1)
    wait_for("and the books know", lambda: stack.sql(f"SELECT state FROM payment WHERE number = '{first}'") == [["CLOSED"]], 5, 0.1)


def test_a_second_payment_comes_back(stack):
    w = stack.world
    buyer, order, first = begun(w)
    second = second_attempt(w, buyer, order)
    assert second != first
    w.sandbox("/control/pay", {"out_trade_no": second})
    w.becomes(order, "PAID")
    w.sandbox("/control/pay", {"out_trade_no": first, "force": True})
    comes_back(w, first, "SECOND_PAYMENT", order["pay_amount"])
    assert w.state_of(order) == "PAID"


def test_money_after_a_cancellation_comes_back(stack):
    w = stack.world
    buyer, order, number = begun(w)
    w.ask("POST", f"/api/shop/orders/{order['number']}/cancel", {"reason": "不要了"}, by=buyer)
    w.becomes(order, "CANCELLED", 20)
    w.sandbox("/control/pay", {"out_trade_no": number, "force": True})
    comes_back(w, number, "PAID_AFTER_CANCEL", order["pay_amount"])
    assert w.state_of(order) == "CANCELLED"


def test_a_refund_that_fails_is_tried_again_under_its_number(stack):
    w = stack.world
    buyer, order, number = begun(w)
    w.sandbox("/control/fault", {"endpoint": "/secapi/pay/refund", "kind": "systemerror", "times": 1})
    w.sandbox("/control/fault", {"endpoint": "/secapi/pay/refund", "kind": "status_500", "times": 1, "after": True})
    w.sandbox("/control/pay", {"out_trade_no": number, "total_fee": order["pay_amount"] + 5})

    def is_back():
        stack.sql(f"UPDATE refund SET next_try_at = NOW(3) WHERE payment_number = '{number}' AND next_try_at > NOW(3)")
        return desk(w, number, "WRONG_AMOUNT")["state"] == "REFUNDED"
    wait_for("it is refunded, without the pauses between tries", is_back, 30, 0.5)
    comes_back(w, number, "WRONG_AMOUNT", order["pay_amount"] + 5)
    assert w.sandbox("/control/state")["faults"] == []


def test_staff_settles_what_needs_a_person(stack):
    w = stack.world
    x = open_exception(w)
    w.ask("POST", f"/api/admin/exceptions/{x}/resolve", {"note": "已联系", "version": 1})
    assert w.ask("GET", f"/api/admin/exceptions/{x}")["state"] == "RESOLVED"
    again = w.owner.client.post(f"/api/admin/exceptions/{x}/resolve", {"note": "又一次", "version": 2})
    assert again.status == 409, again


def test_a_refund_that_the_channel_closed_is_tried_again(stack):
    w, buyer = stack.world, stack.world.member()
    order = w.paid(buyer)
    w.sandbox("/control/set", {"refund_delay_ms": 1e9})
    w.ask("POST", f"/api/shop/orders/{order['number']}/cancel", {"reason": "不要了"}, by=buyer)

    def refund():
        return stack.sql(f"SELECT number, state FROM refund WHERE order_id = {w.id_of(order)}")[0]
    wait_for("it is sent", lambda: refund()[1] == "SENT", 20, 0.1)
    number = refund()[0]
    w.sandbox("/control/refund_result", {"out_refund_no": number, "status": "REFUNDCLOSE"})
    wait_for("it is for a person", lambda: refund()[1] == "ABNORMAL", 20, 0.1)
    w.sandbox("/control/set", {"refund_delay_ms": 0})

    def failed():
        return [x for x in w.ask("GET", "/api/admin/exceptions?kind=REFUND_FAILED&page_size=100")["items"] if x["reference"] == number][0]
    told = w.ask("POST", f"/api/admin/exceptions/{failed()['id']}/retry", {"version": failed()["version"]}, key=True)
    assert told["state"] == "REFUNDING" and told["staff_id"] == w.owner.id, told
    client = w.owner.client
    again = client.post(f"/api/admin/exceptions/{told['id']}/retry", {"version": told["version"]}, key=client.key())
    assert again.status == 409, again
    w.becomes(order, "REFUNDED", 20)
    assert failed()["state"] == "REFUNDED" and refund() == [number, "SUCCEEDED"]


def test_a_refund_that_staff_paid_another_way_ends_its_order(stack):
    w, buyer = stack.world, stack.world.member()
    order = w.paid(buyer)
    w.sandbox("/control/set", {"refund_delay_ms": 1e9})
    w.ask("POST", f"/api/shop/orders/{order['number']}/cancel", {"reason": "不要了"}, by=buyer)
    number = stack.sql(f"SELECT number FROM refund WHERE order_id = {w.id_of(order)}")[0][0]
    wait_for("it is sent", lambda: stack.sql(f"SELECT state FROM refund WHERE number = '{number}'") == [["SENT"]], 20, 0.1)
    w.sandbox("/control/refund_result", {"out_refund_no": number, "status": "CHANGE"})

    def failed():
        return [x for x in w.ask("GET", "/api/admin/exceptions?kind=REFUND_FAILED&page_size=100")["items"] if x["reference"] == number]
    wait_for("it is for a person", failed, 20, 0.1)
    w.sandbox("/control/set", {"refund_delay_ms": 0})
    x = failed()[0]
    w.ask("POST", f"/api/admin/exceptions/{x['id']}/resolve", {"note": "银行转账", "version": x["version"]})
    detail = w.detail(buyer, order)
    assert detail["order"]["state"] == "REFUNDED" and detail["order"]["refunded_amount"] == order["pay_amount"], detail["order"]
    assert detail["timeline"][-1]["event"] == "refunded"
    assert failed()[0]["state"] == "RESOLVED" and failed()[0]["note"] == "银行转账"
    client = w.owner.client
    again = client.post(f"/api/admin/exceptions/{x['id']}/retry", {"version": failed()[0]["version"]}, key=client.key())
    assert again.status == 409 and again.json()["code"] == "refund_state", again
    stack.run("check")


# ---- what is not true ----
FORGERIES = ("bad_sign", "empty_key", "other_key", "tampered", "no_sign", "unsigned_field", "duplicate_field", "doctype")


def test_a_forged_notice_changes_nothing(stack):
    w = stack.world
    buyer, order, number = begun(w)
    w.sandbox("/control/pay", {"out_trade_no": number, "notify": False})
    with Frozen(stack, "a forged notice", CLOCK):
        for forge in FORGERIES:
            told = w.sandbox("/control/notify", {"out_trade_no": number, "forge": forge})
            assert not told["answers"][0]["success"] and told["answers"][0]["status"] == 400, (forge, told["answers"])
    assert w.sandbox("/control/notify", {"out_trade_no": number})["answers"][0]["success"]
    w.becomes(order, "PAID")


def test_a_forged_refund_notice_changes_nothing(stack):
    w = stack.world
    number = w.refunded(w.member())
    with Frozen(stack, "a forged refund notice", CLOCK):
        for forge in ("other_key", "empty_key", "tampered", "doctype"):
            told = w.sandbox("/control/notify", {"out_refund_no": number, "forge": forge})
            assert not told["answers"][0]["success"], (forge, told["answers"])


def strange_notices():
    bomb = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><sign>&b;</sign></xml>'
    return {
        "nothing": b"", "no XML": b"x", "JSON": b'{"a":1}', "half": b"<xml><a>1</a>", "two": b"<xml></xml><xml></xml>", "laughs": bomb,
        "a file": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><sign>&f;</sign></xml>',
        "a parameter entity": b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x">%p;]><xml/>',
        "UTF-16": "<xml><a>1</a></xml>".encode("utf-16"), "UTF-7": b'<?xml version="1.0" encoding="UTF-7"?><xml>+ADw-a+AD4-</xml>',
        "deep": b"<xml>" + b"<a>" * 1000 + b"</a>" * 1000 + b"</xml>", "NUL": b"<xml>\0</xml>", "bad UTF-8": b"<xml><a>\xff</a></xml>",
        "attributes": b'<xml a="1"><sign b="2">x</sign></xml>', "CDATA that does not end": b"<xml><a><![CDATA[x</a></xml>",
    }


def test_what_is_no_notice_changes_nothing(stack):
    with Frozen(stack, "strange notices", CLOCK):
        for what, body in strange_notices().items():
            for path in ("/callback/wechatpay/v2/payment", "/callback/wechatpay/v2/refund"):
                answer = stack.client().post(path, body, headers={"Content-Type": "text/xml"})
                assert answer.status == 400 and b"SUCCESS" not in answer.body, (what, path, answer)


def test_an_oversized_notice_is_turned_away(stack):
    with Frozen(stack, "large notices", CLOCK):
        for size in (17000, 200000, 2 << 20):
            body = b"<xml><a>" + b"x" * size + b"</a></xml>"
            answer = stack.client().post("/callback/wechatpay/v2/payment", body, headers={"Content-Type": "text/xml"})
            assert answer.status == 413 and b"SUCCESS" not in answer.body, (size, answer)


def test_a_notice_for_another_merchant_pays_nothing(stack):
    w = stack.world
    buyer, order, number = begun(w)
    w.sandbox("/control/pay", {"out_trade_no": number, "notify": False})
    for override in ({"mch_id": "1900000999"}, {"appid": "wx0000000000000999"}):
        w.sandbox("/control/notify", {"out_trade_no": number, "override": override})
        assert w.state_of(order) == "UNPAID", override
    assert w.sandbox("/control/notify", {"out_trade_no": number})["answers"][0]["success"]
    w.becomes(order, "PAID")


def test_a_notice_that_payment_failed_pays_nothing(stack):
    w = stack.world
    buyer, order, number = begun(w)
    w.sandbox("/control/pay", {"out_trade_no": number, "notify": False})
    w.sandbox("/control/notify", {"out_trade_no": number, "override": {"result_code": "FAIL", "err_code": "SYSTEMERROR"}})
    assert w.state_of(order) == "UNPAID"


def test_the_books_hold(stack):
    stack.run("check")

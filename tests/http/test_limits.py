"""How often one may ask, with limits so small that a test reaches them."""
import time

from world import Person, World

OVERRIDES = {"limits.read_per_minute": 40, "limits.write_per_minute": 30, "limits.sign_in_per_minute": 6, "limits.callback_per_minute": 5, "serve.job_runner": False}


def setup(stack):
    """A minute that has just begun: counts are of the minute, and a test must not straddle two."""
    left = 60 - time.time() % 60
    if left < 15:
        time.sleep(left + 0.2)
    stack.world = World(stack)


def refused_after(ask, limit):
    """How many were answered before the first 429, which must come."""
    for i in range(limit + 1):
        answer = ask()
        if answer.status == 429:
            assert answer.json()["code"] == "rate" and 1 <= int(answer.headers["retry-after"]) <= 60, (answer, answer.headers)
            return i
    raise AssertionError(f"nothing was refused in {limit + 1}")


def test_signing_in_is_limited_by_address(stack):
    phones = iter(range(100))
    assert refused_after(lambda: stack.client().post("/api/shop/sign-in/password", {"phone": f"137{next(phones):08d}", "password": "x"}), 6) == 6


def test_clients_behind_one_proxy_are_counted_apart(stack):
    """As its word says whom it asks for; what stands before the last address the client itself may have written."""
    number = iter(range(1, 1000))

    def write(passed_on):
        return stack.client().post("/api/shop/cart/selection", {"selected": True}, headers={"X-Forwarded-For": passed_on})
    assert refused_after(lambda: write("203.0.113.1"), 30) == 30
    assert refused_after(lambda: write("203.0.113.2"), 30) == 30
    assert refused_after(lambda: write(f"198.51.100.{next(number)}, 203.0.113.3"), 30) == 30
    assert refused_after(lambda: write(f"2001:db8::{next(number)}"), 30) == 30       # one household
    assert write("2001:db8:0:1::1").status != 429


def test_writing_is_limited_whoever_asks(stack):
    assert refused_after(lambda: stack.client().post("/api/shop/cart/selection", {"selected": True}), 30) <= 30


def test_reading_is_limited_and_one_kind_does_not_use_up_another(stack):
    member = Person(stack, "member", int(stack.sql("INSERT INTO member (state, nickname, created_at, updated_at) VALUES"
                                                   " ('ACTIVE', 'x', NOW(3), NOW(3)); SELECT LAST_INSERT_ID()")[0][0]), "x")
    assert refused_after(lambda: member.client.get("/api/shop/orders"), 40) <= 40


def test_wechat_pay_hears_of_it_in_its_own_words(stack):
    answers = [stack.client().post("/callback/wechatpay/v2/payment", b"<xml></xml>") for _ in range(6)]
    assert [a.status for a in answers] == [400] * 5 + [429], answers
    assert all(a.headers["content-type"] == "text/xml; charset=utf-8" and b"[FAIL]" in a.body for a in answers), answers


def test_the_books_hold(stack):
    stack.run("check")

"""The words that the mall itself writes: a new member's name in the language he reads, a refund's reason in the shop's."""
from browsers import good
from world import World

OVERRIDES = {"limits.sign_in_per_minute": 1000000, "limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000,
             "rules.sms_code_again": 1, "rules.poll_after": 3600, "serve.job_runner": False, "shop.locale": "en"}


def setup(stack):
    stack.world = World(stack)


def test_who_comes_by_phone_is_called_so_in_his_language(stack):
    for language, called in (("zh-CN,zh;q=0.9", "用户"), ("zh-TW", "用戶"), ("en-GB", "Member "), ("", "用户")):
        phone, browser = stack.world.phone(), stack.client()
        form = {"phone": phone, "code": stack.world.code(phone)}
        made = good(browser.post("/api/shop/sign-in/phone", form, headers={"Accept-Language": language}))
        assert made["member"]["nickname"] == called + phone[-4:], (language, made)


def test_whose_name_wechat_tells_keeps_it(stack):
    browser = stack.client()
    good(browser.get(stack.world.agreed_at_wechat(browser, "0"), headers={"Accept-Language": "en"}), 302)
    assert good(browser.get("/api/shop/me"))["member"]["nickname"] == "小雨"


def test_money_that_goes_back_says_why_in_the_shops_language(stack):
    w, buyer = stack.world, stack.world.member()
    order = w.order(buyer)
    number = w.payment(buyer, order)["number"]
    w.sandbox("/control/pay", {"out_trade_no": number, "total_fee": order["pay_amount"] - 1})
    assert stack.sql(f"SELECT reason FROM refund WHERE payment_number = '{number}'") == [["No order could take this payment: refunded"]]

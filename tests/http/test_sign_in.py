"""Signing in: over WeChat and back, by a code, by a password."""
import json

from browsers import by_phone, by_wechat, good
from world import World

OVERRIDES = {"limits.sign_in_per_minute": 1000000, "rules.sms_code_again": 1, "serve.job_runner": False}


def setup(stack):
    stack.world = World(stack)


def test_wechat_makes_a_member_once(stack):
    first, second = by_wechat(stack, "3"), by_wechat(stack, "3")
    assert good(first.get("/api/shop/me"))["member"]["id"] == good(second.get("/api/shop/me"))["member"]["id"]
    assert good(first.get("/api/shop/me"))["member"]["has_wechat"] is True
    assert good(by_wechat(stack, "4").get("/api/shop/me"))["member"]["id"] != good(first.get("/api/shop/me"))["member"]["id"]


def test_what_wechat_sent_back_is_good_once_and_in_that_browser_only(stack):
    browser, other = stack.client(), stack.client()
    path = stack.world.agreed_at_wechat(browser, "5")
    other.get("/api/shop/sign-in/wechat")
    assert other.get(path).status == 400 and "mm_member" not in other.cookies
    assert browser.get(path).status == 302 and "mm_member" in browser.cookies
    again = stack.client()
    again.cookies = {"mm_browser": browser.cookies["mm_browser"]}
    assert again.get(path).status == 400 and "mm_member" not in again.cookies


def test_wechat_never_leads_elsewhere(stack):
    for path in ("//evil.example", "https://evil.example/", "/\\evil.example", "evil", "/%0d%0aSet-Cookie:x=1"):
        answer = stack.client().get(f"/api/shop/sign-in/wechat?return={path}")
        assert answer.status == 400, (path, answer)


def test_wechats_answer_wants_its_state(stack):
    for query, code in (("code=x&state=" + "a" * 64, "sign_in_state"), ("code=x", "invalid"), ("code=x&state=" + "a" * 999, "invalid")):
        # A person sees a page of the shop, in whatever language; a program the problem.
        answer = stack.client().get(f"/api/shop/sign-in/wechat/callback?{query}", accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        assert (answer.status, answer.headers["location"], answer.body) == (302, f"/sign-in?error={code}", b""), answer
        answer = stack.client().get(f"/api/shop/sign-in/wechat/callback?{query}")
        assert answer.status >= 400 and answer.json()["code"] == code, answer
    answer = stack.client().get("/api/shop/sign-in/wechat/callback?code=x")
    assert answer.status == 400 and [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("state", "required")], answer
    for state in ("x", "A" * 43, "'"):
        answer = stack.client().get(f"/api/shop/sign-in/wechat/callback?code=x&state={state}")
        assert answer.status == 400 and answer.json()["code"] == "sign_in_state", answer


def test_a_phone_code_signs_in_and_is_used_up(stack):
    phone = stack.world.phone()
    code = stack.world.code(phone)
    wrong = f"{(int(code) + 1) % 1000000:06d}"
    assert stack.client().post("/api/shop/sign-in/phone", {"phone": phone, "code": wrong}).json()["code"] == "code_wrong"
    browser = stack.client()
    made = good(browser.post("/api/shop/sign-in/phone", {"phone": phone, "code": code}))
    assert phone not in json.dumps(made) and code not in json.dumps(made), "the phone is masked"
    assert stack.client().post("/api/shop/sign-in/phone", {"phone": phone, "code": code}).json()["code"] == "code_wrong"


def test_a_password_signs_in(stack):
    phone = stack.world.phone()
    browser = by_phone(stack, phone)
    assert browser.post("/api/shop/me/password", {"password": stack.world.PASSWORD}).json()["code"] == "code_wrong"
    stack.sql("UPDATE phone_code SET sent_at = '2020-01-01'")     # a minute has gone by
    form = {"code": stack.world.code(phone), "password": stack.world.PASSWORD}
    assert browser.post("/api/shop/me/password", form).status == 204
    other = stack.client()
    good(other.post("/api/shop/sign-in/password", {"phone": phone, "password": stack.world.PASSWORD}))
    assert good(other.get("/api/shop/me"))["member"]["has_password"] is True
    assert stack.client().post("/api/shop/sign-in/password", {"phone": phone, "password": "not the one"}).status == 401


def test_a_password_that_everybody_tries_is_refused(stack):
    w, phone = stack.world, stack.world.phone()
    browser, clerk = by_phone(stack, phone), w.staff([])
    w.give_password(clerk)
    stack.sql("UPDATE phone_code SET sent_at = '2020-01-01'")
    code = w.code(phone)
    for password in ("password1", "12345678", "Aa123456", "woaini1314", phone, f"{phone}a"):
        answer = browser.post("/api/shop/me/password", {"code": code, "password": password}, headers={"Accept-Language": "en"})
        assert (answer.status, answer.json()["code"]) == (400, "password_common") and "too common" in answer.json()["detail"], (password, answer)
    for password in ("password1", "12345678", f"{clerk.name}!"):
        own = clerk.client.post("/api/admin/me/password", {"old_password": w.PASSWORD, "password": password})
        given = w.owner.client.post(f"/api/admin/staff/{clerk.id}/password", {"password": password})
        form = {"name": clerk.name, "display_name": "新人", "password": password, "roles": []}
        for answer in (own, given, w.owner.client.post("/api/admin/staff", form)):
            assert (answer.status, answer.json()["code"]) == (400, "password_common"), (password, answer)
    assert browser.post("/api/shop/me/password", {"code": code, "password": "1234567"}).status == 400
    assert browser.post("/api/shop/me/password", {"code": code, "password": w.PASSWORD}).status == 204

"""A member who came by phone links his WeChat: to himself, in his browser, and from nobody else."""
import concurrent.futures

from browsers import by_wechat, good
from world import Frozen, World

OVERRIDES = {"limits.sign_in_per_minute": 1000000, "limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000,
             "serve.job_runner": False}
WORKERS = 4                     # half of which may be at WeChat's at once
PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"
BACK = "/api/shop/me/wechat/callback"


def setup(stack):
    stack.world = World(stack)


def begun(browser, path=None):
    """Where a browser is sent that links."""
    return good(browser.post("/api/shop/me/wechat", {"return": path} if path else {}))["url"]


def by_phone(stack):
    """(member, his browser)."""
    member = stack.world.member(phone=stack.world.phone())
    return member, member.browser()


def wechats(stack, member):
    return [row[0] for row in stack.sql(f"SELECT openid FROM member_wechat WHERE member_id = {member.id}")]


def refused(answer, status, code):
    assert (answer.status, answer.json()["code"]) == (status, code), answer


def linked(stack):
    member, browser = by_phone(stack)
    good(browser.get(stack.world.agreed(begun(browser), None)), 302)
    return member, browser


def test_a_wechat_is_linked_lets_him_in_and_pays(stack):
    w = stack.world
    member, browser = by_phone(stack)
    order = w.order(member)
    refused(browser.post(f"/api/shop/orders/{order['number']}/payments", {"trade": "JSAPI"}), 409, "payment_no_openid")
    assert good(browser.get("/api/shop/me"))["member"]["has_wechat"] is False
    back = browser.get(w.agreed(begun(browser, f"/pay/{order['number']}"), "6"))
    assert back.status == 302 and back.headers["location"].endswith(f"/pay/{order['number']}"), back.headers
    me = good(browser.get("/api/shop/me"))["member"]
    assert (me["id"], me["nickname"], me["has_wechat"]) == (member.id, member.name, True)
    begun_payment = w.payment(member, order, "JSAPI")
    assert begun_payment["jsapi"]["package"].startswith("prepay_id="), begun_payment
    assert good(by_wechat(stack, "6").get("/api/shop/me"))["member"]["id"] == member.id


def test_it_begins_with_a_post_of_his_own_page(stack):
    member, browser = by_phone(stack)
    browser.csrf = None
    with Frozen(stack, "without the word"):
        refused(browser.post("/api/shop/me/wechat", {}), 403, "csrf")
        assert browser.get("/api/shop/me/wechat").status == 405
        refused(stack.client().post("/api/shop/me/wechat", {}), 401, "unauthenticated")
    browser.csrf = good(browser.get("/api/shop/me"))["csrf_token"]
    for path in ("//evil.example", "https://evil.example/", "evil", "/\\evil", "/a b"):
        answer = browser.post("/api/shop/me/wechat", {"return": path})
        assert answer.status == 400 and [e["field"] for e in answer.json()["errors"]] == ["return"], (path, answer)


def test_an_old_session_alone_links_nothing(stack):
    """A way into the account wants what another phone wants; who signed in a moment ago has just shown it."""
    w = stack.world
    phone = w.phone()
    member = w.member(phone=phone)
    browser = member.browser()
    stack.sql(f"UPDATE session SET created_at = NOW(3) - INTERVAL 301 SECOND WHERE member_id = {member.id}")
    with Frozen(stack, "without proof"):
        refused(browser.post("/api/shop/me/wechat", {}), 400, "old_code_wrong")
    for field, value in (("old_code", "12345"), ("old_password", "")):
        answer = browser.post("/api/shop/me/wechat", {field: value})
        assert answer.status == 400 and [e["field"] for e in answer.json()["errors"]] == [field], answer
    code = w.code(phone)
    back = browser.get(w.agreed(good(browser.post("/api/shop/me/wechat", {"return": "/cart", "old_code": code}))["url"], None))
    assert back.status == 302 and back.headers["location"].endswith("/cart"), back
    assert browser.post("/api/shop/me/wechat/unlink").status == 204
    refused(browser.post("/api/shop/me/wechat", {"old_code": code}), 400, "old_code_wrong")
    w.give_password(member)
    refused(browser.post("/api/shop/me/wechat", {"old_password": "wrong"}), 401, "sign_in_failed")
    refused(browser.post("/api/shop/me/wechat", {}), 401, "sign_in_failed")
    good(browser.post("/api/shop/me/wechat", {"old_password": w.PASSWORD}))


def test_what_he_began_links_nothing_to_another_session(stack):
    """Another member in the same browser, the same member elsewhere, nobody; and what is begun for one thing does no other."""
    w = stack.world
    member, browser = by_phone(stack)
    other, there = by_phone(stack)
    path = w.agreed(begun(browser), None)
    there.cookies["mm_browser"] = browser.cookies["mm_browser"]
    elsewhere, out = member.browser(), stack.client()
    out.cookies["mm_browser"] = browser.cookies["mm_browser"]
    with Frozen(stack, "another session"):
        refused(there.get(path), 400, "sign_in_state")
        refused(elsewhere.get(path), 400, "sign_in_state")
        refused(out.get(path), 401, "unauthenticated")
        refused(browser.get(path.replace(BACK, "/api/shop/sign-in/wechat/callback")), 400, "sign_in_state")
    led = out.get(path, accept=PAGE)
    assert (led.status, led.headers["location"]) == (302, "/profile?error=unauthenticated")
    signing_in = w.agreed_at_wechat(browser, "1")
    with Frozen(stack, "the state of a sign-in"):
        refused(browser.get(signing_in.replace("/api/shop/sign-in/wechat/callback", BACK)), 400, "sign_in_state")
    good(browser.get(path), 302)                          # it still serves whom it is for
    assert len(wechats(stack, member)) == 1 and not wechats(stack, other)


def test_what_wechat_sent_back_links_once(stack):
    w = stack.world
    member, browser = by_phone(stack)
    path = w.agreed(begun(browser), None)
    good(browser.get(path), 302)
    assert browser.post("/api/shop/me/wechat/unlink").status == 204
    refused(browser.get(path), 400, "sign_in_state")
    for query, code in ((f"code=x&state={'a' * 64}", "sign_in_state"), ("code=x", "invalid"), (f"code=x&state={'a' * 999}", "invalid")):
        answer = browser.get(f"{BACK}?{query}", accept=PAGE)
        assert (answer.status, answer.headers["location"]) == (302, f"/profile?error={code}"), answer
    said_no = browser.get(f"{BACK}?state={'a' * 64}")
    assert (said_no.status, said_no.headers["location"]) == (302, "/profile")
    assert not wechats(stack, member)
    late = w.agreed(begun(browser), None)
    stack.sql("UPDATE wechat_authorization SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE used_at IS NULL")
    refused(browser.get(late), 400, "sign_in_state")
    assert not wechats(stack, member)


def test_a_wechat_of_another_member_stays_his(stack):
    w = stack.world
    owner = good(by_wechat(stack, "5").get("/api/shop/me"))["member"]["id"]
    member, browser = by_phone(stack)
    path = w.agreed(begun(browser), "5")
    with Frozen(stack, "taken", ("wechat_authorization",)):
        answer = browser.get(path, headers={"Accept-Language": "en"})
    refused(answer, 409, "wechat_taken")
    assert "sign in with WeChat" in answer.json()["detail"] and "first unlink it" in answer.json()["detail"], answer
    led = browser.get(w.agreed(begun(browser), "5"), accept=PAGE)
    assert (led.status, led.headers["location"]) == (302, "/profile?error=wechat_taken&return=%2Fprofile")
    assert good(browser.get("/api/shop/me"))["member"]["has_wechat"] is False
    assert good(by_wechat(stack, "5").get("/api/shop/me"))["member"]["id"] == owner


def test_who_says_no_or_is_refused_keeps_the_way_back(stack):
    """What he was paying is not lost: without a code he is back there, with an error it goes along to the profile."""
    w = stack.world
    by_wechat(stack, "5")
    member, browser = by_phone(stack)
    there = f"/pay/{w.order(member)['number']}"
    no = w.agreed(begun(browser, there), "5").split("&state=")[1]
    elsewhere = member.browser()
    elsewhere.cookies["mm_browser"] = "x" * 43
    led = elsewhere.get(f"{BACK}?state={no}", accept=PAGE)
    assert (led.status, led.headers["location"]) == (302, "/profile")      # not there where it did not begin
    led = browser.get(f"{BACK}?state={no}", accept=PAGE)
    assert (led.status, led.headers["location"]) == (302, there)
    led = browser.get(f"{BACK}?state={no}&code=x", accept=PAGE)            # and with that it is over
    assert (led.status, led.headers["location"]) == (302, "/profile?error=sign_in_state")
    led = browser.get(w.agreed(begun(browser, there), "5"), accept=PAGE)
    assert (led.status, led.headers["location"]) == (302, f"/profile?error=wechat_taken&return={there.replace('/', '%2F')}")
    state = w.agreed(begun(browser, there), None).split("&state=")[1]
    led = browser.get(f"{BACK}?state={state}&code=unheard", accept=PAGE)
    assert led.status == 302 and led.headers["location"] == f"/profile?error=wechat_code_bad&return={there.replace('/', '%2F')}", led.headers
    assert not wechats(stack, member)


def test_a_member_has_one_wechat(stack):
    w = stack.world
    member, browser = by_phone(stack)
    first, second = w.agreed(begun(browser), None), w.agreed(begun(browser), None)
    good(browser.get(first), 302)
    has = wechats(stack, member)
    refused(browser.get(second), 409, "wechat_linked")
    refused(browser.post("/api/shop/me/wechat", {}), 409, "wechat_linked")
    assert wechats(stack, member) == has and len(has) == 1


def at_once(paths):
    with concurrent.futures.ThreadPoolExecutor(len(paths)) as pool:
        return list(pool.map(lambda one: one[0].get(one[1]), paths))


def test_two_at_once_link_one(stack):
    """Two members one WeChat, and one member two of them: the unique keys let one through."""
    w = stack.world
    for _ in range(3):
        stack.sql("DELETE FROM member_wechat")
        (a, one), (b, two) = by_phone(stack), by_phone(stack)
        answers = at_once([(one, w.agreed(begun(one), "2")), (two, w.agreed(begun(two), "2"))])
        assert sorted(x.status for x in answers) == [302, 409], answers
        assert [x.json()["code"] for x in answers if x.status == 409] == ["wechat_taken"], answers
        assert len(wechats(stack, a) + wechats(stack, b)) == 1
        member, browser = by_phone(stack)
        answers = at_once([(browser, w.agreed(begun(browser), who)) for who in ("3", None)])
        assert sorted(x.status for x in answers) == [302, 409], answers
        assert [x.json()["code"] for x in answers if x.status == 409] == ["wechat_linked"], answers
        assert len(wechats(stack, member)) == 1
        member, browser = by_phone(stack)                 # and who signs in by it meanwhile is whoever has it
        other = stack.client()
        link, enter = at_once([(browser, w.agreed(begun(browser), "4")), (other, w.agreed_at_wechat(other, "4"))])
        owner = good(other.get("/api/shop/me"))["member"]["id"]
        assert enter.status == 302 and (link.status == 302) == (owner == member.id), (link, enter)
        assert link.status == 302 or link.json()["code"] == "wechat_taken", link


def test_unlinking_wants_another_way_in(stack):
    w = stack.world
    member, browser = linked(stack)
    elsewhere = member.browser()
    order = w.order(member)
    assert browser.post("/api/shop/me/wechat/unlink").status == 204
    assert not wechats(stack, member)
    assert browser.get("/api/shop/me").status == 200 and elsewhere.get("/api/shop/me").status == 401
    refused(browser.post(f"/api/shop/orders/{order['number']}/payments", {"trade": "JSAPI"}), 409, "payment_no_openid")
    assert browser.post("/api/shop/me/wechat/unlink").status == 204      # asked once more: it is unlinked
    alone = by_wechat(stack, None)
    with Frozen(stack, "the only way in"):
        refused(alone.post("/api/shop/me/wechat/unlink"), 409, "phone_missing")
    alone.csrf = None
    refused(alone.post("/api/shop/me/wechat/unlink"), 403, "csrf")
    good(browser.get(w.agreed(begun(browser), None)), 302)               # and linked anew
    assert len(wechats(stack, member)) == 1

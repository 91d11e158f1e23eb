"""browsers - of people who signed in, for tests that go on from there."""


def good(answer, status=200):
    assert answer.status == status, answer
    return answer.json() if answer.body else None


def by_wechat(stack, who="0"):
    """A browser that signed in by WeChat."""
    browser = stack.client()
    path = stack.world.agreed_at_wechat(browser, who, "/api/shop/sign-in/wechat?return=/cart")
    back = browser.get(path)
    assert back.status == 302 and back.headers["location"].endswith("/cart"), (back, back.headers)
    good(browser.get("/api/shop/me"))                      # which gives the CSRF word
    return browser


def by_phone(stack, phone, browser=None):
    browser = browser or stack.client()
    good(browser.post("/api/shop/sign-in/phone", {"phone": phone, "code": stack.world.code(phone)}))
    return browser


def clerk_of(stack):
    """A browser of staff that signed in by name and password."""
    clerk = stack.world.staff(["order:read", "order:ship", "order:cancel"])
    stack.world.give_password(clerk)
    browser = stack.client()
    good(browser.post("/api/admin/sign-in", {"name": clerk.name, "password": stack.world.PASSWORD}))
    return browser

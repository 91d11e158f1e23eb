"""The second for which nginx keeps what anybody may see: never a member's, and a change is soon seen."""
import time

from world import World


def setup(stack):
    stack.world = World(stack)


def test_a_member_gets_no_cached_page_and_leaves_none(stack):
    path = f"/api/shop/products/{stack.world.product()['id']}"
    browser = stack.world.member().browser()
    assert browser.get(path).status == 200 and stack.client().get(path).status == 200
    for one in (browser, stack.client()):
        headers = one.get(path).headers
        assert "set-cookie" not in headers and headers["cache-control"] == "no-store", headers
    a, b = stack.world.member().browser(), stack.world.member().browser()
    for _ in range(3):
        assert a.get("/api/shop/me").json()["member"]["id"] != b.get("/api/shop/me").json()["member"]["id"]
        assert stack.client().get("/api/shop/me").status == 401


def test_a_page_is_kept_for_a_moment_and_a_change_is_seen_within_two_seconds(stack):
    product = stack.world.product()
    path = f"/api/shop/products/{product['id']}"
    client = stack.client()
    first = client.get(path)
    same = [client.get(path).headers["x-request-id"] for _ in range(5)]
    assert first.headers["x-request-id"] in same, "nobody asked the workers again"
    stack.world.ask("POST", f"/api/admin/products/{product['id']}/off-sale")
    changed = time.monotonic()
    while client.get(path).status == 200:
        assert time.monotonic() - changed < 2, "it is still shown after two seconds"
        time.sleep(0.05)


def test_what_anybody_may_see_is_kept(stack):
    """The routes that say so themselves, and the place where nginx keeps them, are two lists."""
    for path in ("home", "identity", "categories", "products", "brands", "articles", "hot-words"):
        client = stack.client()
        for _ in range(3):              # of two at the turn of a second neither need be kept
            first, second = (client.get(f"/api/shop/{path}") for _ in range(2))
            assert first.status == 200, (path, first)
            if first.headers["x-request-id"] == second.headers["x-request-id"]:
                break
        else:
            raise AssertionError(f"{path}: every request reached a worker")


def test_who_comes_first_after_a_while_sees_no_old_page(stack):
    product = stack.world.product()
    path = f"/api/shop/products/{product['id']}"
    assert stack.client().get(path).status == 200
    stack.world.ask("POST", f"/api/admin/products/{product['id']}/off-sale")
    time.sleep(2)                   # nginx counts whole seconds
    assert stack.client().get(path).status == 404


def test_the_two_formats_are_kept_apart(stack):
    path = f"/api/shop/products/{stack.world.product()['id']}"
    for _ in range(3):
        assert stack.client().get(path).headers["content-type"].startswith("application/json")
        assert stack.client().get(path, accept="application/xml").headers["content-type"].startswith("application/xml")

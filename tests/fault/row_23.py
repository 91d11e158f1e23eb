"""A database that is slow, stalled, cut, full or shut: every request ends, says when to come back, and it recovers."""
import time

import race
import rig
from stack import wait_for

STACK = "proxied"
NEEDS = ["POST /api/shop/orders"]
REQUESTS, END_S, BACK_S = 16, 8, 10


def ask_all(r, people, sku):
    """Half of them read, half of them write; how it ended."""
    requests = [r.order_request(p, sku) if i % 2 else race.request("GET", "/api/shop/cart", headers=p.headers())
                for i, p in enumerate(people)]
    return race.run(r.port, requests, timeout=60)


def judge(what, outcome, may_succeed):
    for o in outcome.outcomes:
        assert o.status == 503 or (may_succeed and 200 <= o.status < 300), (what, o.status, o.body, o.seconds)
        if o.status == 503:
            assert b"retry-after:" in o.head, (what, o.head)
            assert o.code(), (what, o.body)


def recovered(r, people, sku):
    began = rig.now()
    wait_for("an answer from the database", r.answers, 10 * BACK_S, 0.05)
    outcome = ask_all(r, people, sku)
    assert all(200 <= o.status < 300 for o in outcome.outcomes), (outcome.codes(), outcome.statuses())
    return rig.now() - began


def run(r):
    people, sku, proxy = r.members(REQUESTS), r.sku(100000), r.stack.proxy
    picture = "/media/00/" + "0" * 32 + ".webp"
    (r.stack.state / "media/00").mkdir()
    (r.stack.state / picture[1:]).write_text("here")
    assert set(ask_all(r, people, sku).statuses()) == {200, 201}
    page = f"/api/shop/products/{r.sql(f'SELECT product_id FROM sku WHERE id = {sku}')[0][0]}"
    known = r.stack.client().get(page)
    assert known.status == 200, known
    shown, slowest, back = [], 0.0, 0.0
    faults = {
        "slow": (lambda: proxy.set("latency", 0.5), lambda: proxy.set("pass")),
        "stalled": (lambda: proxy.set("stall"), lambda: proxy.set("pass")),
        "reset": (lambda: proxy.set("reset"), lambda: proxy.set("pass")),
        "refused": (lambda: proxy.set("refuse"), lambda: proxy.set("pass")),
        "wrong password": (lambda: (r.sql("ALTER USER mall@localhost IDENTIFIED BY 'another'"), proxy.cut()),
                           lambda: r.sql("ALTER USER mall@localhost IDENTIFIED BY ''")),
        "no connection left": (lambda: (r.sql("SET GLOBAL max_connections = 10; ALTER USER mall@localhost WITH MAX_USER_CONNECTIONS 1"), proxy.cut()),
                               lambda: r.sql("SET GLOBAL max_connections = 100; ALTER USER mall@localhost WITH MAX_USER_CONNECTIONS 0")),
    }
    for what, (harm, heal) in faults.items():
        harm()
        try:
            outcome = ask_all(r, people, sku)
            assert r.stack.client().get(picture).body == b"here", what
            kept = r.stack.client().get(page)
            # A worker that has its connection yet answers anew: the same product, with what is left of it by now.
            assert kept.status == 200 and kept.json()["title"] == known.json()["title"], (what, kept)
            assert r.stack.client().get("/healthz").status == 200, what
        finally:
            heal()
        judge(what, outcome, what in ("slow", "no connection left"))
        slowest = max(slowest, outcome.slowest())
        shown.append(f"{what} {outcome.slowest():.1f} s")
        proxy.cut()                                     # lines that stalled would only time out
        back = max(back, recovered(r, people, sku))
        time.sleep(0.1)
    proxy.cut()                                         # cut while idle: nobody notices
    outcome = ask_all(r, people, sku)
    assert all(200 <= o.status < 300 for o in outcome.outcomes), outcome.codes()
    return (f"{len(faults)} faults, all ended ({', '.join(shown)}), " + r.beyond("slowest", slowest, END_S)
            + ", 503 with Retry-After, static files and kept pages 200, " + r.beyond("back after", back, BACK_S))

"""The same key: the same bytes for the same request, 422 for another, one effect of thirty at once, kept for a day."""
import race
from stack import Client

import keyed

NEEDS = ["POST /api/shop/orders", "POST /callback/wechatpay/v2/payment"]
SIDE_BY_SIDE = 30


def run(r):
    shown = 0
    for path, recipe in keyed.cases(r):
        case, key = recipe(r), Client.key()
        one = race.request("POST", case.path, case.body, case.person.headers(key))
        outcome = race.run(r.port, [one] * SIDE_BY_SIDE)
        first = next(o for o in outcome.outcomes if o.code() != "in_flight")
        assert 200 <= first.status < 300, (path, first.status, first.body)
        told = [o for o in outcome.outcomes if o.code() != "in_flight"]         # only where the first takes longer than a lock is waited for
        assert {(o.status, o.body) for o in told} == {(first.status, first.body)}, (path, outcome.codes())
        assert outcome.overlap >= 8 and case.effect() == 1, (path, outcome.overlap, case.effect())
        later = race.run(r.port, [one]).outcomes[0]
        assert (later.status, later.body) == (first.status, first.body), (path, later.body)
        if case.other is not None:
            answer = r.post(case.person, case.path, case.other, key)
            assert answer.status == 422 and answer.json()["code"], (path, answer)
        answer = r.post(case.person, case.path + "?x=1", case.body, key)
        assert answer.status in (400, 422), (path, answer)
        for bad in ("short", "x" * 65, "with space here", "umlaut-äöü"):
            answer = race.run(r.port, [race.request("POST", case.path, case.body, case.person.headers(bad))]).outcomes[0]
            assert answer.status == 400, (path, bad, answer.status, answer.body)
        answer = r.ask(case.person, "POST", case.path, case.body)
        assert answer.status == 400, (path, "without a key", answer)
        r.sql(f"UPDATE idempotency SET created_at = NOW(3) - INTERVAL 24 HOUR WHERE `key` = '{key}'")
        shown += 1
    kept = r.count("idempotency", "created_at < NOW(3) - INTERVAL 23 HOUR")
    assert kept == shown, (kept, shown)
    for job in r.cleanups():
        r.job(job)
    assert r.count("idempotency", "created_at < NOW(3) - INTERVAL 23 HOUR") == kept, "a key of yesterday was forgotten"
    return f"{shown} endpoints: {SIDE_BY_SIDE} at once 1 effect and equal bytes, other body 422, kept 24 h"

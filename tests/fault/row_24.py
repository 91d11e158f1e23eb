"""The answer to COMMIT is lost, before or after it happened: the same key finds out, once."""
import race
from stack import Client

STACK = "proxied"
NEEDS = ["POST /api/shop/orders"]


def run(r):
    cuts, proxy = 1000 if r.long else 50, r.stack.proxy
    sku, tries, replayed, submitted = r.sku(100000), 0, 0, 0
    draw = lambda: r.random.choice((None, "before", "after"))
    while sum(proxy.cuts.values()) < cuts:
        people = r.members(8)
        left = {p: Client.key() for p in people}
        numbers = {}
        proxy.set("commit", draw=draw)
        while left:
            tries += 1
            assert tries < 20 * cuts, "no end of it"
            # Side by side, so that cuts meet transactions of others under way.
            outcome = race.run(r.port, [r.order_request(p, sku, key=k) for p, k in left.items()])
            for p, o in zip(list(left), outcome.outcomes):
                if o.status == 201:
                    numbers[p.id] = o.json()["number"]
                    key = left.pop(p)
                    again = None
                    proxy.set("pass")
                    again = r.submit(p, sku, key=key)
                    proxy.set("commit", draw=draw)
                    assert again["number"] == numbers[p.id], (again, numbers[p.id])
                    replayed += 1
                else:
                    assert o.status == 503 and b"retry-after:" in o.head, (o.status, o.body)
        proxy.set("pass")
        submitted += len(people)
        for p in people:
            rows = r.sql(f"SELECT number FROM shop_order WHERE member_id = {p.id}")
            assert rows == [[numbers[p.id]]], (rows, numbers[p.id])
    assert r.stock_of(sku) == 100000 - submitted
    return (f"{sum(proxy.cuts.values())} commits cut ({proxy.cuts['before']} before, {proxy.cuts['after']} after they happened), "
            f"{submitted} orders, 0 twice, 0 lost, {replayed} replays the same")

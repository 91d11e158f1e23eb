"""nginx reloads and the workers roll, under load with POSTs: nobody notices, and nothing is done twice."""
import signal
import time

from stack import wait_for

NEEDS = ["POST /api/shop/cart/lines"]
CLIENTS, ENOUGH = 16, 2000


def run(r):
    reloads = 100 if r.long else 10
    people, sku = r.members(CLIENTS), r.sku(100000)
    put = [0] * CLIENTS

    def ask(client, thread, n):
        person = people[thread]
        if n % 2:
            return client.get("/api/shop/cart", headers=person.headers())
        answer = client.post("/api/shop/cart/lines", {"sku_id": sku, "quantity": 1}, headers=person.headers())
        put[thread] += answer.status == 204
        return answer

    shown = []
    for what in ("reload", "roll"):
        with r.load(ask, CLIENTS) as load:
            for _ in range(reloads if what == "reload" else reloads // 5):
                if what == "reload":
                    r.stack.processes["nginx"].send_signal(signal.SIGHUP)
                    time.sleep(0.15)
                else:
                    before = r.stack.workers_of()
                    r.stack.master.send_signal(signal.SIGHUP)
                    wait_for("all workers are new", lambda: not set(before) & set(r.stack.workers_of())
                             and len(r.stack.workers_of()) == len(before), seconds=30)
            wait_for("enough was asked", lambda: len(load.statuses) >= ENOUGH, seconds=60)
        assert not load.errors, (what, len(load.errors), load.errors[:3])
        assert set(load.statuses) == {200, 204}, (what, load.odd[:3])
        shown.append(f"{what} x {reloads if what == 'reload' else reloads // 5}: {len(load.statuses)} requests, 0 failed")
    for person, n in zip(people, put):
        got = r.sql(f"SELECT COALESCE(SUM(l.quantity), 0) FROM cart c JOIN cart_line l ON l.cart_id = c.id WHERE c.member_id = {person.id}")[0][0]
        assert int(got) == n, (person.id, got, n)
    return ", ".join(shown) + f", {sum(put)} POSTs each done once"

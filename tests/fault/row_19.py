"""kill -9 of the database under load: what was acknowledged is there afterwards, and it all comes back by itself."""
import signal
import threading
import time

import rig
from stack import Client, wait_for

NEEDS = ["POST /api/shop/orders"]
THREADS, ANSWER_S, BACK_S = 8, 3, 10


def run(r):
    kills, sku = 50 if r.long else 3, r.sku(10000000)
    acknowledged, lock, odd, slow, back = [], threading.Lock(), [], 0.0, 0.0
    people = [r.members(200 * (1 if not r.long else 10)) for _ in range(THREADS)]
    turn = [0] * THREADS

    def ask(client, thread, n):
        person = people[thread][turn[thread] % len(people[thread])]
        turn[thread] += 1
        began = rig.now()
        answer = client.post("/api/shop/orders", r.order_body(person, sku), headers=person.headers(Client.key()))
        with lock:
            if answer.status == 201:
                acknowledged.append(answer.json()["number"])
            elif answer.json().get("code") != "order_unpaid_limit":
                odd.append((answer.status, rig.now() - began, answer.headers.get("retry-after")))
        return answer

    with r.load(ask, THREADS) as load:
        for _ in range(kills):
            before = len(acknowledged)
            wait_for("orders are taken", lambda: len(acknowledged) > before + 20, 30)
            r.stack.end("mariadbd", signal.SIGKILL)
            time.sleep(0.5)                             # nobody is there
            r.stack.start_database()
            began = rig.now()
            there = len(acknowledged)
            wait_for("orders are taken again", lambda: len(acknowledged) > there, 10 * BACK_S)
            back = max(back, rig.now() - began)
    assert not load.errors, load.errors[:3]
    assert {s for s, _, _ in odd} == {503}, {s for s, _, _ in odd}
    assert all(after for _, _, after in odd), odd[:3]
    slow = max(seconds for _, seconds, _ in odd)
    known = {row[0] for row in r.sql("SELECT number FROM shop_order")}
    lost = [n for n in acknowledged if n not in known]
    assert not lost, lost
    assert len(acknowledged) == len(set(acknowledged))
    return (f"{kills} kills, {len(acknowledged)} acknowledged, 0 lost, {len(odd)} x 503, " + r.beyond("slowest refusal", slow, ANSWER_S)
            + ", " + r.beyond("back after", back, BACK_S))

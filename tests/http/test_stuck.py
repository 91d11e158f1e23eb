"""Who stands still is replaced: a worker in the middle of a request, the job runner, a request whose key is under way."""
import os
import signal
import threading
import time

import console
import pictures
from stack import Client, wait_for
from world import World

WORKERS = 1
OVERRIDES = {"serve.stuck_after": 3, "rules.poll_after": 3600}


def setup(stack):
    stack.world = World(stack)


def replaced(stack, pool, pid):
    """Once another took its place; what the master said of the one before."""
    wait_for(f"another one of {pool}", lambda: (now := stack.workers_of(pool)) and pid not in now, 20)
    return [line for line in stack.log("master").splitlines() if f"pid={pid} " in line]


def test_a_job_runner_that_stands_still_is_replaced(stack):
    pid, = stack.workers_of("jobs")
    wait_for("it has run", lambda: stack.sql("SELECT MIN(runs) FROM job")[0][0] not in (None, "0"), 90)
    os.kill(pid, signal.SIGSTOP)
    assert any("is stuck" in line for line in replaced(stack, "jobs", pid))
    before = stack.sql("SELECT SUM(runs) FROM job")[0][0]
    wait_for("jobs run again", lambda: int(stack.sql("SELECT SUM(runs) FROM job")[0][0]) > int(before) + 3, 20, 0.1)


def test_a_job_runner_that_waits_for_a_slow_picture_is_left_alone(stack):
    (pid,), (body, headers) = stack.workers_of("jobs"), pictures.form(pictures.png(6000, 6000))
    answer = stack.world.owner.client.post("/api/admin/media", body, headers=headers)
    assert answer.status == 201, answer
    decoder = wait_for("somebody decodes", lambda: next(pictures.decoders(stack), None), 20, 0.005)
    os.kill(decoder, signal.SIGSTOP)
    time.sleep(6)                                       # twice stuck_after
    os.kill(decoder, signal.SIGCONT)
    media = answer.json()["media"]["id"]
    wait_for("it is made", lambda: stack.sql(f"SELECT state FROM media WHERE id = {media}") == [["READY"]], 20, 0.1)
    assert set(stack.workers_of("jobs")) == {pid}, "nobody else had to make it"


def test_a_worker_that_stands_still_is_replaced(stack):
    buyer = stack.world.member()
    order, (pid,) = stack.world.order(buyer), stack.workers_of("shop")
    stack.world.sandbox("/control/set", {"latency_ms": 2000})
    said = []
    asker = threading.Thread(target=lambda: said.append(
        buyer.client.post(f"/api/shop/orders/{order['number']}/payments", {"trade": "NATIVE"}).status))
    asker.start()
    time.sleep(0.5)                                     # it waits for the channel
    os.kill(pid, signal.SIGSTOP)
    assert any("is stuck" in line for line in replaced(stack, "shop", pid))
    asker.join(20)
    stack.world.sandbox("/control/set", {"latency_ms": 0})
    assert said == [502], said
    assert stack.client().get("/readyz").status == 200


def test_who_works_and_who_waits_is_left_alone(stack):
    before = stack.workers_of()
    time.sleep(5)                                       # longer than stuck_after
    assert stack.workers_of() == before


def test_a_key_that_is_under_way_is_told_so(stack):
    buyer, key = stack.world.member(), Client.key()
    body = {"address_id": buyer.address, "items": [{"sku_id": stack.world.product()["skus"][0]["id"], "quantity": 1}]}
    hand = console.Console(stack.socket, stack.seal)                # another worker, who has not finished
    hand.ask("START TRANSACTION; INSERT INTO idempotency (caller, `key`, fingerprint, created_at)"
             f" VALUES ('member:{buyer.id}', '{key}', REPEAT('a', 32), NOW(3))")
    try:
        answer = buyer.client.post("/api/shop/orders", body, key=key)
        assert answer.status == 409 and answer.json()["code"] == "in_flight" and answer.headers["retry-after"] == "1", answer
    finally:
        hand.close()
    made = buyer.client.post("/api/shop/orders", body, key=key)
    again = buyer.client.post("/api/shop/orders", body, key=key)
    assert made.status == 201 and again.body == made.body, (made, again)


def test_the_books_hold(stack):
    stack.run("check")

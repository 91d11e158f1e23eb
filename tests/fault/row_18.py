"""A worker, or the runner of a job, is killed at each point of a transaction: one asks again, and there is one effect."""
import os
import signal
import subprocess
import time

import keyed
import notice
import rig
from sandbox import Sandbox
from stack import Client, wait_for

STACK = "crash"
NEEDS = ["POST /api/shop/orders"]
LOCKS_S, REPLACED_S, POINTS_MAX = 1, 1, 200
WORKERS = sum(rig.OVERRIDES[f"serve.{pool}_workers"] for pool in ("shop", "admin", "callback"))


def submit(r):
    case = keyed.order_post(r)
    return by_key(r, case), case.effect


def by_key(r, case):
    key = Client.key()
    return lambda: r.ask(case.person, "POST", case.path, case.body, key)


def cancel(r):
    case = keyed.order_cancel(r)
    return by_key(r, case), case.effect


def ship(r):
    case = keyed.ship(r)
    return by_key(r, case), case.effect


def receive(r):
    case = keyed.receive(r)
    return by_key(r, case), case.effect


def refund(r):
    case = keyed.staff_cancel(r)
    return by_key(r, case), case.effect


def adjust(r):
    case = keyed.adjust(r)
    return by_key(r, case), case.effect


def callback(r):
    buyer, sku = r.members(1)[0], r.sku(5)
    (order, number), = r.attempts_by_sql([buyer], sku)
    body = notice.payment(r.api_key, number, order["pay_amount"])
    return (lambda: r.tell(body)), lambda: r.count("receipt", f"payment_number = '{number}' AND outcome = 'APPLIED'")


# ---- without a key: the second time it finds what is there ----
def price(r):
    buyer, sku = r.members(1)[0], r.sku(5)
    order = r.submit(buyer, sku)
    body = {"was_amount": order["pay_amount"], "goods_amount": 900, "freight_amount": 0, "reason": "an old friend"}
    return (lambda: r.ask(r.owner, "POST", f"/api/admin/orders/{r.order_id(order['number'])}/price", body),
            lambda: keyed.log_count(r, order["number"], "price"))


def address(r):
    """Whoever asks again with the old version is told that it was done."""
    buyer, sku = r.members(1)[0], r.sku(5)
    number = r.submit(buyer, sku)["number"]
    body = {"name": "李四", "phone": "13900139000", "region": "440305", "province": "广东省", "city": "深圳市", "district": "南山区",
            "detail": "科技路 1 号", "version": 1}
    return (lambda: r.ask(r.owner, "POST", f"/api/admin/orders/{r.order_id(number)}/address", body),
            lambda: keyed.log_count(r, number, "address"))


def pay(r):
    """T1, the channel, T2: one attempt, and the channel knows it under that number."""
    buyer, sku = r.members(1)[0], r.sku(5)
    order = r.submit(buyer, sku)["number"]
    mine = f"order_id = {r.order_id(order)}"

    def effect():
        numbers = [n for n, in r.sql(f"SELECT number FROM payment WHERE {mine} AND prepay_id IS NOT NULL")]
        assert r.count("payment", mine) <= 1
        return len(numbers)
    return (lambda: r.ask(buyer, "POST", f"/api/shop/orders/{order}/payments", {"trade": "NATIVE"})), effect


# ---- jobs ----
class Ran:
    """As an answer: 502 when it died."""

    def __init__(self, code, said):
        self.status, self.body, self.said = 502 if code == -signal.SIGKILL else 200 if code == 0 else 500, b"", said

    def __repr__(self):
        return f"{self.status} {self.said}"


def by_job(r, name, due):
    """The next runner comes once the lease of the dead one is over, and the thing is due again."""
    def ask():
        r.sql(f"UPDATE job SET lease_until = NOW(3) - INTERVAL 1 SECOND WHERE name = '{name}' AND lease_until IS NOT NULL; {due}")
        done = subprocess.run([r.stack.binary, "--config", r.stack.config, "job", "run", name], capture_output=True, text=True,
                              env={**os.environ, "CRASH_FILE": str(r.stack.crash)}, timeout=60)
        return Ran(done.returncode, done.stdout + done.stderr)
    return ask


def put_off_others(r):
    """What is due from before is of payments that the channel never saw."""
    r.sql("UPDATE refund SET next_try_at = NOW(3) + INTERVAL 1 DAY WHERE next_try_at IS NOT NULL;"
          "UPDATE payment SET next_query_at = NOW(3) + INTERVAL 1 DAY WHERE next_query_at IS NOT NULL")


def given_back(r):
    """(order, number of its refund): paid at the channel, cancelled, not sent yet."""
    sandbox, buyer = Sandbox(r.stack.sandbox_port), r.members(1)[0]
    sandbox.control("set", {"refund_delay_ms": 0, "notify": "drop"})
    put_off_others(r)
    order, number = r.attempt(buyer, r.sku(5))
    sandbox.pay(number, notify=False)
    answer = r.post(buyer, f"/api/shop/payments/{number}/check", None)
    assert answer.status == 200 and r.state(order["number"]) == "PAID", answer
    answer = r.post(buyer, f"/api/shop/orders/{order['number']}/cancel", {"reason": "x"})
    assert answer.status == 200, answer
    (refund,), = r.sql(f"SELECT number FROM refund WHERE order_id = {r.order_id(order['number'])}")
    return order["number"], refund


def refund_send(r):
    _, refund = given_back(r)

    def effect():
        told = [t for t in Sandbox(r.stack.sandbox_port).control("state")["refunds"] if t["out_refund_no"] == refund]
        assert len(told) <= 1, told
        return r.count("refund", f"number = '{refund}' AND state = 'SENT'") and len(told)
    return by_job(r, "refund_send", f"UPDATE refund SET next_try_at = NOW(3) WHERE number = '{refund}' AND state = 'WAITING'"), effect


def refund_settle(r):
    order, refund = given_back(r)
    r.sql(f"UPDATE refund SET next_try_at = NOW(3) WHERE number = '{refund}'")
    r.job("refund_send")
    assert r.count("refund", f"number = '{refund}' AND state = 'SENT'") == 1
    return (by_job(r, "refund_poll", f"UPDATE refund SET next_try_at = NOW(3) WHERE number = '{refund}' AND state = 'SENT'"),
            lambda: r.count("refund", f"number = '{refund}' AND state = 'SUCCEEDED'") and keyed.log_count(r, order, "refunded"))


def payment_settle(r):
    sandbox = Sandbox(r.stack.sandbox_port)
    sandbox.control("set", {"notify": "drop"})
    put_off_others(r)
    order, number = r.attempt(r.members(1)[0], r.sku(5))
    sandbox.pay(number, notify=False)
    return (by_job(r, "payment_poll", f"UPDATE payment SET next_query_at = NOW(3) WHERE number = '{number}' AND open_slot = 1"),
            lambda: r.count("receipt", f"payment_number = '{number}' AND outcome = 'APPLIED'"))


VERSIONED = ("address",)
PATHS = {
    "submit": (submit, ("POST /api/shop/orders",)),
    "callback": (callback, ("POST /callback/wechatpay/v2/payment",)),
    "cancel": (cancel, ("POST /api/shop/orders/:number/cancel",)),
    "ship": (ship, ("POST /api/admin/orders/:id/parcels", "POST /callback/wechatpay/v2/payment")),
    "receive": (receive, ("POST /api/shop/orders/:number/receive", "POST /callback/wechatpay/v2/payment")),
    "refund": (refund, ("POST /api/admin/orders/:id/cancel", "POST /callback/wechatpay/v2/payment")),
    "adjust": (adjust, ("POST /api/admin/skus/:id/adjustments",)),
    "price": (price, ("POST /api/admin/orders/:id/price",)),
    "address": (address, ("POST /api/admin/orders/:id/address",)),
    "pay": (pay, ("POST /api/shop/orders/:number/payments",)),
    "refund_send": (refund_send, ("POST /api/shop/orders/:number/cancel",)),
    "refund_settle": (refund_settle, ("POST /api/shop/orders/:number/cancel",)),
    "payment_settle": (payment_settle, ("POST /api/shop/orders/:number/payments",)),
}


def is_replaced(r, before, began):
    """Seconds, when none was missing before this one fell. The master waits longer and longer for the workers of
    a pool that die young, as these all do: then it is enough that the others serve, and that they are many."""
    first = len(before) == WORKERS and r.first
    r.first = False
    wait_for("workers stand", lambda: len(r.stack.workers_of()) >= (WORKERS if first else WORKERS - 4), 20)
    return rig.now() - began if first else 0.0


def is_good(answer, done, versioned):
    """What was done before is a conflict to whoever knows only the version before it."""
    return answer.status == 409 if done and versioned else 200 <= answer.status < 300


def one_point(r, prepare, point, versioned=False):
    """Whether a worker died at that point, and how long until the answer of the second try."""
    ask, effect = prepare(r)
    before = r.stack.workers_of()
    r.stack.arm(point)
    try:
        answer = ask()
    finally:
        r.stack.disarm()
    if answer.status != 502:
        assert 200 <= answer.status < 300 and effect() == 1, (point, answer, effect())
        return False, 0.0, 0.0
    done, began = effect(), rig.now()
    again = ask()
    freed = rig.now() - began
    assert done in (0, 1) and is_good(again, done, versioned), (point, done, again)
    assert effect() == 1, (point, effect())
    replaced = is_replaced(r, before, began)
    third = ask()
    assert is_good(third, 1, versioned) if versioned else (third.status, third.body) == (again.status, again.body), (point, again, third)
    assert effect() == 1, (point, effect())
    return True, freed, replaced


def run(r):
    there = {f"{m} {p}" for m, p, _ in rig.routes_of(r.stack.binary)}
    shown, freed, replaced = [], 0.0, 0.0
    reader = r.members(1)[0]
    # Others go on meanwhile: reading is no transaction, so it meets no point.
    with r.load(lambda client, thread, n: (time.sleep(0.02), client.get("/api/shop/cart", headers=reader.headers()))[1], 2) as load:
        for name, (prepare, needs) in PATHS.items():
            if not set(needs) <= there:
                continue
            points, r.first = 0, True
            wait_for("every worker stands", lambda: len(r.stack.workers_of()) == WORKERS, 20)
            for turn in range(3 if r.long else 1):
                for point in range(1, POINTS_MAX):
                    died, f, w = one_point(r, prepare, point, name in VERSIONED)
                    freed, replaced = max(freed, f), max(replaced, w)
                    if not died:
                        break
                    points += 1
            assert points >= 6, f"{name} met {points} points: is the program built with --enable-crash-points?"
            shown.append(f"{name} {points}")
    Sandbox(r.stack.sandbox_port).control("set", {"notify": "normal"})
    failed = [s for s in load.statuses if s != 200]
    assert not load.errors and not failed, (load.errors[:3], failed[:3])
    return (f"killed at every point ({', '.join(shown)}), each one effect, " + r.beyond("locks freed after", freed, LOCKS_S) + ", "
            + r.beyond("replaced after", replaced, REPLACED_S) + f", {len(load.statuses)} other requests, 0 errors")

"""A worker is killed at each point of a transaction: the client asks again, and there is one effect."""
import time

import keyed
import notice
import rig
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


PATHS = {
    "submit": (submit, ("POST /api/shop/orders",)),
    "callback": (callback, ("POST /callback/wechatpay/v2/payment",)),
    "cancel": (cancel, ("POST /api/shop/orders/:number/cancel",)),
    "ship": (ship, ("POST /api/admin/orders/:id/parcels", "POST /callback/wechatpay/v2/payment")),
    "receive": (receive, ("POST /api/shop/orders/:number/receive", "POST /callback/wechatpay/v2/payment")),
    "refund": (refund, ("POST /api/admin/orders/:id/cancel", "POST /callback/wechatpay/v2/payment")),
    "adjust": (adjust, ("POST /api/admin/skus/:id/adjustments",)),
}


def is_replaced(r, before, began):
    """Seconds, when none was missing before this one fell. The master waits longer and longer for the workers of
    a pool that die young, as these all do: then it is enough that the others serve, and that they are many."""
    first = len(before) == WORKERS and r.first
    r.first = False
    wait_for("workers stand", lambda: len(r.stack.workers_of()) >= (WORKERS if first else WORKERS - 4), 20)
    return rig.now() - began if first else 0.0


def one_point(r, prepare, point):
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
    began = rig.now()
    again = ask()
    freed = rig.now() - began
    assert 200 <= again.status < 300, (point, again)
    assert effect() == 1, (point, effect())
    replaced = is_replaced(r, before, began)
    third = ask()
    assert (third.status, third.body) == (again.status, again.body), (point, again, third)
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
                    died, f, w = one_point(r, prepare, point)
                    freed, replaced = max(freed, f), max(replaced, w)
                    if not died:
                        break
                    points += 1
            assert points >= 6, f"{name} met {points} points: is the program built with --enable-crash-points?"
            shown.append(f"{name} {points}")
    failed = [s for s in load.statuses if s != 200]
    assert not load.errors and not failed, (load.errors[:3], failed[:3])
    return (f"killed at every point ({', '.join(shown)}), each one effect, " + rig.beyond("locks freed after", freed, LOCKS_S) + ", "
            + rig.beyond("replaced after", replaced, REPLACED_S) + f", {len(load.statuses)} other requests, 0 errors")

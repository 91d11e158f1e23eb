"""Every job twice over: two runners at once, one killed on its way; what was done is not done again."""
import os
import secrets
import signal
import subprocess
import time

import pictures
from sandbox import Sandbox
from stack import Client

NEEDS = ["POST /callback/wechatpay/v2/payment", "POST /api/shop/orders/:number/cancel", "POST /api/admin/media"]
TIMES, EACH = 20, 6
# How many things each job has to do now: a job that is not here shows nothing, and the row says so.
DUE = {
    "attempt_clean": "attempt WHERE kind = 'row 28'",
    "authorization_clean": "wechat_authorization WHERE expires_at <= NOW(3)",
    "auto_receive": "shop_order WHERE state = 'SHIPPED' AND auto_receive_at <= NOW(3) AND next_sweep_at <= NOW(3)",
    "daily_summary": "(SELECT DATE(at + INTERVAL 8 HOUR) - INTERVAL 8 HOUR AS day FROM visit GROUP BY 1) v WHERE day < NOW(3) - INTERVAL 25 HOUR"
                     " AND day NOT IN (SELECT day FROM trade_day WHERE is_final = 1)",
    "guest_cart_clean": "cart WHERE guest_hash IS NOT NULL AND updated_at <= NOW(3) - INTERVAL 300 DAY",
    "idempotency_clean": "idempotency WHERE created_at <= NOW(3) - INTERVAL 60 DAY",
    "media_make": "media WHERE state = 'WAITING'",
    "media_sweep": "media WHERE state = 'DELETED' AND swept_at IS NULL",
    "order_expire_sweep": "shop_order WHERE state = 'UNPAID' AND expires_at <= NOW(3) AND next_sweep_at <= NOW(3)",
    "payment_poll": "payment WHERE next_query_at <= NOW(3)",
    "phone_code_clean": "phone_code WHERE expires_at <= NOW(3) - INTERVAL 3 DAY",
    "refund_poll": "refund WHERE state = 'SENT' AND next_try_at <= NOW(3)",
    "refund_send": "refund WHERE state = 'WAITING' AND next_try_at <= NOW(3)",
    "session_clean": "session WHERE expires_at <= NOW(3)",
    "visit_clean": "visit WHERE at <= NOW(3) - INTERVAL 3 DAY",
}


def work(r, sandbox):
    """Something to do for each job: orders overdue, attempts and refunds to ask after, parcels arrived, things to clean."""
    people, sku = r.members(5 * EACH), r.sku(5 * EACH)
    groups = [people[i::5] for i in range(5)]
    overdue = [r.submit(p, sku)["number"] for p in groups[0]]
    r.sql(f"UPDATE shop_order SET expires_at = NOW(3) - INTERVAL 1 MINUTE, next_sweep_at = NOW(3) WHERE number IN ({listed(overdue)})")
    asked = [r.attempt(p, sku) for p in groups[1]]
    for i, (_, number) in enumerate(asked):
        if i % 2:
            sandbox.pay(number, notify=False)
    r.sql(f"UPDATE payment SET next_query_at = NOW(3) WHERE number IN ({listed(n for _, n in asked)})")
    for person in groups[2]:                            # paid and given back: refunds to send, then to ask after
        order, number = r.attempt(person, sku)
        sandbox.pay(number, notify=False)
        row = sandbox.control("state")["orders"]
        assert row
        r.sql(f"UPDATE payment SET next_query_at = NOW(3) WHERE number = '{number}'")
        r.job("payment_poll")
        assert r.state(order["number"]) == "PAID", order
        answer = r.post(person, f"/api/shop/orders/{order['number']}/cancel", {"reason": "x"})
        assert answer.status == 200 and r.state(order["number"]) == "REFUNDING", answer
    for (order, number), person in zip(r.attempts_by_sql(groups[3], sku), groups[3]):
        r.tell_paid(number, order["pay_amount"])
        answer = r.post(r.owner, f"/api/admin/orders/{r.order_id(order['number'])}/parcels", {"carrier": "SF", "tracking_number": f"SF{number}"})
        assert answer.status == 200, answer
        r.sql(f"UPDATE shop_order SET auto_receive_at = NOW(3), next_sweep_at = NOW(3) WHERE number = '{order['number']}'")
    r.sql(f"UPDATE session SET expires_at = NOW(3) - INTERVAL 1 DAY WHERE member_id IN ({', '.join(str(p.id) for p in groups[4])});"
          "UPDATE idempotency SET created_at = NOW(3) - INTERVAL 90 DAY ORDER BY created_at LIMIT 5;"
          "INSERT INTO wechat_authorization (state_hash, browser_hash, return_path, expires_at)"
          " VALUES (RANDOM_BYTES(32), RANDOM_BYTES(32), '/', NOW(3) - INTERVAL 1 HOUR);"
          "INSERT INTO attempt (kind, subject_index, since, count) SELECT 'row 28', RANDOM_BYTES(32), NOW(3) - INTERVAL 3 DAY, 1 FROM seq_1_to_9;"
          "INSERT INTO phone_code (phone_index, code_hash, tries, sent_at, expires_at, sent_on, sent_today)"
          " SELECT RANDOM_BYTES(32), RANDOM_BYTES(32), 0, NOW(3) - INTERVAL 4 DAY, NOW(3) - INTERVAL 4 DAY, NOW(3) - INTERVAL 4 DAY, 1"
          " FROM seq_1_to_9;"
          "INSERT INTO cart (guest_hash, updated_at) VALUES (RANDOM_BYTES(32), NOW(3) - INTERVAL 1 YEAR), (RANDOM_BYTES(32), NOW(3) - INTERVAL 1 YEAR)")
    upload_and_bury(r)
    # Days that are to be summed up, once more, and views that are older than they are kept.
    r.sql("DELETE FROM trade_day; INSERT INTO visit (at, visitor, page, path, source, stay_ms)"
          " SELECT NOW(3) - INTERVAL 4 DAY, RANDOM_BYTES(16), 'HOME', '/', 'DIRECT', 1 FROM seq_1_to_30")


def upload_and_bury(r):
    """Pictures that wait to be made; others, long deleted, whose files are there; a file that no row waits for."""
    for _ in range(EACH):
        body, headers = pictures.form(pictures.png(16, 16, tuple(secrets.token_bytes(3))))
        answer = Client(r.port).ask("POST", "/api/admin/media", body, headers={**r.owner.headers(), **headers})
        assert answer.status == 201, answer
    names = [secrets.token_hex(16) for _ in range(EACH)]
    r.sql("INSERT INTO media (name, title, hash, kind, size, width, height, state, uploaded_by, created_at, deleted_at) VALUES "
          + ", ".join(f"('{n}', 'x', RANDOM_BYTES(32), 'PNG', 1, 1, 1, 'DELETED', {r.owner.id}, NOW(3), NOW(3) - INTERVAL 9 DAY)" for n in names))
    for name in names:
        for file in public_files(r, name):
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(b"x")
    orphan = r.stack.state / "incoming" / secrets.token_hex(16)
    orphan.write_bytes(b"x")
    os.utime(orphan, (1, 1))


def public_files(r, name):
    return [r.stack.state / "media" / name[:2] / f"{name}{size}.webp" for size in ("", "-750", "-320")]


def files_are_right(r):
    """Of each picture what its state says, and nothing else."""
    for name, state, swept in r.sql("SELECT name, state, swept_at IS NOT NULL FROM media"):
        there = [f.exists() for f in public_files(r, name)]
        assert there == [state == "READY"] * 3, (name, state, swept, there)
    left = list((r.stack.state / "incoming").iterdir())
    assert not left, left


def due(r, name):
    return int(r.sql(f"SELECT COUNT(*) FROM {DUE[name]}")[0][0])


def listed(numbers):
    return ", ".join(f"'{n}'" for n in numbers)


def start(r, name):
    return subprocess.Popen([r.stack.binary, "--config", r.stack.config, "job", "run", name], stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True)


def run(r):
    sandbox, names = Sandbox(r.stack.sandbox_port), r.jobs()
    # Nobody tells: a notice between two pictures would change rows without any job.
    sandbox.control("set", {"close_after_ms": 0, "refund_delay_ms": 0, "notify": "drop"})
    assert set(names) == set(DUE), set(names) ^ set(DUE)
    handled = dict.fromkeys(names, 0)
    # What other rows left is of channels that the sandbox never saw.
    r.sql("UPDATE refund SET next_try_at = NOW(3) + INTERVAL 1 DAY WHERE next_try_at IS NOT NULL;"
          "UPDATE payment SET next_query_at = NOW(3) + INTERVAL 1 DAY WHERE next_query_at IS NOT NULL")
    done, asked = (int(r.sql(f"SELECT COALESCE(MAX(id), 0) FROM {table}")[0][0]) for table in ("refund", "payment"))
    killed = ran = 0
    for turn in range(2):
        work(r, sandbox)
        for name in names:
            if name == "refund_poll":
                r.sql(f"UPDATE refund SET next_try_at = NOW(3) WHERE state = 'SENT' AND id > {done}")
            asked_for = due(r, name)
            victim = start(r, name)
            time.sleep(r.random.uniform(0.002, 0.03))
            victim.send_signal(signal.SIGKILL)
            victim.communicate()
            killed += victim.returncode == -signal.SIGKILL
            r.sql(f"UPDATE job SET lease_until = NOW(3) - INTERVAL 1 SECOND, next_run_at = NOW(3) WHERE lease_until IS NOT NULL;"
                  "UPDATE media SET claimed_until = NULL WHERE state = 'WAITING';"
                  f"UPDATE payment SET next_query_at = NOW(3) WHERE open_slot = 1 AND id > {asked};"
                  f"UPDATE refund SET next_try_at = NOW(3) WHERE state = 'WAITING' AND id > {done}")
            both = [start(r, name) for _ in range(2)]
            said = [p.communicate(timeout=60)[0] for p in both]
            codes = sorted(p.returncode for p in both)
            assert codes[0] == 0, (name, said)          # the other may have been told that one is at it
            left = due(r, name)
            assert left == 0, (name, "left undone", left)
            handled[name] += asked_for
            before = r.stack.picture({"job"})
            for _ in range(TIMES // 2):
                r.job(name)
                ran += 1
            after = r.stack.picture({"job"})
            changed = [t for t in after if after[t] != before.get(t)]
            assert not changed, (name, "changed again", changed)
    for turn in range(3):
        r.sql(f"UPDATE refund SET next_try_at = NOW(3) WHERE next_try_at IS NOT NULL AND id > {done}")
        r.job("refund_send")
        r.job("refund_poll")
    idle = [name for name, n in handled.items() if n == 0]
    assert not idle, f"nothing to do for {', '.join(idle)}"
    files_are_right(r)
    sandbox.control("set", {"notify": "normal"})
    twice = r.sql("SELECT reference, COUNT(*) FROM refund GROUP BY reference HAVING COUNT(*) > 1")
    assert not twice, twice
    told = sandbox.control("state")["refunds"]
    numbers = [t["out_refund_no"] for t in (told.values() if isinstance(told, dict) else told)]
    assert len(numbers) == len(set(numbers)), "refunded twice"
    return f"{len(names)} jobs did {sum(handled.values())} things, {ran} runs after the first changed 0 rows, two runners at once, {killed} killed"

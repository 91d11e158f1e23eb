"""What Prometheus reads at /metrics: every line is of its format, and what happens is counted."""
import os
import re
import signal

from stack import Client, wait_for
from world import World, call_sandbox

WORKERS = 2
LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? \d+')


def setup(stack):
    stack.world = World(stack)


def metrics(stack):
    """{series: number}; complains about a line that is none, or a series twice."""
    answer = stack.client().get("/metrics")
    assert answer.status == 200 and answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8", answer
    lines = [line for line in answer.body.decode().splitlines() if not line.startswith("# ")]
    assert all(LINE.fullmatch(line) for line in lines), lines
    found = {name: int(n) for name, n in (line.rsplit(" ", 1) for line in lines)}
    assert len(found) == len(lines)
    return found


def grew(before, after):
    """What is more than before, but for what asking for the metrics itself counts."""
    return {name: after[name] - before.get(name, 0) for name in after
            if after[name] > before.get(name, 0) and 'pool="admin"' not in name and not name.startswith("micromall_job_")}


def test_requests_are_counted_by_pool_and_class(stack):
    before = metrics(stack)
    for _ in range(3):
        assert stack.client().get("/healthz").status == 200
    assert stack.client().get("/api/shop/nothing").status == 404
    # A worker counts once the answer has left.
    wait_for("counted", lambda: grew(before, metrics(stack)) == {
        'micromall_requests_total{pool="shop",status="2xx"}': 3, 'micromall_requests_total{pool="shop",status="4xx"}': 1}, 5)


def test_what_a_proxy_passes_on_is_not_answered(stack):
    for client in ("203.0.113.9", "127.0.0.1", "203.0.113.9, 127.0.0.1", "nobody", "unix:", "0"):
        answer = stack.client().get("/metrics", headers={"X-Forwarded-For": client})
        assert answer.status == 404 and b"micromall_" not in answer.body, (client, answer)


def test_statements_are_counted(stack):
    before = metrics(stack)
    assert stack.client().get("/readyz").status == 200
    series = 'micromall_statements_total{pool="shop"}'
    wait_for("counted", lambda: metrics(stack)[series] == before[series] + 1, 5)


def test_callbacks_that_are_refused_are_counted_by_reason(stack):
    def tell(body):
        return Client(stack.port).post("/callback/wechatpay/v2/payment", body, headers={"Content-Type": "text/xml"}).status
    series = "micromall_callbacks_refused_total{reason=\"%s\"}"
    before = metrics(stack)
    buyer = stack.world.member()
    number = stack.world.payment(buyer, stack.world.order(buyer))["number"]
    stack.world.sandbox("/control/pay", {"out_trade_no": number, "notify": False})
    good = stack.world.sandbox("/control/notice_xml", {"out_trade_no": number}).body
    foreign = call_sandbox(stack, "/control/notice_xml", {"out_trade_no": number, "override": {"mch_id": "1999999999"}}).body
    assert tell(good.replace(number.encode(), number[::-1].encode())) == 400
    assert tell(b"<xml>") == 400 and tell(b"") == 400
    assert tell(foreign) == 200
    assert {reason: metrics(stack)[series % reason] - before[series % reason] for reason in ("signature", "malformed", "foreign_merchant")} \
        == {"signature": 1, "malformed": 2, "foreign_merchant": 1}
    assert metrics(stack)['micromall_exceptions{kind="FOREIGN_NOTICE",state="OPEN"}'] == 1
    assert tell(good) == 200 and stack.world.sandbox("/control/state")     # the unchanged one is taken, and refused nowhere
    assert metrics(stack)[series % "signature"] == before[series % "signature"] + 1


def test_processes_are_counted_and_a_death_is_seen(stack):
    before = metrics(stack)
    assert before['micromall_processes{pool="shop"}'] == WORKERS and before['micromall_processes{pool="jobs"}'] == 1
    os.kill(next(iter(stack.workers_of("shop"))), signal.SIGKILL)
    deaths, starts = ('micromall_process_%s_total{pool="shop"}' % what for what in ("deaths", "starts"))
    wait_for("it is replaced", lambda: metrics(stack)[starts] == before[starts] + 1, 10)
    after = metrics(stack)
    assert after[deaths] == before[deaths] + 1 and after['micromall_processes{pool="shop"}'] == WORKERS


def test_a_job_that_fails_is_seen(stack):
    failures, runs = ('micromall_job_%s_total{job="order_expire_sweep"}' % what for what in ("failures", "runs"))
    before = metrics(stack)
    stack.sql("RENAME TABLE shop_order TO shop_order_away")
    try:
        wait_for("it failed", lambda: metrics(stack)[failures] > before[failures], 90, 0.2)
    finally:
        stack.sql("RENAME TABLE shop_order_away TO shop_order")
    assert metrics(stack)[runs] > before[runs]


def test_without_a_database_the_rest_is_told(stack):
    assert metrics(stack)["micromall_database_up"] == 1
    stack.end("mariadbd", signal.SIGKILL)
    try:
        found = metrics(stack)
        assert found["micromall_database_up"] == 0 and found['micromall_processes{pool="shop"}'] == WORKERS
        assert not any("exceptions" in name or "job_" in name for name in found)
    finally:
        stack.start_database()
    wait_for("ready again", lambda: stack.client().get("/readyz").status == 200, 10)

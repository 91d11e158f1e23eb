"""Which process has which secret in its memory: that of its work, and the master none."""
import os
import pathlib
import re
import signal
import time

from stack import wait_for

OVERRIDES = {"sms.secret": "b5c1e09a72d84f6632aa"}
POOLS = ("shop", "admin", "callback", "jobs")
MAPPED = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) rw")


def holds(pid, secret):
    """Whether the bytes stand anywhere in what that process may write to."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            found = MAPPED.match(line)
            if not found:
                continue
            at, end = (int(x, 16) for x in found.groups())
            memory.seek(at)
            try:
                if secret.encode() in memory.read(end - at):
                    return True
            except OSError:
                continue
    return False


def holders(stack, secret):
    found = {pool for pid, pool in stack.workers_of().items() if holds(pid, secret)}
    return found | ({"master"} if holds(stack.master.pid, secret) else set())


def settle(stack):
    wait_for("every pool serves", lambda: {*stack.workers_of().values()} == {*POOLS})
    stack.client().get("/api/shop/home")
    time.sleep(0.3)


def told(stack):
    """Who holds what. The master's folder stands in everybody's memory: the search finds what there is."""
    settle(stack)
    assert holders(stack, str(stack.state / "run")) == {"master", *POOLS}
    return {name: holders(stack, secret) for name, secret in (
        ("wechatpay.api_key", stack.secrets["api_key"]), ("wechat.secret", stack.secrets["wechat"]),
        ("wechatpay.key", "apiclient_key.pem"), ("sms.secret", OVERRIDES["sms.secret"]))}


WANT = {"wechatpay.api_key": {*POOLS}, "wechat.secret": {"shop"}, "wechatpay.key": {"jobs"}, "sms.secret": {"shop"}}


def test_each_pool_holds_the_secrets_of_its_work_and_the_master_none(stack):
    assert told(stack) == WANT


def test_nor_after_the_configuration_was_read_again(stack):
    before = stack.workers_of()
    stack.master.send_signal(signal.SIGHUP)
    wait_for("all workers are new", lambda: not {*before} & {*stack.workers_of()} and len(stack.workers_of()) == len(before), seconds=15)
    assert told(stack) == WANT


def test_a_worker_begun_later_has_the_settings_in_force(stack):
    """Not those of a file that somebody is writing."""
    good = pathlib.Path(stack.config).read_text()
    stack.config.write_text("[half a")
    before = stack.workers_of()
    os.kill(next(pid for pid, pool in before.items() if pool == "shop"), signal.SIGKILL)
    wait_for("another takes its place", lambda: len({*stack.workers_of()} - {*before}) == 1)
    assert stack.client().get("/api/shop/home").status == 200
    assert told(stack) == WANT
    stack.config.write_text(good)

"""What nginx, the master and the workers promise, whatever the shop sells."""
import concurrent.futures
import contextlib
import os
import resource
import signal
import socket
import stat
import subprocess
import threading
import time

from stack import wait_for

WORKERS = 2
OVERRIDES = {"limits.read_per_minute": 1000000, "serve.recycle_after": 200}


def raw(stack, text, shut=False, timeout=15):
    """Bytes over one connection; what came back until the server closed it."""
    with socket.create_connection(("127.0.0.1", stack.port), timeout) as line:
        line.sendall(text)
        if shut:
            line.shutdown(socket.SHUT_WR)
        got = b""
        while piece := line.recv(65536):
            got += piece
        return got


class Load:
    """Threads that ask all the time; afterwards every status, and every connection that failed."""

    def __init__(self, stack, threads=8, path="/healthz"):
        self.stack, self.path, self.halt = stack, path, threading.Event()
        self.statuses, self.errors = [], []
        self.threads = [threading.Thread(target=self._ask) for _ in range(threads)]

    def _ask(self):
        client = self.stack.client()
        while not self.halt.is_set():
            try:
                self.statuses.append(client.get(self.path).status)
            except OSError as e:
                self.errors.append(repr(e))

    def __enter__(self):
        for t in self.threads:
            t.start()
        return self

    def __exit__(self, *_):
        self.halt.set()
        for t in self.threads:
            t.join()


def test_health_in_both_formats(stack):
    answer = stack.client().get("/healthz")
    assert answer.status == 200 and answer.json() == {"status": "ok"}, answer
    answer = stack.client().get("/readyz", accept="application/xml")
    assert answer.status == 200 and answer.xml().find("status").text == "ok", answer


def test_what_does_not_exist_is_a_problem(stack):
    for path in ("/api/shop/nothing", "/api/nothing", "/callback/nobody"):
        answer = stack.client().get(path)
        assert answer.status == 404, answer
        if path.startswith("/api/"):
            assert answer.headers["content-type"] == "application/problem+json", answer
            assert answer.json()["code"] == "not_found", answer


def test_another_method_is_told_which(stack):
    answer = stack.client().delete("/healthz")
    assert answer.status == 405 and answer.headers["allow"] == "GET, HEAD", (answer, answer.headers)


def test_the_head_of_an_answer_is_that_of_the_whole(stack):
    for path in ("/healthz", "/api/shop/home", "/api/shop/nothing"):
        whole, head = stack.client().get(path), stack.client().ask("HEAD", path)
        same = ("content-type", "cache-control", "vary")
        assert head.status == whole.status and head.body == b"", head
        assert [head.headers.get(h) for h in same] == [whole.headers.get(h) for h in same], (head.headers, whole.headers)


def test_a_large_body_is_refused_at_the_door(stack):
    answer = stack.client().post("/api/shop/anything", b"x" * (1 << 20) + b"x")
    assert answer.status == 413 and answer.json()["code"] == "too_large", answer


def test_long_heads_are_refused(stack):
    assert b" 414 " in raw(stack, b"GET /api/shop/" + b"a" * 9000 + b" HTTP/1.0\r\n\r\n").split(b"\r\n")[0]
    assert b" 400 " in raw(stack, b"GET /healthz HTTP/1.0\r\nX: " + b"a" * 9000 + b"\r\n\r\n").split(b"\r\n")[0]


@contextlib.contextmanager
def away(stack, pool):
    """Inside, nobody answers for that pool."""
    os.rename(stack.state / f"run/{pool}.sock", stack.state / "run/away.sock")
    try:
        yield
    finally:
        os.rename(stack.state / "run/away.sock", stack.state / f"run/{pool}.sock")


def test_what_nginx_refuses_comes_in_both_formats(stack):
    def twice(ask, status, code):
        for accept, kind in (("application/json", "json"), ("application/xml", "xml"), ("text/html, application/xml, application/json", "json"), ("*/*", "json")):
            answer = ask(accept)
            assert (answer.status, answer.headers["content-type"]) == (status, f"application/problem+{kind}"), (accept, answer, answer.headers)
            said = answer.json() if kind == "json" else {child.tag: child.text for child in answer.xml()}
            assert (str(said["status"]), said["code"], len(said["request_id"])) == (str(status), code, 32) and said["title"], said
    client = stack.client()
    twice(lambda accept: client.get("/api/nothing", accept=accept), 404, "not_found")
    twice(lambda accept: client.post("/api/shop/anything", b"x" * (1 << 20) + b"x", accept=accept), 413, "too_large")
    # Pictures may be larger, at the one place that takes them.
    twice(lambda accept: client.post("/api/admin/products", b"x" * (2 << 20), accept=accept), 413, "too_large")
    twice(lambda accept: client.ask("TRACE", "/healthz", accept=accept), 405, "method")
    with away(stack, "admin"):
        twice(lambda accept: client.post("/api/admin/products", b"{}", accept=accept), 502, "busy")
    # Of these nginx read no head: nobody knows what they would accept.
    answer = client.get("/api/shop/" + "a" * 9000, accept="application/xml")
    assert answer.status == 414 and answer.json()["code"] == "too_large", answer


def test_wechat_pay_is_refused_in_its_own_words(stack):
    """By a worker as by nginx, and whatever it says it would accept."""
    payment, client = "/callback/wechatpay/v2/payment", stack.client()

    def told(answer, status):
        assert (answer.status, answer.headers["content-type"]) == (status, "text/xml; charset=utf-8"), (answer, answer.headers)
        assert answer.body == b"<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[FAIL]]></return_msg></xml>", answer
        return answer.headers
    for accept in ("application/json", "*/*", "text/html"):
        told(client.post(payment, b"<xml></xml>", accept=accept), 400)
        told(client.post("/callback/wechatpay/v2/nothing", b"<xml></xml>", accept=accept), 404)
        assert told(client.get(payment, accept=accept), 405)["allow"] == "POST"
        told(client.post(payment, b"x" * 17000, accept=accept), 413)        # more than a notice may have
        told(client.post(payment, b"x" * (2 << 20), accept=accept), 413)    # more than nginx takes
        with away(stack, "callback"):
            told(client.post(payment, b"<xml></xml>", accept=accept), 502)
    assert b"FAIL" not in client.get("/callback/nobody").body


def test_a_body_cut_short_reaches_nobody(stack):
    before = stack.log("master").count("method=POST")
    raw(stack, b"POST /api/shop/anything HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{}", shut=True)
    assert stack.log("master").count("method=POST") == before
    assert stack.client().get("/healthz").status == 200


def test_clients_cannot_forge_what_nginx_says(stack):
    answer = stack.client().get("/healthz", headers={"X-Request-Id": "forged", "Proxy": "http://evil/"})
    assert answer.status == 200 and answer.headers.get("x-request-id") != "forged", answer.headers


def test_a_request_has_one_name_everywhere(stack):
    """That of nginx, whatever the client calls it: so one finds in the one log what the other tells."""
    answer = stack.client().get("/api/shop/nothing", headers={"X-Request-Id": "0" * 32})
    name = answer.headers["x-request-id"]
    assert len(name) == 32 and name != "0" * 32 and answer.json()["request_id"] == name, answer
    wait_for("in both logs", lambda: f" id={name} " in stack.log("nginx-access") and f"request={name} " in stack.log("master"), 5)


def test_security_headers(stack):
    headers = stack.client().get("/healthz").headers
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY", headers
    assert headers["server"] == "nginx", headers
    assert headers["cache-control"] == "no-store", headers


def test_media_is_served_and_never_run(stack):
    drawing, film = "ab/" + 32 * "a" + ".svg", "video/tea.mp4"
    seen = {drawing: "image/svg+xml", film: "video/mp4", "demo/a.svg": "image/svg+xml"}
    for place in (*seen, "a.svg", "ab.php", "ab/x.webp", "ab/" + 32 * "a" + "-320.svg", "ab/" + 32 * "a" + ".webp.html"):
        (stack.state / "media" / place).parent.mkdir(exist_ok=True)
        (stack.state / "media" / place).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        assert stack.client().get(f"/media/{place}").status == (200 if place in seen else 404), place
    for place, kind in seen.items():
        answer = stack.client().get(f"/media/{place}")
        assert answer.headers["content-type"] == kind, answer
        assert "sandbox" in answer.headers["content-security-policy"] and answer.headers["x-content-type-options"] == "nosniff"
    assert b"[database]" not in stack.client().get("/media/..%2fmicromall.conf").body
    assert stack.client().get("/private/x").status == 404


def test_sockets_are_for_the_group_alone(stack):
    for pool in ("shop", "admin", "callback"):
        assert stat.S_IMODE(os.stat(stack.state / f"run/{pool}.sock").st_mode) == 0o660


def test_no_process_may_take_all_files_or_memory(stack):
    def limits():
        return {(pool, *resource.prlimit(pid, resource.RLIMIT_NOFILE), *resource.prlimit(pid, resource.RLIMIT_AS))
                for pid, pool in stack.workers_of().items()}
    wait_for("every pool serves", lambda: {pool for pool, *_ in limits()} == {"shop", "admin", "callback", "jobs"}, 10)
    memory = next(most for pool, _, _, _, most in limits() if pool == "shop")       # under AddressSanitizer there is no limit
    wait_for("the limits", lambda: {tuple(most) for _, *most in limits()} == {(256, 256, memory, memory)}, 5)


def test_a_second_master_is_refused(stack):
    done = subprocess.run([stack.binary, "--config", stack.config, "serve"], capture_output=True, text=True, timeout=10)
    assert done.returncode == 1 and "another master" in done.stderr, done
    assert stack.client().get("/healthz").status == 200


def test_the_pools_take_their_paths(stack):
    for path in ("/api/admin/nothing", "/api/shop/nothing", "/callback/nothing"):
        stack.client().get(path)
    assert set(stack.workers_of().values()) >= {"shop", "admin", "callback"}


def test_a_killed_worker_is_replaced(stack):
    before = stack.workers_of("shop")
    os.kill(next(iter(before)), signal.SIGKILL)
    wait_for("as many workers as before", lambda: set(stack.workers_of("shop")) != set(before)
             and len(stack.workers_of("shop")) == len(before), seconds=10)
    assert stack.client().get("/healthz").status == 200


def test_a_worker_told_to_stop_is_replaced_and_nobody_notices(stack):
    with Load(stack) as load:
        for _ in range(5):
            time.sleep(0.1)
            with contextlib.suppress(ProcessLookupError):   # it was recycled in this very moment
                os.kill(next(iter(wait_for("a worker", lambda: stack.workers_of("shop")))), signal.SIGTERM)
    assert not load.errors and set(load.statuses) == {200}, (load.errors[:3], set(load.statuses))


def test_workers_are_recycled_under_load_without_a_failure(stack):
    first = set(stack.workers_of("shop"))
    with Load(stack) as load:
        wait_for("every first worker has left", lambda: not first & set(stack.workers_of("shop")), seconds=20)
    assert not load.errors and set(load.statuses) == {200}, (load.errors[:3], set(load.statuses))


def test_hangup_rolls_every_worker_without_a_failure(stack):
    with Load(stack) as load:
        for _ in range(3):
            before = stack.workers_of()
            stack.master.send_signal(signal.SIGHUP)
            wait_for("all workers are new", lambda: not set(before) & set(stack.workers_of())
                     and sorted(stack.workers_of().values()) == sorted(before.values()), seconds=15)
    assert not load.errors and set(load.statuses) == {200}, (load.errors[:3], set(load.statuses))
    assert len(load.statuses) > 50


def test_a_broken_configuration_changes_nothing(stack):
    good, before = stack.config.read_text(), stack.workers_of()
    stack.config.write_text(good + "\n[rules]\npay_withn = 3\n")
    stack.master.send_signal(signal.SIGHUP)
    wait_for("the master says so", lambda: "rules.pay_withn: there is no such key" in stack.log("master"))
    time.sleep(0.3)
    assert stack.workers_of() == before
    stack.config.write_text(good)


def test_nginx_reloads_under_load_without_a_failure(stack):
    with Load(stack) as load:
        for _ in range(10):
            stack.processes["nginx"].send_signal(signal.SIGHUP)
            time.sleep(0.1)
    # A connection that nginx closes while it goes is the client's to repeat; an answer that failed is not.
    assert set(load.statuses) == {200}, set(load.statuses)


def test_the_database_comes_back_without_help(stack):
    stack.end("mariadbd", signal.SIGKILL)
    started = time.monotonic()
    answer = stack.client().get("/readyz")
    assert answer.status == 503 and time.monotonic() - started < 3, answer
    assert stack.client().get("/healthz").status == 200
    stack.start_database()
    wait_for("ready again", lambda: stack.client().get("/readyz").status == 200, seconds=10)


def test_stopping_finishes_what_was_begun(stack):
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(lambda: stack.client().get("/readyz").status) for _ in range(200)]
        wait_for("some are answered", lambda: sum(a.done() for a in asked) > 20)
        assert stack.end("master") == 0
        statuses = [a.result() for a in asked]
    # 502: not yet taken by a worker when the sockets closed.
    assert set(statuses) <= {200, 502}, set(statuses)
    log = stack.log("master")
    assert "does not stop" not in log and "killed by signal 9" not in log[log.rindex("master: stopping"):]
    assert not list((stack.state / "run").glob("*.sock"))
    stack.start_master()
    wait_for("it serves again", lambda: stack.client().get("/healthz").status == 200)


def test_workers_leave_when_the_master_dies(stack):
    workers = list(stack.workers_of())
    stack.end("master", signal.SIGKILL)
    wait_for("no worker is left", lambda: not any(os.path.exists(f"/proc/{pid}") for pid in workers), seconds=10)
    stack.start_master()
    wait_for("it serves again", lambda: stack.client().get("/healthz").status == 200)

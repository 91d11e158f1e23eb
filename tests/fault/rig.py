"""rig - what the rows share: a shop with buyers and goods, load in the background, the proof of the books.

A row is a file row_NN.py with run(rig), which gives back its figures as a text and raises AssertionError
when one is missed. It may name STACK ("plain", or "proxied" for a database behind proxy.py, or "crash" for
workers that die at points) and NEEDS, the beginnings of routes without which there is nothing to show.
"""
import contextlib
import http.client
import json
import os
import pathlib
import random
import subprocess
import threading
import time

import console
import notice
import proxy
import race
import seed
from stack import Client, Stack, wait_for

OPEN = 100000000
OVERRIDES = {
    "serve.shop_workers": 8, "serve.callback_workers": 8, "serve.admin_workers": 6, "serve.job_runner": False,
    "limits.read_per_minute": OPEN, "limits.write_per_minute": OPEN, "limits.callback_per_minute": OPEN, "limits.sign_in_per_minute": OPEN, "rules.unpaid_max": 20,
    "rules.visit_kept": 2 * 86400 + 3600,
}


class Proxied(Stack):
    """Its workers reach the database through a proxy; what the rig asks goes straight."""

    def settings(self):
        found = super().settings()
        self.proxy = getattr(self, "proxy", None) or proxy.Proxy(self.socket, self.state / "db/proxy")
        found["database"]["socket"] = self.proxy.path
        return found

    def stop(self):
        super().stop()
        if getattr(self, "proxy", None):
            self.proxy.close()


class Crashing(Stack):
    """Its workers look for the number of a crash point in `crash`."""

    def start_master(self):
        self.crash = self.state / "crash"
        os.environ["CRASH_FILE"] = str(self.crash)
        try:
            super().start_master()
        finally:
            del os.environ["CRASH_FILE"]

    def arm(self, point, stop=False):
        """The next to come there dies, or stands still."""
        fresh = self.crash.with_suffix(".new")
        fresh.write_text(f"{point} stop" if stop else str(point))
        fresh.rename(self.crash)

    def disarm(self):
        self.crash.unlink(missing_ok=True)


KINDS = {"plain": Stack, "proxied": Proxied, "crash": Crashing}


class Load:
    """Threads that ask all the time, one connection a request; every status, and every connection that failed."""

    def __init__(self, port, ask, threads):
        """ask(client, thread, n) gives an Answer."""
        self.halt, self.statuses, self.errors, self.odd = threading.Event(), [], [], []
        self.threads = [threading.Thread(target=self._run, args=(Client(port), ask, i), daemon=True) for i in range(threads)]

    def _run(self, client, ask, thread):
        n = 0
        while not self.halt.is_set():
            try:
                answer = ask(client, thread, n)
                self.statuses.append(answer.status)
                if answer.status >= 400:
                    self.odd.append(answer)
            except (OSError, http.client.HTTPException) as e:
                self.errors.append(repr(e))
            n += 1

    def __enter__(self):
        for t in self.threads:
            t.start()
        return self

    def __exit__(self, *_):
        self.halt.set()
        for t in self.threads:
            t.join()


class Rig:
    """One stack of one kind, and the seed that a row draws from."""

    def __init__(self, binary, kind, row_seed, is_long):
        self.kind, self.seed, self.long = kind, row_seed, is_long
        self.random = random.Random(row_seed)
        self.stack = KINDS[kind](binary, overrides=OVERRIDES)
        self.port, self.api_key = self.stack.port, self.stack.secrets["api_key"]
        self._owner = None
        self.console = console.Console(self.stack.socket, self.stack.seal)
        self.stack.sql = self.console.ask               # what seed.py asks, too

    # ---- who and what ----
    def members(self, n):
        return seed.members(self.stack, n)

    def sku(self, stock, price=1000):
        return seed.sku(self.stack, stock, price)

    def stock_of(self, sku):
        return seed.stock_of(self.stack, sku)

    def count(self, table, where="1"):
        return seed.count(self.stack, table, where)

    def sql(self, text):
        return self.stack.sql(text)

    @property
    def owner(self):
        self._owner = self._owner or seed.owner(self.stack)
        return self._owner

    # ---- requests ----
    def ask(self, person, method, path, body=None, key=None, timeout=20):
        client = Client(self.port, timeout)
        return client.ask(method, path, body, headers=person.headers(key) if person else None)

    def post(self, person, path, body=None, key=None, timeout=20):
        return self.ask(person, "POST", path, body, key or Client.key(), timeout)

    def post_raw(self, person, path, text, kind="application/json"):
        """A body as it is written here, so that it need be no JSON."""
        return Client(self.port).ask("POST", path, text if isinstance(text, bytes) else text.encode(),
                                     headers={**person.headers(Client.key()), "Content-Type": kind})

    def order_body(self, person, sku, quantity=1):
        return {"address_id": person.address, "items": [{"sku_id": sku, "quantity": quantity}]}

    def order_json(self, person, sku, quantity=1):
        return json.dumps(self.order_body(person, sku, quantity))

    def order_request(self, person, sku, quantity=1, key=None):
        """The bytes of a submission, for a race."""
        return race.request("POST", "/api/shop/orders", self.order_body(person, sku, quantity), person.headers(key or Client.key()))

    def submit(self, person, sku, quantity=1, key=None):
        answer = self.post(person, "/api/shop/orders", self.order_body(person, sku, quantity), key)
        assert answer.status == 201, answer
        return answer.json()

    def open_payment(self, person, number):
        """An attempt to pay by a code; its number."""
        answer = self.post(person, f"/api/shop/orders/{number}/payments", {"trade": "NATIVE"})
        assert answer.status in (200, 201), answer
        return answer.json()["number"]

    def attempt(self, person, sku, quantity=1):
        """(order, number of its attempt) that waits for its notice."""
        order = self.submit(person, sku, quantity)
        return order, self.open_payment(person, order["number"])

    def attempts_by_sql(self, people, sku):
        """One order each by the API, its attempt by SQL: for rows that need many and no channel."""
        outcome = race.run(self.port, [self.order_request(p, sku) for p in people])
        assert outcome.statuses() == {201: len(people)}, (outcome.statuses(), outcome.outcomes[0].body)
        orders = [o.json() for o in outcome.outcomes]
        first = self.random.randrange(10 ** 17)
        pairs = [(order, f"P{first + i:019d}") for i, order in enumerate(orders)]
        self.sql("INSERT INTO payment (number, order_id, channel, trade, amount, state, open_slot, client_ip, created_at, placed_at, expires_at, next_query_at)"
                 " SELECT t.n, o.id, 'WECHATPAY', 'NATIVE', o.pay_amount, 'PENDING', 1, '127.0.0.1', NOW(3), NOW(3), o.expires_at, NOW(3) + INTERVAL 1 HOUR"
                 " FROM (" + " UNION ALL ".join(f"SELECT '{n}' n, '{o['number']}' o" for o, n in pairs) + ") t JOIN shop_order o ON o.number = t.o")
        return pairs

    def notice_request(self, body, kind="payment"):
        return race.request("POST", f"/callback/wechatpay/v2/{kind}", body, {"Content-Type": "text/xml"})

    def tell(self, body, kind="payment"):
        return Client(self.port).ask("POST", f"/callback/wechatpay/v2/{kind}", body, headers={"Content-Type": "text/xml"})

    def tell_paid(self, number, fen):
        answer = self.tell(notice.payment(self.api_key, number, fen))
        assert notice.accepted(answer.status, answer.body), answer

    def paid(self, person, sku, quantity=1):
        """An order that is paid, as its number."""
        pairs = self.attempts_by_sql([person], sku) if quantity == 1 else [self.attempt(person, sku, quantity)]
        order, number = pairs[0]
        self.tell_paid(number, order["pay_amount"])
        assert self.state(order["number"]) == "PAID"
        return order

    def state(self, number):
        return self.sql(f"SELECT state FROM shop_order WHERE number = '{number}'")[0][0]

    def order_id(self, number):
        return int(self.sql(f"SELECT id FROM shop_order WHERE number = '{number}'")[0][0])

    def jobs(self):
        """Names of the jobs that the program knows; the first line is a heading."""
        done = subprocess.run([self.stack.binary, "--config", self.stack.config, "job", "list"], capture_output=True, text=True)
        return [line.split()[0] for line in done.stdout.splitlines()[1:] if line.strip()] if done.returncode == 0 else []

    def cleanups(self):
        return [name for name in self.jobs() if any(word in name for word in ("clean", "purge", "forget", "expire_keys"))]

    def job(self, name):
        return self.stack.run("job", "run", name)

    def load(self, ask, threads=8):
        return Load(self.port, ask, threads)

    def shop_worker(self):
        """The pid of one of the workers of the shop, drawn."""
        return self.random.choice(sorted(wait_for("a worker of the shop", lambda: self.stack.workers_of("shop"))))

    @staticmethod
    def timed(ask, limit):
        """The answer and its seconds; the least of three askings, when others had the machine at the first."""
        least = float("inf")
        for _ in range(3):
            began = now()
            answer = ask()
            least = min(least, now() - began)
            if least <= limit:
                break
        return answer, least

    # ---- afterwards ----
    def beyond(self, what, seconds, limit):
        """The time as a text. The fast size shares its machine with other tests: there ten times the limit is no accident, and
        less decides nothing. --long is for a quiet machine, and holds the limit itself, but for half of it that measuring costs."""
        assert seconds <= (1.5 if self.long else 10) * limit, f"{what} took {seconds:.2f} s; the limit is {limit} s"
        return f"{what} {seconds:.2f} s" if seconds >= 1 else f"{what} {seconds * 1000:.0f} ms"

    def check(self):
        """The books agree, and every worker stands again."""
        wait_for("the shop answers", self.answers, 15, 0.1)
        done = subprocess.run([self.stack.binary, "--config", self.stack.config, "check"], capture_output=True, text=True)
        assert done.returncode == 0, f"the books differ:\n{done.stdout[-3000:]}{done.stderr[-1000:]}"
        return "books agree"

    def answers(self):
        with contextlib.suppress(OSError, http.client.HTTPException):
            return Client(self.port, 3).get("/readyz").status == 200
        return False

    def stop(self, failed):
        self.console.close()
        self.stack.failed |= failed
        self.stack.stop()


def routes_of(binary):
    """(method, path, who) of every endpoint."""
    lines = subprocess.run([str(binary), "routes"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [tuple(line.split()[:3]) for line in lines if line.split()[:1] and line.split()[0] in ("GET", "POST", "PUT", "DELETE")]


def top():
    return pathlib.Path(__file__).resolve().parent.parent.parent


def now():
    return time.monotonic()

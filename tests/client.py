"""client - what asks a stack, and waits for it: one browser, its answers. Standard library only, Python 3.11."""
import contextlib
import http.client
import json
import secrets
import time
import xml.etree.ElementTree

START_S = 30


def wait_for(what, condition, seconds=START_S, every=0.02):
    """Until condition() is true, which it gives back; AssertionError when it does not become so."""
    end = time.monotonic() + seconds
    while True:
        got = condition()
        if got:
            return got
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(every)


class Answer:
    """What came back: status, headers by lower-case name, body; json() and xml() parse it."""

    def __init__(self, status, headers, body):
        self.status, self.body = status, body
        self.headers = {k.lower(): v for k, v in headers}

    def json(self):
        return json.loads(self.body)

    def xml(self):
        return xml.etree.ElementTree.fromstring(self.body)

    def __repr__(self):
        return f"<{self.status} {self.headers.get('content-type', '')} {self.body[:300]!r}>"


class Client:
    """One browser: keeps cookies and, once signed in, the CSRF token of the answer.

    watchers: called with (method, path, answer) for every answer of every client.
    """
    watchers = []

    def __init__(self, port, timeout=20):
        self.port, self.timeout = port, timeout
        self.cookies, self.csrf, self.headers = {}, None, {}

    @staticmethod
    def key():
        """A fresh Idempotency-Key."""
        return secrets.token_hex(12)

    def _headers(self, method, accept, key, extra, has_json):
        headers = {"Accept": accept, **self.headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.csrf and method != "GET":
            headers["X-CSRF-Token"] = self.csrf
        if key:
            headers["Idempotency-Key"] = key
        if has_json:
            headers["Content-Type"] = "application/json"
        headers.update(extra or {})
        return headers

    def _remember(self, raw, answer):
        for value in raw.headers.get_all("Set-Cookie") or []:
            first, *attributes = [part.strip() for part in value.split(";")]
            name, _, content = first.partition("=")
            if content and not any(a.lower() == "max-age=0" for a in attributes):
                self.cookies[name] = content
            else:
                self.cookies.pop(name, None)
        if b'"csrf_token"' in answer.body:
            with contextlib.suppress(ValueError):
                found = answer.json()
                self.csrf = found.get("csrf_token", self.csrf) if isinstance(found, dict) else self.csrf

    def ask(self, method, path, body=None, *, accept="application/json", key=None, headers=None):
        """body: bytes as they are, anything else as JSON."""
        has_json = body is not None and not isinstance(body, bytes)
        data = json.dumps(body).encode() if has_json else body
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            line.request(method, path, data, self._headers(method, accept, key, headers, has_json))
            raw = line.getresponse()
            answer = Answer(raw.status, raw.getheaders(), raw.read())
        finally:
            line.close()
        self._remember(raw, answer)
        for watcher in self.watchers:
            watcher(method, path, answer)
        return answer

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", path, body, **more)

    def put(self, path, body=None, **more):
        return self.ask("PUT", path, body, **more)

    def delete(self, path, **more):
        return self.ask("DELETE", path, **more)

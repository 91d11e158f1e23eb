"""race - N requests that reach the server in one moment.

Every connection is opened and every request sent but for its last byte; then the last bytes leave together.
"""
import json
import selectors
import socket
import time


class Outcome:
    """Of one request: status (0: no answer), head in lower case, body, seconds from the last byte (sent_at) to the first of the answer."""

    def __init__(self):
        self.status, self.head, self.body, self.seconds, self.raw, self.sent_at = 0, b"", b"", None, bytearray(), None

    def beside(self, other):
        """Whether both were under way at once."""
        return self.sent_at < other.sent_at + other.seconds and other.sent_at < self.sent_at + self.seconds

    def json(self):
        return json.loads(self.body)

    def code(self):
        """The code of a problem, '' without."""
        try:
            return self.json().get("code", "")
        except (ValueError, AttributeError):
            return ""

    def parse(self):
        head, _, body = bytes(self.raw).partition(b"\r\n\r\n")
        first = head.split(b"\r\n")[0].split()
        if len(first) > 1 and first[0].startswith(b"HTTP/") and first[1].isdigit():
            self.status, self.head, self.body = int(first[1]), head.lower(), body
            if b"transfer-encoding: chunked" in self.head:
                self.body = unchunk(body)


def unchunk(body):
    whole = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        n = int(size or b"0", 16)
        whole, body = whole + body[:n], body[n + 2:]
        if n == 0:
            break
    return whole


class Race:
    """What came of it: outcomes in the order of the requests, overlap, seconds."""

    def __init__(self, outcomes, overlap, seconds):
        self.outcomes, self.overlap, self.seconds = outcomes, overlap, seconds

    def statuses(self):
        counted = {}
        for o in self.outcomes:
            counted[o.status] = counted.get(o.status, 0) + 1
        return counted

    def codes(self):
        counted = {}
        for o in self.outcomes:
            word = "ok" if 200 <= o.status < 300 else o.code() or str(o.status)
            counted[word] = counted.get(word, 0) + 1
        return counted

    def slowest(self):
        return max((o.seconds for o in self.outcomes if o.seconds is not None), default=0.0)

    def percentile(self, part):
        times = sorted(o.seconds for o in self.outcomes if o.seconds is not None)
        return times[min(len(times) - 1, int(len(times) * part))] if times else 0.0


def request(method, path, body=None, headers=None):
    """The bytes of a request; body: bytes as they are, anything else as JSON."""
    data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = {"Host": "127.0.0.1", "Connection": "close", "Accept": "application/json", **(headers or {})}
    if body is not None and not isinstance(body, bytes):
        lines.setdefault("Content-Type", "application/json")
    if method != "GET":
        lines["Content-Length"] = str(len(data))
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n"
    return head.encode() + data


def _connect(port):
    line = socket.create_connection(("127.0.0.1", port), 20)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def run(port, requests, timeout=30, delays=None, during=None, ports=None):
    """delays: seconds after the start for each last byte; during(left): called again and again meanwhile, with how many still wait; ports: one each."""
    outcomes = [Outcome() for _ in requests]
    lines = [_connect(p) for p in ports or [port] * len(requests)]
    for line, text in zip(lines, requests):
        line.sendall(text[:-1])
    time.sleep(0.05)
    watch = selectors.DefaultSelector()
    began, sent, flying, overlap = time.monotonic(), {}, set(), 0
    order = sorted(range(len(lines)), key=lambda i: delays[i] if delays else 0)
    waiting = list(reversed(order))
    for i, line in enumerate(lines):
        line.setblocking(False)
        watch.register(line, selectors.EVENT_READ, i)
    left = len(lines)
    while left and time.monotonic() - began < timeout:
        now = time.monotonic() - began
        while waiting and (not delays or delays[waiting[-1]] <= now):
            i = waiting.pop()
            sent[i] = outcomes[i].sent_at = time.monotonic()
            flying.add(i)
            try:
                lines[i].send(requests[i][-1:])
            except OSError:
                pass
        overlap = max(overlap, len(flying))
        if during:
            during(left)
        for key, _ in watch.select(0.0005 if waiting else 0.02):
            i = key.data
            try:
                piece = lines[i].recv(65536)
            except BlockingIOError:
                continue
            except OSError:
                piece = b""
            if i in flying:
                flying.discard(i)
                outcomes[i].seconds = time.monotonic() - sent[i]
            if piece:
                outcomes[i].raw += piece
            else:
                watch.unregister(lines[i])
                left -= 1
    seconds = time.monotonic() - began
    for line, outcome in zip(lines, outcomes):
        line.close()
        outcome.parse()
    watch.close()
    return Race(outcomes, overlap, seconds)

"""Hostile HTTP: bodies too long, lengths that lie, heads without end, boundaries that trick."""
import socket
import time

NEEDS = ["POST /api/shop/cart/lines"]
LIMIT_S = 0.1


def raw(r, text, shut=False, timeout=12):
    """First line of what comes back ('' when the line is closed), and after how many seconds."""
    began, got = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", r.port), timeout) as line:
        try:
            line.sendall(text)
            if shut:
                line.shutdown(socket.SHUT_WR)
            while b"\r\n" not in got and (piece := line.recv(65536)):
                got += piece
        except OSError:
            pass
    return got.split(b"\r\n")[0].decode("latin-1"), time.monotonic() - began


def post(path, body, *heads):
    lines = [f"POST {path} HTTP/1.1", "Host: x", "Connection: close", *heads]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(*chunks):
    return b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in chunks) + b"0\r\n\r\n"


def multipart(parts, boundary="b"):
    return b"".join(b"--%s\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../%d\"\r\n\r\nx\r\n" % (boundary.encode(), i)
                    for i in range(parts)) + b"--" + boundary.encode() + b"--\r\n"


CART, JSON = "/api/shop/cart/lines", "Content-Type: application/json"


def cases():
    """(name, bytes, whether the client stops sending, the statuses that will do; None: closed without an answer)."""
    big, parts = b"x" * (1 << 20) + b"x", multipart(1000)
    yield "over the limit of nginx", post(CART, big, JSON, f"Content-Length: {len(big)}"), False, (413,)
    yield "announces 10 GB", post(CART, b"", JSON, "Content-Length: 10737418240"), False, (413,)
    yield "over the limit of the route", post(CART, b"x" * 5000, JSON, "Content-Length: 5000"), False, (413,)
    yield "shorter than it says", post(CART, b"{}", JSON, "Content-Length: 500"), True, (400, None)
    yield "longer than it says", post(CART, b'{"a":1}' + b"x" * 99, JSON, "Content-Length: 2"), False, (400,)
    for lie in ("-1", "+5", "5 5", "0x5", "99999999999999999999999", "5, 5"):
        yield f"Content-Length: {lie}", post(CART, b"hello", JSON, f"Content-Length: {lie}"), False, (400, 413)
    yield "two lengths", post(CART, b"hello", JSON, "Content-Length: 5", "Content-Length: 6"), False, (400,)
    yield "length and chunks", post(CART, chunked(b"{}"), JSON, "Content-Length: 5", "Transfer-Encoding: chunked"), False, (400,)
    yield "chunks", post(CART, chunked(b'{"sku', b'_id":'), JSON, "Transfer-Encoding: chunked"), False, (400,)
    yield "chunks over the limit", post(CART, chunked(*[b"x" * 65536] * 20), JSON, "Transfer-Encoding: chunked"), False, (413,)
    yield "a chunk that is none", post(CART, b"zz\r\nx\r\n0\r\n\r\n", JSON, "Transfer-Encoding: chunked"), False, (400,)
    yield "10,000 heads", post(CART, b"{}", *[f"X-{i}: y" for i in range(10000)], JSON, "Content-Length: 2"), False, (400, 431)
    yield "a head of 64 KB", post(CART, b"{}", "X: " + "y" * 65536, JSON, "Content-Length: 2"), False, (400, 431)
    yield "an address of 64 KB", b"GET /api/shop/" + b"a" * 65536 + b" HTTP/1.1\r\nHost: x\r\n\r\n", False, (414,)
    yield "a query of 7 KB", b"GET /api/shop/products?q=" + b"a" * 7000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", False, (400,)
    yield "NUL in the address", b"GET /api/shop/a\0b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", False, (400,)
    yield "%00 in the address", b"GET /api/shop/products/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", False, (400, 404)
    yield "out of the media", b"GET /media/../micromall.conf HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", False, (200, 400, 404)
    yield "out of the media, coded", b"GET /media/%2e%2e/micromall.conf HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", False, (200, 400, 404)
    yield "NUL in the body", post(CART, b'{"sku_id":1\0}', JSON, "Content-Length: 13"), False, (400,)
    yield "1000 parts", post(CART, parts, "Content-Type: multipart/form-data; boundary=b", f"Content-Length: {len(parts)}"), False, (400, 413)
    for boundary in ("", '"', "b" * 5000, "--", "b\0b"):
        few = multipart(3, "b")
        yield "boundary tricks", post(CART, few, f"Content-Type: multipart/form-data; boundary={boundary}", f"Content-Length: {len(few)}"), False, (400,)
    yield "no HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", True, (400, None)
    yield "a method that is none", b"BREW /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", False, (405,)
    yield "TRACE", b"TRACE /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", False, (405,)
    yield "HTTP/9.9", b"GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n", False, (505, 400)
    yield "two hosts", b"GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", False, (400,)


def weight(r):
    """KB that the shop's workers hold resident, all together."""
    total = 0
    for pid in r.stack.workers_of("shop"):
        with open(f"/proc/{pid}/statm") as f:
            total += int(f.read().split()[1]) * 4
    return total


def run(r):
    member = r.members(1)[0]
    for _ in range(200):                            # every worker has warmed up
        r.ask(member, "GET", "/api/shop/cart")
    good = b'{"sku_id":%d,"quantity":1}' % r.sku(5)
    assert " 204" in raw(r, post(CART, good, JSON, f"Content-Length: {len(good)}"))[0], "the same, unharmed, is taken"
    assert " 204" in raw(r, post(CART, chunked(good[:5], good[5:]), JSON, "Transfer-Encoding: chunked"))[0]
    workers = r.stack.standing("shop")
    tried, slowest, before = 0, 0.0, weight(r)
    for turn in range(5):
        for name, text, shut, statuses in cases():
            first, seconds = raw(r, text, shut)
            status = int(first.split()[1]) if first.startswith("HTTP/") else None
            assert status in statuses, (name, first, statuses)
            tried, slowest = tried + 1, max(slowest, seconds)
    growth = weight(r) - before
    assert r.stack.workers_of("shop") == workers, "a worker fell"
    assert growth < 1024 * len(workers), f"the workers grew by {growth} KB"
    left = [str(p) for p in (r.stack.state / "nginx/body").rglob("*") if p.is_file()]
    assert not left, left
    for path in ("/media/../micromall.conf", "/media/%2e%2e/micromall.conf", "/media/..%2fmicromall.conf"):
        assert b"[database]" not in r.stack.client().get(path).body, path
    return f"{tried} hostile requests refused, " + r.beyond("slowest", slowest, LIMIT_S) + f", growth {growth} KB over {len(workers)} workers, 0 temporary files"

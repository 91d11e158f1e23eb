"""Hostile XML: entities that fetch, entities that grow, document types, foreign encodings, depth."""
import ctypes
import os
import socket
import threading

import notice

NEEDS = ["POST /callback/wechatpay/v2/payment"]
LIMIT_S = 0.01


class Canary:
    """Listens and counts whoever comes."""

    def __init__(self):
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port, self.visits = self.listening.getsockname()[1], 0
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            self.visits += 1
            line.close()

    def close(self):
        self.listening.close()


class Opened:
    """Counts who opens a file: a text that is refused after it was parsed looks like one that was not."""

    IN_OPEN = 0x20

    def __init__(self, path):
        libc = ctypes.CDLL(None, use_errno=True)
        self.watching = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        assert self.watching >= 0 and libc.inotify_add_watch(self.watching, os.fsencode(path), self.IN_OPEN) >= 0, os.strerror(ctypes.get_errno())

    def times(self):
        """Since it was last asked. Events that follow each other and are equal are one."""
        try:
            return len(os.read(self.watching, 65536)) // 16     # of a file: no name follows
        except BlockingIOError:
            return 0

    def close(self):
        os.close(self.watching)


def texts(good, secret, port):
    url, inside = f"http://127.0.0.1:{port}", good[len(b"<xml>"):-len(b"</xml>")]
    for name, what in (("a file", f"file://{secret}"), ("an address", f"{url}/x"), ("ftp", f"ftp://127.0.0.1:{port}/x"),
                       ("a relative path", "../micromall.conf"), ("the environment", "file:///proc/self/environ")):
        for kind in ("SYSTEM", 'PUBLIC "x"'):
            doctype = f'<!DOCTYPE xml [<!ENTITY e {kind} "{what}">]>'.encode()
            yield f"{name} as an entity", doctype + b"<xml><attach>&e;</attach>" + inside + b"</xml>"
            yield f"{name} as a parameter entity", f'<!DOCTYPE xml [<!ENTITY % e {kind} "{what}"> %e;]>'.encode() + good
            yield f"{name} as the document type", f'<!DOCTYPE xml {kind} "{what}">'.encode() + good
    yield "XInclude", b'<xml xmlns:i="http://www.w3.org/2001/XInclude"><i:include parse="text" href="file://' + str(secret).encode() + b'"/>' + inside + b"</xml>"
    yield "a schema", b'<xml xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:noNamespaceSchemaLocation="' + url.encode() + b'/x">' + inside + b"</xml>"
    yield "a style sheet", b'<?xml-stylesheet href="' + url.encode() + b'/x"?>' + good
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    yield "a billion laughs", f'<!DOCTYPE xml [<!ENTITY l0 "lol">{lol}]><xml><attach>&l9;</attach></xml>'.encode()
    yield "a quadratic entity", f'<!DOCTYPE xml [<!ENTITY a "{"a" * 5000}">]><xml><attach>{"&a;" * 1000}</attach></xml>'.encode()
    yield "an entity of itself", b'<!DOCTYPE xml [<!ENTITY a "&b;"><!ENTITY b "&a;">]><xml><attach>&a;</attach></xml>'
    yield "an empty document type", b"<!DOCTYPE xml>" + good
    yield "a document type in small letters", b"<!doctype xml>" + good
    yield "an entity nobody knows", good.replace(b"<attach>", b"<attach>&nope;")[:-6] + b"<a>&nope;</a></xml>"
    for depth in (3, 100, 3000):
        yield f"depth {depth}", b"<xml>" + b"<a>" * depth + b"</a>" * depth + b"</xml>"
    yield "depth 10,000", b"<a>" * 2300 + b"</a>" * 2300
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        text = b'<?xml version="1.0" encoding="%s"?>' % encoding[:6].upper().encode() + good
        yield encoding, text.decode().encode(encoding)
        yield f"{encoding} by name only", text
    yield "UTF-7 with a document type", b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE xml+AD4-' + good
    yield "ISO-8859-1", b'<?xml version="1.0" encoding="ISO-8859-1"?>' + good.replace(b"<xml>", b"<xml><a>\xe9</a>")
    yield "an encoding that is none", b'<?xml version="1.0" encoding="x-nope"?>' + good
    for name, text in (("nothing", b""), ("spaces", b"   "), ("no root", b"hello"), ("not closed", good[:-1]), ("closed wrongly", good[:-6] + b"</lmx>"),
                       ("a processing instruction", b"<xml><?php x?>" + inside + b"</xml>"), ("NUL", good.replace(b"CNY", b"C\0Y")),
                       ("a broken octet", good.replace(b"CNY", b"C\xffY")), ("two roots", good + good), ("JSON", b'{"return_code":"SUCCESS"}'),
                       ("attributes without end", b"<xml " + b" ".join(b'a%d="x"' % i for i in range(1000)) + b"/>"),
                       ("an attribute twice", b'<xml a="1" a="2">' + inside + b"</xml>"), ("a long name", b"<xml><" + b"a" * 10000 + b"/></xml>"),
                       ("many fields", b"<xml>" + b"".join(b"<f%d>x</f%d>" % (i, i) for i in range(700)) + b"</xml>")):
        yield name, text


def run(r):
    (order, number), = r.attempts_by_sql(r.members(1), r.sku(1))
    good = notice.payment(r.api_key, number, order["pay_amount"])
    secret, canary = r.stack.state / "secret.txt", Canary()
    secret.write_text("S3cretS3cret")
    opened = Opened(secret)
    workers, before = r.stack.standing("callback"), {t: r.count(t) for t in ("receipt", "payment_exception")}
    tried, slowest, slowest_name = 0, 0.0, ""
    for path in ("payment", "refund"):
        for name, text in texts(good, secret, canary.port):
            answer, seconds = r.timed(lambda: r.tell(text, path), LIMIT_S)
            if seconds > slowest:
                slowest, slowest_name = seconds, name
            assert answer.status in (400, 413) and not notice.accepted(answer.status, answer.body), (path, name, answer)
            assert b"S3cret" not in answer.body, (path, name, answer)
            assert opened.times() == 0, (path, name, "the file was opened")
            tried += 1
    canary.close()
    secret.read_text()
    assert opened.times() == 1, "the watch sees nothing"
    opened.close()
    assert canary.visits == 0, f"{canary.visits} connections out"
    assert b"S3cret" not in r.stack.log("master").encode()
    assert {t: r.count(t) for t in before} == before and r.state(order["number"]) == "UNPAID"
    assert r.stack.workers_of("callback") == workers, "a worker fell"
    answer = r.tell(good)
    assert notice.accepted(answer.status, answer.body) and r.state(order["number"]) == "PAID", answer
    return f"{tried} texts refused, 0 connections out, the file they name never opened, " + r.beyond(f"slowest ({slowest_name})", slowest, LIMIT_S) + "; the good one is taken"

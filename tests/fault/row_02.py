"""Forged notices: every bit of a valid one flipped, and signatures by who has no key. Nothing moves."""
import hashlib
import re

import notice
import race

NEEDS = ["POST /callback/wechatpay/v2/payment"]
FAST, LONG, TOGETHER = 500, 10000, 50
TABLES = ("receipt", "payment_exception", "refund", "ledger_transaction", "ledger_entry", "order_log")


def flips(r, good, n):
    """n different texts, each one bit of the good one away; all of them when there are no more."""
    places = [(i, bit) for i in range(len(good)) for bit in range(8)]
    for i, bit in places if n >= len(places) else r.random.sample(places, n):
        yield good[:i] + bytes([good[i] ^ (1 << bit)]) + good[i + 1:]


def parts(text):
    """Its fields in no order, and what is not one."""
    field = re.compile(rb"<(\w+)><!\[CDATA\[.*?\]\]></\1>")
    return sorted(m[0] for m in field.finditer(text)), field.sub(b"", text)


def swaps(r, good, n):
    """n texts of which a piece was cut out, doubled or moved. The same fields in another order are no forgery: WeChat signs
    them sorted (protocols 1)."""
    while n:
        a, b = sorted(r.random.sample(range(len(good) + 1), 2))
        piece = good[a:b]
        rest = good[:a] + good[b:]
        to = r.random.randrange(len(rest) + 1)
        text = r.random.choice((rest, good[:b] + piece + good[b:], rest[:to] + piece + rest[to:]))
        if parts(text) != parts(good):
            n -= 1
            yield text


def forgeries(key, number, fen):
    """(name, text) of what somebody without the key may try."""
    fields = notice.payment_fields(number, fen)
    unsigned = dict(fields)
    yield "no sign", notice.as_xml(unsigned)
    for how in ("MD5", "HMAC-SHA256"):
        typed = {**fields, "sign_type": how}
        for name, other in (("empty key", ""), ("other key", "0" * 32), ("key cut short", key[:31]), ("merchant id as key", fields["mch_id"])):
            yield f"{name}, {how}", notice.as_xml({**typed, "sign": notice.sign(typed, other, how)})
        good = {**typed, "sign": notice.sign(typed, key, how)}
        yield f"lower case, {how}", notice.as_xml({**good, "sign": good["sign"].lower()})
        yield f"empty sign, {how}", notice.as_xml({**good, "sign": ""})
        yield f"sign cut short, {how}", notice.as_xml({**good, "sign": good["sign"][:-1]})
        yield f"sign longer, {how}", notice.as_xml({**good, "sign": good["sign"] + "0"})
        yield f"a field more, {how}", notice.as_xml({**good, "device_info": "x"})
        yield f"another amount, {how}", notice.as_xml({**good, "total_fee": "1"})
        text = notice.as_xml(good)
        yield f"a field twice, {how}", text.replace(b"</xml>", b"<total_fee>1</total_fee></xml>")
        yield f"a document type, {how}", b"<!DOCTYPE xml>" + text
        yield f"a comment, {how}", text.replace(b"</xml>", b"<!-- x --></xml>")
        yield f"text between, {how}", text.replace(b"</xml>", b"x</xml>")
        yield f"more behind, {how}", text + b"<xml/>"
        yield f"nested, {how}", text.replace(b"<total_fee>", b"<total_fee><a/>")
    crossed = {**fields, "sign_type": "MD5"}
    yield "the other algorithm", notice.as_xml({**crossed, "sign": notice.sign(crossed, key, "HMAC-SHA256")})
    for word in ("md5", "HMAC", "NONE", "RSA"):
        typed = {**fields, "sign_type": word}
        yield f"sign_type {word}", notice.as_xml({**typed, "sign": notice.sign(typed, key, "MD5")})
    yield "nothing signed", notice.as_xml({"sign": hashlib.md5(f"&key={key}".encode()).hexdigest().upper()})


def refused(r):
    """How many callbacks were refused, as an alarm would see it."""
    lines = r.stack.client().get("/metrics").body.decode().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("micromall_callbacks_refused_total{"))


def run(r):
    (order, number), = r.attempts_by_sql(r.members(1), r.sku(5))
    good = notice.payment(r.api_key, number, order["pay_amount"])
    n = LONG if r.long else FAST
    mutants = list(flips(r, good, n * 4 // 5))
    mutants += swaps(r, good, n - len(mutants))
    mutants += [text for _, text in forgeries(r.api_key, number, order["pay_amount"])]
    names = dict(enumerate([name for name, _ in forgeries(r.api_key, number, order["pay_amount"])], len(mutants)))
    assert good not in mutants
    alarms = refused(r)
    before, callbacks = {t: r.count(t) for t in TABLES}, r.stack.standing("callback")
    for at in range(0, len(mutants), TOGETHER):
        outcome = race.run(r.port, [r.notice_request(m) for m in mutants[at:at + TOGETHER]])
        for i, o in enumerate(outcome.outcomes):
            assert 400 <= o.status < 500 and not notice.accepted(o.status, o.body), (names.get(at + i), mutants[at + i], o.status, o.body)
        assert refused(r) == alarms + min(at + TOGETHER, len(mutants)), f"of {mutants[at:at + TOGETHER]} the counter saw {refused(r) - alarms - at}"
    assert {t: r.count(t) for t in TABLES} == before, "something was written"
    assert r.state(order["number"]) == "UNPAID"
    assert r.stack.workers_of("callback") == callbacks, "a worker fell"
    for _ in range(2):                                  # nobody has used it up
        answer = r.tell(good)
        assert notice.accepted(answer.status, answer.body), answer
        assert r.state(order["number"]) == "PAID" and r.count("receipt", f"payment_number = '{number}'") == 1
    assert refused(r) == alarms + len(mutants), "what was taken is counted as refused"
    return f"{len(mutants)} forged, all 4xx, 0 changes, SUCCESS for none, {refused(r) - alarms} counted; the unchanged notice is taken"

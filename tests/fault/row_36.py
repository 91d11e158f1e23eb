"""Hostile JSON: deep, long, twice the same key, broken characters, numbers that are none, more after the end."""

NEEDS = ["POST /api/shop/orders"]
LIMIT_S = 0.05                                          # a megabyte


def texts(address, sku):
    good = b'{"address_id":%d,"items":[{"sku_id":%d,"quantity":1}],"remark":"%%s"}' % (address, sku)
    say = lambda inside: good.replace(b"%s", inside)
    for depth in (17, 100, 10000):
        yield f"depth {depth}", b"[" * depth + b"]" * depth
        yield f"objects of depth {depth}", b'{"a":' * depth + b"1" + b"}" * depth
    yield "a value too deep", b'{"address_id":' + b"[" * 20 + b"]" * 20 + b"}"
    yield "a string of 30 KB", say(b"x" * 30000)
    yield "a string of 5 MB", say(b"x" * 5000000)
    yield "keys without end", b"{" + b",".join(b'"k%d":1' % i for i in range(3000)) + b"}"
    yield "a million keys", b"{" + b",".join(b'"k%d":1' % i for i in range(1000000)) + b"}"
    yield "a key twice", good[:-1] % b"x" + b',"remark":"y"}'
    yield "a key twice, escaped", good[:-1] % b"x" + b',"\\u0072emark":"y"}'
    yield "a key twice within", b'{"address_id":%d,"items":[{"sku_id":%d,"quantity":1,"quantity":2}]}' % (address, sku)
    for name, octets in (("a lone byte", b"\xff"), ("overlong", b"\xc0\xaf"), ("a surrogate in UTF-8", b"\xed\xa0\x80"), ("cut short", b"\xe4\xb8"),
                         ("above U+10FFFF", b"\xf4\x90\x80\x80"), ("a lone high surrogate", b"\\ud800"), ("a lone low surrogate", b"\\udc00"),
                         ("surrogates the wrong way", b"\\udc00\\ud800"), ("NUL, escaped", b"\\u0000"), ("NUL", b"\0"), ("a tab", b"\t"),
                         ("a line end", b"\n"), ("no such escape", b"\\x41"), ("half an escape", b"\\u12")):
        yield name, say(octets)
    for name, number in (("1e999", b"1e999"), ("2^63", b"9223372036854775808"), ("2^64", b"18446744073709551616"), ("400 digits", b"9" * 400),
                         ("NaN", b"NaN"), ("Infinity", b"-Infinity"), ("a comment", b"1/*x*/"), ("a leading zero", b"007"), ("a point without digits", b"1.")):
        yield name, b'{"address_id":%s,"items":[]}' % number
    for tail in (b"x", b"{}", b"\0", b",", b"]", b"\xef\xbb\xbf", b"//"):
        yield f"{tail!r} after the end", good % b"x" + tail
    for name, text in (("nothing", b""), ("a byte order mark", b"\xef\xbb\xbf{}"), ("UTF-16", '{"address_id":1}'.encode("utf-16")),
                       ("a trailing comma", b'{"address_id":1,}'), ("single quotes", b"{'address_id':1}"), ("a bare key", b"{address_id:1}"),
                       ("a list", b"[]"), ("a text", b'"x"'), ("null", b"null"), ("a number", b"1"), ("an unknown field", b'{"price":1}'), ("not closed", b'{"a":1')):
        yield name, text


def run(r):
    buyer, sku, tried, slowest = r.members(1)[0], r.sku(10), 0, 0.0
    workers = r.stack.standing("shop")
    for name, text in texts(buyer.address, sku):
        try:
            answer, seconds = r.timed(lambda: r.post_raw(buyer, "/api/shop/orders", text), LIMIT_S)
        except OSError:                                 # nginx refused before all was sent
            assert len(text) > 1 << 20, name
            continue
        slowest = max(slowest, seconds)
        assert answer.status == (413 if len(text) > 32768 else 400), (name, answer)
        assert answer.json()["code"], (name, answer)
        tried += 1
    assert r.stack.workers_of("shop") == workers, "a worker fell"
    assert r.count("shop_order", f"member_id = {buyer.id}") == 0 and r.stock_of(sku) == 10
    answer = r.post_raw(buyer, "/api/shop/orders", r.order_json(buyer, sku))
    assert answer.status == 201, answer                 # the same, unharmed
    return f"{tried} texts refused with a code, " + r.beyond("slowest", slowest, LIMIT_S)

"""Every field of every form and query, wrong in every way: refused by its name, and nothing changes (reliability 12, 36, 38, 45)."""
import json
import time
import urllib.parse

import openapi
import spoil
from fixtures import FIXTURES
from world import Frozen, World

WORKERS = 2
OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "limits.sign_in_per_minute": 1000000,
             "rules.sms_code_again": 1, "rules.unpaid_max": 20, "serve.job_runner": False}


def setup(stack):
    stack.world = World(stack)
    stack.document = openapi.Document([stack.binary])
    stack.a = stack.world.member()
    stack.paths = []
    for (method, path), operation in sorted(stack.document.operations.items()):
        kinds = [list(s)[0] for s in operation["security"] if s]
        who = stack.world.owner if "staff_cookie" in kinds or (kinds and path.startswith("/api/admin/")) else stack.a if kinds else None
        stack.paths.append((method, path, operation, who))


def call_of(stack, method, path, who):
    return FIXTURES[f"{method} {spoil_path(path)}"](stack.world, who)


def spoil_path(path):
    """As the table of routes writes it."""
    return path.replace("{", ":").replace("}", "")


def send(stack, who, method, path, body=None, key=True, headers=None):
    client = who.client if who else stack.client()
    more = {"Content-Type": "application/json"} if body is not None else {}
    return client.ask(method, path, body, key=client.key() if key else None, headers=more | (headers or {}))


def complaints(answer):
    return [(e["field"], e["code"]) for e in answer.json()["errors"]]


def blames(answer, bad):
    """What is amiss with the answer to a spoilt request; "" when it is right."""
    if answer.status != 400:
        return f"{bad.what}: {answer.status} {answer.body[:200]!r}"
    if complaints(answer) != [(bad.field, bad.code)]:
        return f"{bad.what}: says {complaints(answer)}, not {(bad.field, bad.code)}"
    return ""


def over(stack, wanted, spoilt, ask):
    """Every spoilt request of every route that has what is wanted; how many there were."""
    failures, asked = [], 0
    for method, path, operation, who in stack.paths:
        if not wanted(operation):
            continue
        call = call_of(stack, method, path, who)
        with Frozen(stack, f"{method} {path}"):
            for bad in spoilt(operation, call):
                asked += 1
                fault = blames(ask(method, who, call, bad), bad)
                failures += [f"{method} {path} {fault}"] if fault else []
    assert not failures, f"{len(failures)} of {asked}:\n" + "\n".join(failures[:60])
    return asked


def has_body(operation):
    """Of JSON; test_media spoils the form with a file."""
    return "application/json" in operation.get("requestBody", {}).get("content", {})


def has_query(operation):
    return any(p["in"] == "query" for p in operation.get("parameters", []))


def test_every_field_of_every_body(stack):
    asked = over(stack, has_body, lambda operation, call: spoil.bodies(stack.document, operation, call.body),
                 lambda method, who, call, bad: send(stack, who, method, call.path, bad.body))
    assert asked > 800, asked


def test_every_field_of_every_query(stack):
    asked = over(stack, has_query, lambda operation, call: spoil.queries(operation, call.path.partition("?")[2]),
                 lambda method, who, call, bad: send(stack, who, method, f"{call.path.partition('?')[0]}?{bad.query}", None))
    assert asked > 100, asked


def test_a_query_where_none_is_declared(stack):
    over(stack, lambda operation: not has_query(operation),
         lambda operation, call: [spoil.Bad("an unknown field", "debug", "unknown", query="debug=1")],
         lambda method, who, call, bad: send(stack, who, method, f"{call.path}?{bad.query}",
                                             call.body if isinstance(call.body, bytes) else json.dumps(call.body).encode() if call.body else None,
                                             headers=call.headers))


def test_no_column_can_be_set_that_no_form_has(stack):
    columns = [c for c, in stack.sql("SELECT DISTINCT column_name FROM information_schema.columns WHERE table_schema = 'mall' ORDER BY 1")]
    for method, path, operation, who in stack.paths:
        if not has_body(operation):
            continue
        call = call_of(stack, method, path, who)
        known = stack.document.schema(operation["requestBody"]["content"]["application/json"]["schema"])["properties"]
        extra = [c for c in columns if c not in known]
        with Frozen(stack, f"{method} {path}"):
            for i in range(0, len(extra), 25):
                some = extra[i:i + 25]
                answer = send(stack, who, method, call.path, json.dumps(call.body | dict.fromkeys(some, 1)).encode())
                assert answer.status == 400 and sorted(complaints(answer)) == sorted((c, "unknown") for c in some), (path, answer)


def test_a_key_is_wanted_where_it_is_declared(stack):
    asked = 0
    for method, path, operation, who in stack.paths:
        if not any(p["in"] == "header" for p in operation.get("parameters", [])):
            continue
        call = call_of(stack, method, path, who)
        body = json.dumps(call.body).encode() if call.body else None
        with Frozen(stack, path):
            answer = send(stack, who, method, call.path, body, key=False)
            assert answer.status == 400 and complaints(answer) == [("Idempotency-Key", "required")], (path, answer)
            for bad in ("short", "x" * 65, "has spaces in it", "键键键键键键键键".encode().decode("latin-1")):
                answer = send(stack, who, method, call.path, body, key=False, headers={"Idempotency-Key": bad})
                assert answer.status == 400 and complaints(answer) == [("Idempotency-Key", "text")], (path, bad, answer)
        asked += 1
    assert asked >= 4, asked


def test_a_key_gives_the_same_bytes_again_and_nothing_happens_twice(stack):
    for method, path, operation, who in stack.paths:
        if not any(p["in"] == "header" for p in operation.get("parameters", [])):
            continue
        call = call_of(stack, method, path, who)
        body, key = json.dumps(call.body).encode() if call.body else None, {"Idempotency-Key": who.client.key()}
        first = send(stack, who, method, call.path, body, key=False, headers=key)
        assert first.status < 300, (path, first)
        with Frozen(stack, f"{path} again"):
            again = send(stack, who, method, call.path, body, key=False, headers=key)
            assert (again.status, again.body, again.headers["content-type"]) == (first.status, first.body, first.headers["content-type"]), path
            other = send(stack, who, method, call.path, body, key=False, headers=key | {"Accept": "application/xml"})
            assert other.status == 422 and other.xml().find("code").text == "key_reused", (path, other)
            if body:
                other = send(stack, who, method, call.path, body + b" ", key=False, headers=key)
                assert other.status == 422 and other.json()["code"] == "key_reused", (path, other)


# ---- JSON that is none ----
def strange_bodies():
    deep = b'{"name":' + b"[" * 17 + b"]" * 17 + b"}"
    return {
        "nothing": b"", "a space": b" ", "seventeen deep": deep, "a thousand deep": b"[" * 1000 + b"]" * 1000, "a key twice": b'{"name":"a","name":"b"}',
        "a key twice by an escape": b'{"name":"a","n\\u0061me":"b"}', "bytes after it": b'{"name":"a"} x', "two values": b'{"name":"a"}{}',
        "NUL after it": b'{"name":"a"}\0', "NUL in it": b'{"name":"a\0b"}', "NUL escaped": b'{"name":"a\\u0000"}', "half": b'{"name":"a"',
        "a comma too many": b'{"name":"a",}', "single quotes": b"{'name':'a'}", "a comment": b'{"name":"a"/**/}', "a BOM": b'\xef\xbb\xbf{"name":"a"}',
        "UTF-16": '{"name":"a"}'.encode("utf-16"), "overlong": b'{"name":"\xc0\x80"}', "a surrogate": b'{"name":"\xed\xa0\x80"}',
        "half of a pair": b'{"name":"\\udc00"}', "Infinity": b'{"name":Infinity}', "hexadecimal": b'{"name":0x10}', "a zero before": b'{"name":01}',
        "a tab in a text": b'{"name":"a\tb"}', "nul": b'{"name":nul}', "digits": b'{"name":' + b"9" * 100000 + b"}",
        "many keys": b"{" + b",".join(b'"k%d":1' % i for i in range(80000)) + b"}",
    }


def test_what_is_no_json_is_malformed(stack):
    with Frozen(stack, "strange bodies"):
        for what, body in strange_bodies().items():
            began = time.monotonic()
            answer = send(stack, stack.world.owner, "POST", "/api/admin/products", body)
            assert answer.status == 400 and complaints(answer) == [("", "malformed")], (what, answer)
            assert time.monotonic() - began < 0.5, what


def test_sixteen_deep_is_still_read(stack):
    body = b'{"name":' + b"[" * 15 + b"]" * 15 + b"}"
    answer = send(stack, stack.world.owner, "POST", "/api/admin/categories", body)
    assert answer.status == 400 and complaints(answer) == [("name", "type")], answer


def test_a_body_beyond_its_limit_is_too_large(stack):
    body = json.dumps({"name": "x" * 5000}).encode()
    answer = send(stack, stack.world.owner, "POST", "/api/admin/categories", body)
    assert answer.status == 413 and answer.json()["code"] == "too_large", answer


def test_another_content_type_is_no_json(stack):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "application/xml"):
        answer = send(stack, stack.world.owner, "POST", "/api/admin/categories", b'{"name":"a"}', headers={"Content-Type": kind})
        assert answer.status == 400 and complaints(answer) == [("Content-Type", "word")], (kind, answer)


# ---- extremes of trade ----
def test_two_lines_of_one_sku_count_together(stack):
    sku = stack.world.product(purchase_max=50)["skus"][0]["id"]
    form = {"address_id": stack.a.address, "items": [{"sku_id": sku, "quantity": 30}] * 2}
    with Frozen(stack, "more than one may buy"):
        answer = send(stack, stack.a, "POST", "/api/shop/orders", json.dumps(form).encode())
        assert 400 <= answer.status < 500 and answer.json()["code"] == "purchase_limit", answer


def test_ten_thousand_lines_are_too_many(stack):
    items = [{"sku_id": i + 1, "quantity": 1} for i in range(1000)]
    with Frozen(stack, "lines"):
        answer = send(stack, stack.a, "POST", "/api/shop/orders", json.dumps({"address_id": stack.a.address, "items": items}).encode())
        assert answer.status == 400 and complaints(answer) == [("items", "too_long")], answer
        answer = send(stack, stack.a, "POST", "/api/shop/orders", json.dumps({"address_id": stack.a.address, "items": items * 10}).encode())
        assert answer.status == 413, answer


# ---- SQL ----
PAYLOADS = ["'", "\"", "\\", "' OR '1'='1", "1 OR 1=1", "'; DROP TABLE member; --", "' UNION SELECT password_hash FROM staff -- ",
            "') OR SLEEP(20) -- ", "1; SELECT SLEEP(20)", "id DESC, SLEEP(20)", "%' OR title LIKE '%", "%_%", "` `", "/*!50000 OR SLEEP(20)*/",
            "$.a') OR 1=1 -- ", "\u02bc OR 1=1", "１' OR '1'='1", "+老* -(\"杯\" @2) ~<>", "*", "(((", "\"\"\"", "NULL", ":id", "?"]


def texts_of(stack, operation, body):
    return [path for path, one, _ in spoil.fields(stack.document, operation["requestBody"]["content"]["application/json"]["schema"], body)
            if one["type"] == "string" and "enum" not in one]


def judged(stack, what, who, method, path, body=None):
    began = time.monotonic()
    answer = send(stack, who, method, path, body)
    assert answer.status < 500 and time.monotonic() - began < 15, (what, answer)      # whoever sleeps, sleeps longer
    return answer


def test_sql_in_a_text_of_a_form_is_text(stack):
    bystander = stack.world.staff([])
    stack.world.give_password(bystander)
    others = f"SHOW TABLES; SELECT * FROM staff WHERE id = {bystander.id}; SELECT COUNT(*) FROM session WHERE staff_id = {bystander.id}"
    before = stack.sql(others)
    for method, path, operation, who in stack.paths:
        if not has_body(operation):
            continue
        who = stack.world.member() if who is stack.a else who           # one has so many unpaid orders, and no more
        call = call_of(stack, method, path, who)
        for field in texts_of(stack, operation, call.body):
            for payload in PAYLOADS[::3] if len(call.body) > 4 else PAYLOADS:
                body = json.dumps(spoil.with_value(call.body, field, payload)).encode()
                answer = judged(stack, (method, path, field, payload), who, method, call.path, body)
                if answer.status < 300 and call.ends_session and who:
                    who.renew()
    assert stack.sql(others) == before


def test_sql_in_a_query_finds_nothing_more(stack):
    for method, path, operation, who in stack.paths:
        for one in operation.get("parameters", []):
            if one["in"] != "query":
                continue
            call = call_of(stack, method, path, who)
            plain = call.path.partition("?")[0]
            searches = one["name"] in ("keyword", "number", "phone")
            for payload in PAYLOADS:
                if len(payload) > one["schema"].get("maxLength", 99):
                    continue
                answer = judged(stack, (path, payload), who, method, f"{plain}?{one['name']}={urllib.parse.quote(payload)}")
                if one["schema"]["type"] != "string" or "enum" in one["schema"]:
                    assert answer.status == 400, (path, payload, answer)
                elif searches and "OR" in payload and answer.status == 200:
                    assert answer.json()["items"] == [], (path, payload, answer)


def test_sql_in_a_path_is_no_name(stack):
    for payload in PAYLOADS:
        name = urllib.parse.quote(payload, safe="")
        for path in (f"/api/shop/orders/{name}", f"/api/shop/products/{name}", f"/api/admin/jobs/{name}/run"):
            method = "POST" if path.endswith("run") else "GET"
            answer = judged(stack, path, stack.world.owner if "admin" in path else stack.a, method, path)
            assert answer.status == 404, (path, answer)


def test_the_books_hold(stack):
    stack.run("check")

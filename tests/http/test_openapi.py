"""The OpenAPI document says what there is: whole, and of every route."""
import json
import re

import jsonschema

import openapi


def document(stack):
    return openapi.Document([stack.binary])


def refs_in(value):
    """Every $ref, wherever it stands."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from [one] if name == "$ref" else refs_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from refs_in(one)


def test_it_is_openapi_3_1(stack):
    root = document(stack).root
    assert root["openapi"].startswith("3.1.") and root["info"]["title"] and root["info"]["version"], root["info"]
    assert all(path.startswith("/") for path in root["paths"]) and root["components"]["schemas"]


def test_no_key_stands_twice(stack):
    def once(pairs):
        names = [name for name, _ in pairs]
        assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)
        return dict(pairs)
    json.loads(document(stack).text, object_pairs_hook=once)


def test_every_reference_leads_somewhere(stack):
    made = document(stack)
    refs = set(refs_in(made.root))
    assert len(refs) > 10
    for ref in refs:
        made.resolve(ref)


def test_every_schema_is_a_schema(stack):
    made = document(stack)
    for name, schema in made.root["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema.get("additionalProperties") is False, f"{name} lets anything in"


def test_operations_have_names_of_their_own(stack):
    made = document(stack)
    ids = [operation["operationId"] for operation in made.operations.values()]
    assert len(ids) == len(set(ids)) and all(re.fullmatch(r"\w+", i) for i in ids)
    tags = {tag["name"] for tag in made.root["tags"]}
    assert all(set(operation["tags"]) <= tags and operation["summary"] for operation in made.operations.values())


def test_every_route_stands_in_it_once(stack):
    made = document(stack)
    assert len(made.routes) == len(set(made.routes)), "a route is listed twice"
    raw = {path for _, path in made.raw}
    assert all(path.startswith("/callback/") or path.startswith(("/api/shop/sign-in/wechat", "/api/shop/me/wechat/")) or path == "/metrics" for path in raw), raw
    assert len(made.operations) + len(made.raw) == len(made.routes)


def test_parameters_of_the_path_are_declared(stack):
    for (method, path), operation in document(stack).operations.items():
        declared = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert declared == set(re.findall(r"\{(\w+)\}", path)), (method, path)


def test_who_may_call_is_as_the_routes_say(stack):
    made = document(stack)
    schemes = set(made.root["components"]["securitySchemes"])
    for line in stack.run("routes").splitlines():
        method, path, who, permit = line.split()
        if (method, path) in made.raw:
            continue
        operation = made.operations[method, re.sub(r":(\w+)", r"{\1}", path)]
        names = {name for one in operation["security"] for name in one}
        assert names == {"anyone": set(), "member": {"bearer", "member_cookie"}, "staff": {"bearer", "staff_cookie"}}[who], (method, path)
        assert names <= schemes and operation.get("x-permission", "-") == permit, (method, path)


def test_good_answers_come_in_both_formats(stack):
    for (method, path), operation in document(stack).operations.items():
        good = [status for status in operation["responses"] if status.isdigit()]
        assert len(good) == 1 and {"4XX", "5XX"} <= set(operation["responses"]), (method, path)
        content = operation["responses"][good[0]].get("content", {})
        assert set(content) == ({"application/json", "application/xml"} if good[0] != "204" else set()), (method, path)


class Said:
    """An answer that no program gave."""

    def __init__(self, status, value, kind="application/json"):
        self.status, self.headers, self.body = status, {"content-type": kind}, json.dumps(value).encode() if value is not None else b""

    def json(self):
        return json.loads(self.body)


def test_what_is_not_declared_is_noticed(stack):
    made = document(stack)
    card = {"status": "ok"}
    assert made.complaints("GET", "/healthz", Said(200, card)) == []
    for what, said in {
        "a further key": Said(200, card | {"password_hash": "x"}), "a wrong type": Said(200, {"status": 1}), "a list": Said(200, []),
        "a status": Said(201, card), "a content type": Said(200, card, "text/html"), "a problem that is none": Said(404, card, "application/problem+json"),
    }.items():
        assert made.complaints("GET", "/healthz", said), what
    assert made.complaints("GET", "/api/shop/nothing", Said(200, card)) and made.complaints("POST", "/api/shop/sign-out", Said(204, card))
    assert made.complaints("GET", "/api/shop/cart", Said(200, {"lines": [], "selected_quantity": 2**31, "selected_amount": 0, "can_check_out": True}))

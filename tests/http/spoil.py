"""spoil - every way in which one field of a good request can be wrong, out of the OpenAPI document.

    for bad in bodies(document, operation, body): …     # bad.body, and what must be said of it: bad.field, bad.code
    for bad in queries(operation, query): …             # bad.query
"""
import copy
import dataclasses
import json
import urllib.parse

MARK = "@@raw@@"
UNKNOWN = "no_such_field"


@dataclasses.dataclass
class Bad:
    what: str
    field: str
    code: str
    body: bytes = None
    query: str = None


def raw(text):
    """JSON text that stands where json.dumps would not write it."""
    return {MARK: text if isinstance(text, bytes) else text.encode()}


def dump(value):
    """JSON bytes, with what raw() made put in as it is."""
    held = []

    def hold(at):
        if isinstance(at, dict) and MARK in at:
            held.append(at[MARK])
            return f"{MARK}{len(held) - 1}"
        if isinstance(at, dict):
            return {k: hold(v) for k, v in at.items()}
        return [hold(v) for v in at] if isinstance(at, list) else at
    text = json.dumps(hold(value)).encode()
    for i, piece in enumerate(held):
        text = text.replace(f'"{MARK}{i}"'.encode(), piece)
    return text


MALFORMED = [("half a number", raw("1.5")), ("1e400", raw("1e400")), ("NaN", raw("NaN")), ("2^63", raw(str(2**63))), ("-2^64", raw(str(-2**64)))]


def wrong_integers(schema, required):
    yield from (("a text", "1", "type"), ("half a number as text", "1.5", "type"), ("a truth", True, "type"), ("an object", {}, "type"))
    if required:
        yield "null", None, "type"
    if schema.get("minimum", -2**63) > -2**63:
        yield "too small", schema["minimum"] - 1, "too_small"
    if schema.get("minimum", -1) >= 0:
        yield "-1", -1, "too_small"
    if "maximum" in schema:
        yield "too large", schema["maximum"] + 1, "too_large"
        yield "as large as can be", 2**63 - 1, "too_large"
    if schema.get("format") == "int32":
        yield "2^31", 2**31, "too_large"
    yield from ((what, value, None) for what, value in MALFORMED)


def wrong_strings(schema, required):
    if required or schema.get("format") != "date-time":     # a time that is left out may be said to be none
        yield "null", None, "type"
    yield from (("a number", 5, "type"), ("a list", ["x"], "type"), ("bad UTF-8", raw(b'"\xff\xfe"'), None),
                ("half of a pair", raw('"\\ud800"'), None), ("NUL", raw('"\\u0000"'), None))
    if "enum" in schema:
        yield "not a word", "NO_SUCH_WORD", "word"
    elif schema.get("format") == "date-time":
        yield "not a moment", "yesterday", "moment"
    elif "maxLength" not in schema:
        yield "not hexadecimal", "zz", "text"
    else:
        if schema.get("minLength", 0) > 0:
            yield "too short", "5" * (schema["minLength"] - 1), "too_short"
        yield "too long", "5" * (schema["maxLength"] + 1), "too_long"
        yield "too long in Chinese", "长" * (schema["maxLength"] + 1), "text" if "pattern" in schema else "too_long"
        yield "a control character", "a\u0007", "text"
        if "pattern" in schema:
            yield "not ASCII", "长" * max(schema["minLength"], 1), "text"


def wrong_lists(schema, required):
    yield from (("an object", {}, "type"), ("a text", "x", "type"), ("null", None, "type"), ("too long", [{}] * (schema["maxItems"] + 1), "too_long"))
    if schema.get("minItems", 0) > 0:
        yield "empty", [], "too_short"


def wrong_booleans(schema, required):
    yield from (("a text", "true", "type"), ("a number", 1, "type"), ("null", None, "type"))


def wrong_objects(schema, required):
    yield from (("a text", "x", "type"), ("a list", [], "type"), ("null", None, "type"))


WRONG = {"integer": wrong_integers, "string": wrong_strings, "array": wrong_lists, "boolean": wrong_booleans, "object": wrong_objects}


def fields(document, schema, value, at=()):
    """(path, schema, required) of every field that can be sent, those of the first of each list too."""
    schema = document.schema(schema)
    for name, one in schema.get("properties", {}).items():
        one = document.schema(one)
        yield (*at, name), one, name in schema.get("required", ())
        inside = value.get(name) if isinstance(value, dict) else None
        if one["type"] == "array" and inside:
            yield from fields(document, one["items"], inside[0], (*at, name, 0))
        elif one["type"] == "object":
            yield from fields(document, one, inside, (*at, name))


def with_value(body, path, value):
    changed = copy.deepcopy(body)
    at = changed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return changed


def without(body, path):
    changed = copy.deepcopy(body)
    at = changed
    for step in path[:-1]:
        at = at[step]
    at.pop(path[-1], None)
    return changed


def bodies(document, operation, body):
    """Every spoilt body. A body that is no JSON at all is malformed, and no field is to blame."""
    schema = document.schema(operation["requestBody"]["content"]["application/json"]["schema"])
    for path, one, required in fields(document, schema, body):
        name = ".".join(map(str, path))
        for what, value, code in WRONG[one["type"]](one, required):
            yield Bad(f"{name}: {what}", name if code else "", code or "malformed", dump(with_value(body, path, value)))
        if required:
            yield Bad(f"{name}: missing", name, "required", dump(without(body, path)))
        if one["type"] == "array":
            yield Bad(f"{name}: a number in the list", f"{name}.0", "type", dump(with_value(body, path, [5])))
        if len(path) > 1:
            extra = (*path[:-1], UNKNOWN)
            yield Bad(f"{name}: an unknown beside it", ".".join(map(str, extra)), "unknown", dump(with_value(body, extra, 1)))
    yield Bad("an unknown field", UNKNOWN, "unknown", dump(body | {UNKNOWN: 1}))
    yield Bad("a list", "", "type", b"[]")


def wrong_texts(schema):
    """What a field of a query can be."""
    kind = schema["type"]
    if kind == "integer":
        yield from (("a word", "abc", "type"), ("half a number", "1.5", "type"), ("empty", "", "type"), ("2^63", str(2**63), "type"),
                    ("1e400", "1e400", "type"), ("NaN", "NaN", "type"), ("+1", "%2B1", "type"), ("a space before it", "%201", "type"))
        yield "too small", str(schema["minimum"] - 1), "too_small"
        if "maximum" in schema:
            yield "too large", str(schema["maximum"] + 1), "too_large"
    elif kind == "boolean":
        yield from (("a word", "yes", "type"), ("a number", "1", "type"), ("empty", "", "type"))
    elif "enum" in schema:
        yield from (("not a word", "NO_SUCH_WORD", "word"), ("a number", "7", "type"), ("bad UTF-8", "%FF", "word"))
    elif schema.get("format") == "date-time":
        yield from (("not a moment", "yesterday", "moment"), ("a day that is not", "2026-02-30T00:00:00Z", "moment"))
    else:
        yield "too long", "5" * (schema["maxLength"] + 1), "too_long"
        yield from (("bad UTF-8", "%FF%FE", "text"), ("a control character", "a%07", "text"))
        if "pattern" in schema:
            yield "not ASCII", "%E9%95%BF", "text"
        if schema.get("minLength", 0) > 0:
            yield "empty", "", "too_short"


def queries(operation, query):
    """Every spoilt query string."""
    good = urllib.parse.parse_qsl(query, keep_blank_values=True)

    def made(others, name=None, value=None):
        return "&".join([urllib.parse.urlencode(others)] * bool(others) + ([f"{name}={value}"] if name else []))

    def encoded(value):
        return urllib.parse.quote(value, safe="%")
    for one in operation.get("parameters", []):
        if one["in"] != "query":
            continue
        name, others = one["name"], [(k, v) for k, v in good if k != one["name"]]
        for what, value, code in wrong_texts(one["schema"]):
            yield Bad(f"{name}: {what}", name, code, query=made(others, name, value))
        if one["required"]:
            yield Bad(f"{name}: missing", name, "required", query=made(others))
        elif any(k == name for k, _ in good):
            yield Bad(f"{name}: twice", name, "repeated", query=made(good, name, encoded(dict(good)[name])))
    yield Bad("an unknown field", UNKNOWN, "unknown", query=made(good, UNKNOWN, "1"))

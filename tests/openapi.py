"""openapi - every answer held against what `micromall openapi` declares for it.

    document = Document(["build/micromall"])
    stack.Client.watchers.append(document.watch)     # from now on an undeclared answer is a failure

Callbacks are not declared: they speak the language of whoever calls.
"""
import functools
import json
import re
import subprocess

import jsonschema

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z")
RANGES = {"int32": 31, "int64": 63, "fen": 63}


def _formats():
    checker = jsonschema.FormatChecker(formats=())
    for name, bits in RANGES.items():
        checker.checks(name)(lambda n, bits=bits: not isinstance(n, int) or -2**bits <= n < 2**bits)
    checker.checks("date-time")(lambda s: not isinstance(s, str) or bool(MOMENT.fullmatch(s)))
    return checker


class Document:
    """What the program says of itself. operations: {(method, template): operation}."""

    def __init__(self, command):
        self.text = subprocess.run([*map(str, command), "openapi"], check=True, capture_output=True).stdout
        self.root = json.loads(self.text)
        self.operations = {(method.upper(), path): operation for path, methods in self.root["paths"].items()
                           for method, operation in methods.items()}
        declared = {(method, re.sub(r"\{(\w+)\}", r":\1", path)) for method, path in self.operations}
        listed = subprocess.run([*map(str, command), "routes"], check=True, capture_output=True, text=True).stdout
        self.routes = [tuple(line.split()[:2]) for line in listed.splitlines()]
        self.raw = set(self.routes) - declared          # what answers without JSON: callbacks, redirections
        self.formats = _formats()
        self.seen = set()
        # A path of words goes before one with a parameter in that place.
        self.patterns = sorted(((p.count("{"), p, re.compile(re.sub(r"\{\w+\}", "[^/]+", p))) for p in self.root["paths"]),
                               key=lambda entry: entry[0])

    def resolve(self, ref):
        """What "#/components/schemas/x" points to; KeyError when nothing does."""
        return functools.reduce(lambda at, name: at[name], ref.removeprefix("#/").split("/"), self.root)

    def schema(self, one):
        """A schema with a $ref followed."""
        return self.resolve(one["$ref"]) if "$ref" in one else one

    def template(self, path):
        """"/api/shop/orders/7?x=1" is of "/api/shop/orders/{number}"; None when nothing declares it."""
        plain = path.partition("?")[0]
        return next((p for _, p, pattern in self.patterns if pattern.fullmatch(plain)), None)

    def response(self, method, path, status):
        """The declared response, or None: 204 by its number, a fault by its class."""
        declared = self.operations.get((method, self.template(path)), {}).get("responses", {})
        found = declared.get(str(status), declared.get(f"{status // 100}XX"))
        return self.resolve(found["$ref"]) if found and "$ref" in found else found

    def validator(self, schema):
        whole = {"components": self.root["components"], **schema}
        return jsonschema.Draft202012Validator(whole, format_checker=self.formats)

    def complaints(self, method, path, answer):
        """What is wrong with an answer, in sentences; none is good."""
        if (method, path.partition("?")[0]) in self.raw and answer.status < 400:
            return []
        kind = answer.headers.get("content-type", "").partition(";")[0]
        known = (method, self.template(path)) in self.operations
        if not known and (answer.status < 400 or not path.startswith("/api/")):
            return [f"{answer.status} from what nobody declared"] if path.startswith("/api/") else []
        response = self.response(method, path, answer.status) if known else self.root["components"]["responses"]["problem"]
        if response is None:
            return [f"status {answer.status} is not declared"]
        self.seen.add((method, self.template(path), answer.status))
        content = response.get("content")
        if not content:
            return [f"a body where none is declared: {answer.body[:80]!r}"] if answer.body else []
        if kind not in content:
            return [f"content type {kind!r} is not declared for {answer.status}"]
        schema = content[kind]["schema"]
        value = answer.json() if kind.endswith("json") else self.from_xml(answer.xml(), schema)
        return [f"{'.'.join(map(str, e.absolute_path))}: {e.message}" for e in self.validator(schema).iter_errors(value)]

    def from_xml(self, element, schema):
        """What the element would be in JSON. An element that nothing declares stays text, for the validator to see."""
        schema = self.schema(schema)
        kind = schema.get("type")
        if kind == "object":
            properties = schema.get("properties", {})
            return {child.tag: self.from_xml(child, properties.get(child.tag, {})) for child in element}
        if kind == "array":
            return [self.from_xml(child, schema["items"]) for child in element]
        text = element.text or ""
        if kind == "integer":
            return int(text)
        return {"true": True, "false": False}[text] if kind == "boolean" else text

    def watch(self, method, path, answer):
        """Raises AssertionError for an answer that is not as declared. The head of one has nothing to be held against."""
        if method == "HEAD":
            return
        found = self.complaints(method, path, answer)
        assert not found, f"{method} {path} answered {answer.status} not as declared: {'; '.join(found[:5])}\n{answer.body[:600]!r}"

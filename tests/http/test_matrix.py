"""Who may call what: every route, asked by everybody (reliability 44)."""
import json

from fixtures import FIXTURES
from world import CLOCK, Frozen, World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "limits.sign_in_per_minute": 1000000,
             "rules.sms_code_again": 1, "rules.unpaid_max": 20, "rules.refund_poll_after": 1,
             "rules.poll_after": 3600}


class Cast:
    """Who asks: everybody once, and staff as a route needs them."""

    def __init__(self, stack):
        self.world = World(stack)
        self.a, self.b = self.world.member(), self.world.member()
        self.gone, self.dismissed = self.world.member(), self.world.staff()
        stack.sql(f"UPDATE member SET state = 'DISABLED' WHERE id = {self.gone.id};"
                  f"UPDATE staff SET state = 'DISABLED' WHERE id = {self.dismissed.id}")
        self.routes = [dict(zip(("method", "path", "who", "permit"), line.split())) for line in stack.run("routes").splitlines()]
        self.permissions = sorted({r["permit"] for r in self.routes} - {"-"})
        # One who may do everything but this, and one who may do nothing but this.
        self.without = {p: self.world.staff([q for q in self.permissions if q != p]) for p in self.permissions}
        self.only = {p: self.world.staff([p]) for p in self.permissions}
        self.clerk = self.world.staff([])


def name_of(route):
    return f"{route['method']} {route['path']}"


def setup(stack):
    stack.cast = Cast(stack)


def send(stack, who, route, call, path=None):
    """The answer to who, or to a guest."""
    client = who.client if who else stack.client()
    headers = dict(call.headers or {}, **({"Content-Type": "text/xml"} if call.raw else {}))
    return client.ask(route["method"], path or call.path, call.body, key=client.key() if call.key else None, headers=headers)


def is_good(call, answer):
    return answer.status == call.status if call.status else 200 <= answer.status < 300


def everywhere(stack, check):
    """check(route) for every route; all that fail are told."""
    failures = []
    for route in stack.cast.routes:
        try:
            check(route)
        except Exception as e:
            failures.append(f"{name_of(route)}: {e!r}"[:600])
    assert not failures, f"{len(failures)} of {len(stack.cast.routes)}:\n" + "\n".join(failures)


def test_every_route_has_a_fixture(stack):
    routes = {name_of(r) for r in stack.cast.routes}
    assert not routes - set(FIXTURES), f"without a fixture: {sorted(routes - set(FIXTURES))}"
    assert not set(FIXTURES) - routes, f"fixtures of no route: {sorted(set(FIXTURES) - routes)}"


def allowed(cast, route):
    """Whom the route is for; a guest is None."""
    if route["path"].startswith("/callback/"):
        return [None]
    if route["who"] == "anyone":
        return [None, cast.a, cast.clerk, cast.gone, cast.dismissed]
    if route["who"] == "member":
        return [cast.a, cast.b]
    return [cast.only[route["permit"]]] if route["permit"] != "-" else [cast.clerk]


def refused(cast, route):
    """[(who, status)] of those who must not."""
    if route["who"] == "anyone":
        return []
    no = [(None, 401), (cast.gone, 401), (cast.dismissed, 401)]
    if route["who"] == "member":
        return no + [(cast.clerk, 403), (cast.world.owner, 403)]
    no += [(cast.a, 403)]
    return no + ([(cast.without[route["permit"]], 403), (cast.clerk, 403)] if route["permit"] != "-" else [])


def test_who_is_allowed_gets_an_answer(stack):
    def check(route):
        for who in allowed(stack.cast, route):
            call = FIXTURES[name_of(route)](stack.cast.world, who)
            if call.owned and route["who"] == "anyone" and who is not stack.cast.a:
                continue                # a line of a cart: of nobody else's
            answer = send(stack, who, route, call)
            if call.ends_session and who:
                who.renew()
            assert is_good(call, answer), (who and who.name, call, answer)
    everywhere(stack, check)


def test_who_is_not_allowed_is_refused_and_nothing_changes(stack):
    def check(route):
        asked = refused(stack.cast, route)
        if not asked:
            return
        call = FIXTURES[name_of(route)](stack.cast.world, allowed(stack.cast, route)[0])
        with Frozen(stack, name_of(route), CLOCK):
            for who, status in asked:
                answer = send(stack, who, route, call)
                assert answer.status == status, (who and who.name, status, answer)
    everywhere(stack, check)


def unsigned(answer):
    """An answer without what is different every time."""
    return {k: v for k, v in json.loads(answer.body).items() if k != "request_id"} if answer.body else {}


def test_what_is_anothers_looks_like_what_does_not_exist(stack):
    def check(route):
        a, b = stack.cast.a, stack.cast.b
        owner = a if route["who"] in ("member", "anyone") else allowed(stack.cast, route)[0]
        call = FIXTURES[name_of(route)](stack.cast.world, owner)
        if not call.unknown:
            assert ":" not in route["path"], "a path with a name in it has an unknown twin"
            return
        nothing = send(stack, owner, route, call, call.unknown)
        assert nothing.status == 404, nothing
        if call.owned:
            foreign = send(stack, b, route, call)
            unknown = send(stack, b, route, call, call.unknown)
            assert foreign.status == unknown.status == 404 and unsigned(foreign) == unsigned(unknown), (foreign, unknown)
            assert len(foreign.body) == len(unknown.body), (foreign, unknown)
        assert is_good(call, send(stack, owner, route, call)), "and its owner still may"
    everywhere(stack, check)


def test_a_route_of_an_odd_id_is_not_found(stack):
    for odd in ("0", "-1", "9223372036854775808", "1e3", "x", "1%00", "%2e%2e", "1%2F2"):
        answer = stack.cast.world.owner.client.get(f"/api/admin/products/{odd}")
        assert answer.status in (400, 404), (odd, answer)


def test_the_books_hold(stack):
    stack.run("check")

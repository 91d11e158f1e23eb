"""fixture - for every route, a request with which whoever is allowed gets 2xx.

    @fixture("POST /api/shop/orders")
    def submit(w, member):
        return Call("/api/shop/orders", body={...}, key=True)

They stand in fixtures.py and fixtures_people.py. Each makes what it needs, so that it may be asked for
again and again. A route without one fails test_matrix by its name. owned: the path names something of
the member's alone; unknown: the same path with a name that nobody has.
"""
import dataclasses

NOBODY = 2**62                  # an id that is never given
NO_ORDER = "2001010100000000000"
FIXTURES = {}


@dataclasses.dataclass
class Call:
    path: str
    body: object = None
    key: bool = False
    owned: bool = False
    unknown: str = None
    headers: dict = None
    raw: bool = False           # as WeChat Pay sends it: XML, and no JSON comes back
    status: int = None          # of the good answer, where 2xx does not say it
    ends_session: bool = False  # of whoever asks


def fixture(route):
    def keep(make):
        assert route not in FIXTURES, route
        FIXTURES[route] = make
        return make
    return keep


def plain(*routes):
    """Routes that want nothing but their path."""
    for route in routes:
        path = route.split()[1]
        fixture(route)(lambda w, who, path=path: Call(path))


def numbered(route, id_of, body=None, key=False):
    """Routes of one thing that all staff with the permission may see: /api/admin/products/:id/…"""
    def make(w, who):
        id_, form = id_of(w), body(w) if callable(body) else body
        path = route.split()[1]
        return Call(path.replace(":id", str(id_)), form, key, unknown=path.replace(":id", str(NOBODY)))
    return fixture(route)(make)

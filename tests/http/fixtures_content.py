"""fixtures of what the shop says about itself; see fixture.py."""
from fixture import NOBODY, Call, fixture, numbered, plain

KINDS = ("banners", "announcements", "home-floors", "articles", "hot-words")


def room(w, kind):
    """So that there is never too much of it, and an order of all is short."""
    table = kind.replace("-", "_").removesuffix("s")
    w.stack.sql(f"UPDATE {table} SET state = 'DELETED' WHERE id <= (SELECT MAX(id) - 8 FROM (SELECT id FROM {table}) t)")


def made(w, kind, **more):
    room(w, kind)
    return w.content(kind, **more)


def changed_form(w, kind):
    form = w.content_form(kind) | {"version": 1}
    if kind in ("banners", "announcements"):
        return form | {"target_kind": "PRODUCT", "target_id": w.product()["id"]}
    return form | ({"source": "PICKED", "picked": [{"id": w.product()["id"]}]} if kind == "home-floors" else {})


for kind in KINDS:
    plain(f"GET /api/admin/{kind}")
    fixture(f"POST /api/admin/{kind}")(
        lambda w, who, kind=kind: room(w, kind) or Call(f"/api/admin/{kind}", w.content_form(kind)))
    numbered(f"GET /api/admin/{kind}/:id", lambda w, kind=kind: made(w, kind))
    numbered(f"PUT /api/admin/{kind}/:id", lambda w, kind=kind: made(w, kind), lambda w, kind=kind: changed_form(w, kind))
    numbered(f"POST /api/admin/{kind}/:id/publish", lambda w, kind=kind: made(w, kind))
    numbered(f"POST /api/admin/{kind}/:id/off", lambda w, kind=kind: made(w, kind, publish=True))
    numbered(f"POST /api/admin/{kind}/:id/delete", lambda w, kind=kind: made(w, kind))

    @fixture(f"POST /api/admin/{kind}/order")
    def order_of_all(w, who, kind=kind):
        made(w, kind)
        ids = [one["id"] for one in w.ask("GET", f"/api/admin/{kind}")["items"]]
        return Call(f"/api/admin/{kind}/order", {"items": [{"id": i} for i in reversed(ids)]})

plain("GET /api/shop/identity", "GET /api/shop/hot-words", "GET /api/admin/identity", "GET /api/admin/settings", "GET /api/admin/settings/rules", "GET /api/admin/checklist")


@fixture("PUT /api/admin/settings/rules")
def rules_change(w, who):
    was = w.ask("GET", "/api/admin/settings/rules")
    return Call("/api/admin/settings/rules", {
        "pay_within": 1800, "auto_receive_express": 864000, "unpaid_max": 20, "member_session": 2592000, "staff_idle": 1800, "visit_kept": 15552000,
        "freight_fee": 800, "freight_free_from": 9900, "version": was["version"]})


@fixture("PUT /api/admin/identity")
def identity_change(w, who):
    was = w.ask("GET", "/api/admin/identity")
    texts = {"name": "Teahouse", "service_hours": "9 to 21", "licence": "", "copyright": "All rights reserved"}
    return Call("/api/admin/identity", {
        "name": "茶馆", "logo": "/media/a.svg", "brand_colour": "#146c3a", "service_phone": "400-800-8000", "service_hours": "每天 9 点至 21 点",
        "return_name": "仓库", "return_phone": "13800138000", "return_address": "深圳市南山区科技园路1号", "company": "深圳某某茶业有限公司",
        "licence": "食品经营许可证 JY1", "icp_number": "粤ICP备00000000号", "icp_url": "https://beian.miit.gov.cn/", "copyright": "© 2026",
        "texts": [{"locale": "en", **texts}], "version": was["version"]})


@fixture("GET /api/admin/agreements/:kind")
def staff_agreement(w, who):
    write_agreement(w, "user")
    return Call("/api/admin/agreements/user?number=1", unknown="/api/admin/agreements/none_such?number=1")


@fixture("POST /api/admin/agreements/:kind")
def agreement_add(w, who):
    number = w.ask("GET", "/api/admin/agreements/privacy")["number"]
    return Call("/api/admin/agreements/privacy", {"body": "<p>隐私</p>", "texts": [{"locale": "en", "body": "<p>Privacy</p>"}], "number": number},
                unknown="/api/admin/agreements/none_such")


def write_agreement(w, kind):
    if w.ask("GET", f"/api/admin/agreements/{kind}")["number"] == 0:
        w.ask("POST", f"/api/admin/agreements/{kind}", {"body": "<p>协议</p>", "number": 0})


@fixture("GET /api/shop/agreements/:kind")
def agreement(w, who):
    write_agreement(w, "user")
    return Call("/api/shop/agreements/user", unknown="/api/shop/agreements/none_such")


@fixture("GET /api/shop/articles")
def articles(w, who):
    return Call("/api/shop/articles?limit=5")


@fixture("GET /api/shop/articles/:id")
def article(w, who):
    return Call(f"/api/shop/articles/{made(w, 'articles', publish=True)}", unknown=f"/api/shop/articles/{NOBODY}")

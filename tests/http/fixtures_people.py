"""fixtures_people - of members, their addresses, signing in and out, staff and roles; see fixture.py."""
from fixture import NOBODY, Call, fixture, numbered
from world import DISTRICT


# ---- members, addresses ----
ADDRESS = {"name": "李小红", "phone": "13900139000", "region": DISTRICT[0], "province": DISTRICT[1], "city": DISTRICT[2],
           "district": DISTRICT[3], "detail": "深南大道1号", "is_default": False}


@fixture("POST /api/shop/addresses")
def address_add(w, who):
    return Call("/api/shop/addresses", ADDRESS)


def of_address(route, body=None):
    def make(w, who):
        path = route.split()[1]
        return Call(path.replace(":id", str(w.address(who))), body, owned=True, unknown=path.replace(":id", str(NOBODY)))
    return fixture(route)(make)


of_address("GET /api/shop/addresses/:id")
of_address("PUT /api/shop/addresses/:id", ADDRESS | {"version": 1})
of_address("POST /api/shop/addresses/:id/default")
of_address("POST /api/shop/addresses/:id/delete")


@fixture("PUT /api/shop/me")
def me_change(w, who):
    version = int(w.stack.sql(f"SELECT version FROM member WHERE id = {who.id}")[0][0])
    return Call("/api/shop/me", {"nickname": "小王", "version": version})


def has_phone(w, who):
    """And no password."""
    phone = w.phone()
    w.stack.sql(f"UPDATE member SET phone = SEALED('{phone}'), phone_index = INDEXED('{phone}'), password_hash = NULL WHERE id = {who.id}")
    return phone


@fixture("POST /api/shop/me/password")
def me_password(w, who):
    phone = has_phone(w, who)
    return Call("/api/shop/me/password", {"code": w.code(phone), "password": w.PASSWORD})


@fixture("POST /api/shop/me/phone")
def me_phone(w, who):
    old, new = has_phone(w, who), w.phone()
    return Call("/api/shop/me/phone", {"phone": new, "code": w.code(new), "old_code": w.code(old)})


@fixture("POST /api/shop/me/code")
def me_code(w, who):
    has_phone(w, who)
    return Call("/api/shop/me/code")


@fixture("GET /api/admin/members")
def members(w, who):
    return Call("/api/admin/members?keyword=%E4%BC%9A%E5%91%98&state=ACTIVE&page=1&page_size=5")


numbered("GET /api/admin/members/:id", lambda w: w.member().id)
numbered("POST /api/admin/members/:id/disable", lambda w: w.member().id)
numbered("POST /api/admin/members/:id/enable", lambda w: w.member(state="DISABLED").id)


# ---- signing in and out ----
@fixture("POST /api/shop/sign-in/codes")
def code_send(w, who):
    return Call("/api/shop/sign-in/codes", {"phone": w.phone()})


@fixture("POST /api/shop/sign-in/phone")
def sign_in_phone(w, who):
    phone = w.phone()
    return Call("/api/shop/sign-in/phone", {"phone": phone, "code": w.code(phone)}, ends_session=True)


@fixture("POST /api/shop/sign-in/password")
def sign_in_password(w, who):
    phone = w.phone()
    w.give_password(w.member(phone=phone))
    return Call("/api/shop/sign-in/password", {"phone": phone, "password": w.PASSWORD}, ends_session=True)


@fixture("GET /api/shop/sign-in/wechat")
def sign_in_wechat(w, who):
    return Call("/api/shop/sign-in/wechat?return=/cart", status=302)


@fixture("GET /api/shop/sign-in/wechat/callback")
def sign_in_wechat_back(w, who):
    browser = w.stack.client()
    path = w.agreed_at_wechat(browser)
    return Call(path, headers={"Cookie": f"mm_browser={browser.cookies['mm_browser']}"}, status=302, ends_session=True)


# ---- a WeChat of a member who came by another way ----
def has_no_wechat(w, who):
    w.stack.sql(f"DELETE FROM member_wechat WHERE member_id = {who.id}")


@fixture("POST /api/shop/me/wechat")
def link_wechat(w, who):
    has_no_wechat(w, who)
    return Call("/api/shop/me/wechat", {"return": "/profile"})


@fixture("GET /api/shop/me/wechat/callback")
def link_wechat_back(w, who):
    has_no_wechat(w, who)
    browser = who.browser()
    url = browser.post("/api/shop/me/wechat", {}).json()["url"]
    return Call(w.agreed(url, None), headers={"Cookie": f"mm_browser={browser.cookies['mm_browser']}"}, status=302)


@fixture("POST /api/shop/me/wechat/unlink")
def unlink_wechat(w, who):
    has_phone(w, who)
    return Call("/api/shop/me/wechat/unlink")


@fixture("POST /api/shop/sign-out")
def sign_out(w, who):
    return Call("/api/shop/sign-out", ends_session=True)


@fixture("POST /api/admin/sign-in")
def staff_sign_in(w, who):
    clerk = w.staff([])
    w.give_password(clerk)
    return Call("/api/admin/sign-in", {"name": clerk.name, "password": w.PASSWORD}, ends_session=True)


@fixture("POST /api/admin/sign-out")
def staff_sign_out(w, who):
    return Call("/api/admin/sign-out", ends_session=True)


# ---- staff ----
@fixture("POST /api/admin/me/password")
def own_password(w, who):
    w.give_password(who)
    return Call("/api/admin/me/password", {"old_password": w.PASSWORD, "password": "another horse 马"})


@fixture("GET /api/admin/staff")
def staff_list(w, who):
    return Call("/api/admin/staff?page=1&page_size=5")


@fixture("POST /api/admin/staff")
def staff_add(w, who):
    form = {"name": f"new{next(w.count)}", "display_name": "新人", "password": w.PASSWORD, "roles": [{"id": w.staff([]).role}]}
    return Call("/api/admin/staff", form)


@fixture("PUT /api/admin/staff/:id")
def staff_change(w, who):
    other = w.staff([])
    return Call(f"/api/admin/staff/{other.id}", {"display_name": "老人", "state": "ACTIVE", "roles": [{"id": other.role}], "version": 1},
                unknown=f"/api/admin/staff/{NOBODY}")


numbered("POST /api/admin/staff/:id/password", lambda w: w.staff([]).id, {"password": "quite another 马"})


@fixture("POST /api/admin/roles")
def role_add(w, who):
    return Call("/api/admin/roles", {"name": f"发货员{next(w.count)}", "permissions": [{"name": p} for p in grantable(who)]})


@fixture("PUT /api/admin/roles/:id")
def role_change(w, who):
    role = w.staff([]).role
    return Call(f"/api/admin/roles/{role}", {"name": f"客服{next(w.count)}", "permissions": [{"name": p} for p in grantable(who)], "version": 1},
                unknown=f"/api/admin/roles/{NOBODY}")


def grantable(who):
    """What this person may give away: nobody grants more than he has."""
    return [p for p in ("role:write",) if who]

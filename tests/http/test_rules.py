"""The rules that staff set in the panel: in force soon in every worker, within bounds, by version, and who set what is kept."""
import os
import time

from world import World

SOON_S = 2
RULES = "/api/admin/settings/rules"
OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "rules.freight_fee": 700}


def setup(stack):
    stack.world = World(stack)


def put(stack, **rules):
    return stack.world.owner.client.put(RULES, {"version": stack.world.ask("GET", RULES)["version"], **rules})


def listed(stack):
    return {s["name"]: s for s in stack.world.ask("GET", "/api/admin/settings")["items"] if s["section"] == "rules"}


def freights(stack, buyer, sku, asked=12):
    """What that many previews say, from whichever workers answer."""
    return {buyer.client.get(f"/api/shop/checkout?sku_id={sku}&quantity=1").json()["freight_amount"] for _ in range(asked)}


def test_a_changed_freight_is_in_the_next_previews_of_every_worker(stack):
    buyer, sku = stack.world.member(), stack.world.product(price=1000)["skus"][0]["id"]
    assert freights(stack, buyer, sku) == {700}
    answer = put(stack, freight_fee=1234)
    assert answer.status == 200 and answer.json()["freight_fee"] == 1234, answer
    time.sleep(SOON_S)
    assert freights(stack, buyer, sku) == {1234}
    one = listed(stack)["freight_fee"]
    assert (one["value"], one["source"], one["file_value"], one["least"]) == ("1234", "panel", 700, 0), one
    assert put(stack).status == 200, "what is not sent is as the file says"
    time.sleep(SOON_S)
    assert freights(stack, buyer, sku) == {700}
    assert listed(stack)["freight_fee"]["source"] == "file"


def test_an_order_keeps_the_deadline_of_the_rules_it_was_placed_by(stack):
    w = stack.world
    number = w.order(w.member())["number"]
    assert put(stack, pay_within=300).status == 200
    time.sleep(SOON_S)
    later = w.order(w.member())["number"]
    left = {n: stack.sql(f"SELECT TIMESTAMPDIFF(SECOND, created_at, expires_at) FROM shop_order WHERE number = '{n}'") for n in (number, later)}
    assert "1800" in str(left[number]) and "300" in str(left[later]), left
    assert put(stack).status == 200


def test_a_form_names_every_field_that_is_out_of_bounds(stack):
    answer = put(stack, staff_idle=1, unpaid_max=21, freight_fee=-1)
    assert answer.status == 400, answer
    assert {e["field"]: e["code"] for e in answer.json()["errors"]} == {"staff_idle": "too_small", "unpaid_max": "too_large", "freight_fee": "too_small"}
    assert listed(stack)["staff_idle"]["source"] == "file"
    assert put(stack, password_cost=1).status == 400, "that is the operator's"


def test_who_looked_at_an_older_form_overwrites_nothing(stack):
    version = stack.world.ask("GET", RULES)["version"]
    assert put(stack, unpaid_max=8).status == 200
    answer = put(stack, unpaid_max=9, version=version)
    assert (answer.status, answer.json()["code"]) == (409, "conflict")
    now = stack.world.ask("GET", RULES)
    assert now["unpaid_max"] == 8
    last = now["changes"][0]
    assert last["rule"] == "unpaid_max" and last["after_value"] == 8 and last.get("before_value") is None and last["staff_name"], last
    assert put(stack).status == 200


def configured(stack):
    """What `micromall config` says of each rule: its value, and behind it where that comes from."""
    rules = stack.run("config").partition("[rules]\n")[2].partition("\n\n")[0]
    return dict(line.split(" = ") for line in rules.splitlines())


def test_the_operator_sees_what_is_in_force_and_where_it_comes_from(stack):
    assert put(stack, unpaid_max=8).status == 200
    said = configured(stack)
    assert said["unpaid_max"] == "8 ; panel" and said["freight_fee"] == "700 ; file" and said["auto_receive_express"] == "864000 ; default", said
    assert said["password_cost"].isdigit(), "that is the file's alone"
    os.environ["MICROMALL_DATABASE_SOCKET"] = "/nowhere"
    try:
        said = configured(stack)
    finally:
        del os.environ["MICROMALL_DATABASE_SOCKET"]
    assert said["unpaid_max"] == "5 ; unless set in the panel" and said["freight_fee"] == "700 ; unless set in the panel", said
    assert put(stack).status == 200
    assert configured(stack)["unpaid_max"] == "5 ; default"

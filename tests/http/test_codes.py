"""A SKU's code that another product uses: which of the SKUs it is, of one form, is said by its place."""
from world import Frozen, World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "serve.job_runner": False}


def setup(stack):
    stack.world = World(stack)


def taken(answer):
    assert answer.status == 409 and answer.json()["code"] == "duplicate", answer
    return [(e["field"], e["code"]) for e in answer.json()["errors"]]


def test_every_code_that_is_taken_is_named(stack):
    w, client = stack.world, stack.world.owner.client
    codes = [s["code"] for s in w.product(skus=2)["skus"]]
    form = w.product_form(skus=4)
    form["skus"][1]["code"], form["skus"][3]["code"] = codes
    with Frozen(stack, "taken codes"):
        assert taken(client.post("/api/admin/products", form)) == [("skus.1.code", "taken"), ("skus.3.code", "taken")]
    mine = w.product(on_sale=False, skus=2)
    skus = [{k: v for k, v in s.items() if k not in ("product_id", "stock", "state")} for s in mine["skus"]]
    change = w.product_form(skus=2) | {"skus": skus, "category_id": mine["category_id"], "version": mine["version"]}
    skus[0]["code"], skus[1]["code"] = skus[1]["code"], skus[0]["code"]       # its own two may change places
    assert client.put(f"/api/admin/products/{mine['id']}", change).status == 204
    skus[0]["code"], change["version"] = codes[1], mine["version"] + 1
    with Frozen(stack, "a taken code"):
        assert taken(client.put(f"/api/admin/products/{mine['id']}", change)) == [("skus.0.code", "taken")]


def test_values_that_the_database_takes_for_one_are_named(stack):
    form = stack.world.product_form(skus=3)
    for sku, value in zip(form["skus"], ("Café", "Tea", "CAFE")):
        sku["value1"] = value
    assert taken(stack.world.owner.client.post("/api/admin/products", form)) == [("skus.2", "repeated")]

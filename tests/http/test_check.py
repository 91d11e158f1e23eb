"""`micromall check`, which looks at every row there is: longer than a request may take."""
from world import World

OVERRIDES = {"serve.job_runner": False}
SLOW_S = 6                      # a request's statement has 3 s, and its line is given up after 5 s of silence


def setup(stack):
    stack.world = World(stack)
    sku = stack.world.product()["skus"][0]["id"]
    assert stack.world.member().client.post("/api/shop/cart/lines", {"sku_id": sku, "quantity": 1}).status == 204


def test_a_rule_may_take_long_and_is_still_held(stack):
    stack.sql(f"RENAME TABLE cart TO cart_away; CREATE VIEW cart AS SELECT * FROM cart_away WHERE SLEEP({SLOW_S} + 0 * id) = 0")
    try:
        assert "check_cart             ok: " in stack.run("check")
        stack.sql("UPDATE cart_away SET line_count = line_count + 1")
        said = stack.run("check", check=False)
        assert "check_cart             BROKEN: " in said and said.count("BROKEN") == 1, said
    finally:
        stack.sql("DROP VIEW cart; RENAME TABLE cart_away TO cart;"
                  " UPDATE cart SET line_count = (SELECT COUNT(*) FROM cart_line l WHERE l.cart_id = cart.id)")


def test_a_rule_that_cannot_be_looked_at_is_not_one_that_holds(stack):
    stack.sql("RENAME TABLE cart TO cart_away")
    try:
        said = stack.run("check", check=False)
        assert "check_cart             unknown: " in said and "check_stock            ok: " in said, said
    finally:
        stack.sql("RENAME TABLE cart_away TO cart")
    stack.run("check")

"""Flash sale: a thousand buyers in one moment for a hundred units."""
import race
import rig

NEEDS = ["POST /api/shop/orders"]
BUYERS, UNITS = 1000, 100


def sale(r):
    buyers, sku = r.members(BUYERS), r.sku(UNITS)
    outcome = race.run(r.port, [r.order_request(b, sku) for b in buyers], timeout=100)
    codes = outcome.codes()
    assert codes == {"ok": UNITS, "stock_sold_out": BUYERS - UNITS}, codes
    assert outcome.overlap >= rig.OVERRIDES["serve.shop_workers"], outcome.overlap
    assert r.stock_of(sku) == 0
    assert r.count("order_line", f"sku_id = {sku}") == UNITS
    return outcome


def run(r):
    sales = [sale(r) for _ in range(20 if r.long else 2)]
    slow = max(s.seconds for s in sales)
    return (f"{len(sales)} sales: {UNITS} of {UNITS} sold, {BUYERS - UNITS} refused, 0 x 5xx, overlap {max(s.overlap for s in sales)}, "
            + r.beyond("slowest sale", slow, 10))

"""The rules that staff set in the panel: in force soon, in every worker, within bounds, by version, and kept who set what."""
from tests.http.client import wait_for

SOON = 2.0


OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000}
RULES = "/api/admin/settings/rules"


def put(stack, **rules):
    w = stack.world
    return w.owner.client.put(RULES, {**rules, "version": w.ask("GET", RULES)["version"]})


def listed(stack):
    return {s["name"]: s for s in stack.world.ask("GET", "/api/admin/settings")["items"] if s["section"] == "rules"}

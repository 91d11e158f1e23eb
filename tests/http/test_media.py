"""The media library: what may come in, what becomes of it, who uses it, and what never happens (reliability 34, 52, 53)."""
import pictures
from stack import wait_for
from world import Frozen, World

OVERRIDES = {"limits.read_per_minute": 1000000, "limits.write_per_minute": 1000000, "media.grace": 1, "media.orphan_after": 1}


def setup(stack):
    stack.world = World(stack)
    stack.clerk = stack.world.staff(["media:read", "media:write"])


def upload(stack, data, filename="cup.png", kind="image/png", who=None, **fields):
    body, headers = pictures.form(data, filename, kind, **fields)
    return (who or stack.clerk).client.post("/api/admin/media", body, headers=headers)


def ready(stack, id_, state="READY"):
    """The picture once the job has done with it."""
    def done():
        media = stack.clerk.client.get(f"/api/admin/media/{id_}").json()["media"]
        return media["state"] != "WAITING" and media
    media = wait_for(f"media {id_} is made", done, 15, 0.1)
    assert media["state"] == state, media
    return media


def added(stack, data, **more):
    answer = upload(stack, data, **more)
    assert answer.status == 201, answer
    return ready(stack, answer.json()["media"]["id"])


def files(stack):
    return sorted(str(p.relative_to(stack.state)) for folder in ("incoming", "media") for p in (stack.state / folder).rglob("*") if p.is_file())


def test_an_upload_becomes_a_public_picture(stack):
    before = files(stack)
    answer = upload(stack, pictures.png(400, 300), "茶杯.png")
    assert answer.status == 201, answer
    waiting = answer.json()["media"]
    assert waiting["state"] == "WAITING" and "path" not in waiting and waiting["title"] == "茶杯.png" and waiting["kind"] == "PNG"
    media = ready(stack, waiting["id"])
    assert (media["width"], media["height"]) == (400, 300)
    for path, size in ((media["path"], (400, 300)), (media["thumbnail"], (320, 240)), (media["path"].replace(".webp", "-750.webp"), (400, 300))):
        seen = stack.client().get(path)
        assert seen.status == 200 and seen.headers["content-type"] == "image/webp" and pictures.webp_size(seen.body) == size, seen
        assert seen.headers["x-content-type-options"] == "nosniff" and "immutable" in seen.headers["cache-control"], seen.headers
        assert "sandbox" in seen.headers["content-security-policy"] and "set-cookie" not in seen.headers, seen.headers
    made = set(files(stack)) - set(before)
    assert len(made) == 3 and all(p.startswith("media/") and "茶杯" not in p for p in made), made

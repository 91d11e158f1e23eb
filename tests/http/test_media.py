"""The media library: what may come in, what becomes of it, who uses it, and what never happens (reliability 34, 52, 53)."""
import contextlib
import os
import pathlib
import re
import signal
import socket
import types

import pictures
from stack import wait_for
from world import CLOCK, Frozen, World

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


def test_thumbnails_are_smaller_and_nothing_is_enlarged(stack):
    media = added(stack, pictures.png(1800, 900))
    assert (media["width"], media["height"]) == (1600, 800)
    sizes = {s: pictures.webp_size(stack.client().get(media["path"].replace(".webp", f"{s}.webp")).body) for s in ("", "-750", "-320")}
    assert sizes == {"": (1600, 800), "-750": (750, 375), "-320": (320, 160)}, sizes
    assert added(stack, pictures.png(3, 2))["width"] == 3


def test_every_kind_is_made_upright_and_without_its_metadata(stack):
    assert added(stack, pictures.GIF, filename="a.gif")["kind"] == "GIF"
    place = b"GPS 22.5431N 114.0579E"
    media = added(stack, pictures.jpeg(6, place), filename="photo.jpg", kind="image/jpeg")
    assert (media["width"], media["height"]) == (8, 16), "a quarter turn: EXIF said so"
    for suffix in ("", "-750", "-320"):
        seen = stack.client().get(media["path"].replace(".webp", f"{suffix}.webp")).body
        assert place not in seen and b"Exif" not in seen and b"EXIF" not in seen
    webp = stack.client().get(media["path"]).body
    assert added(stack, webp + b"\0", filename="again.webp")["kind"] == "WEBP"


# ---- the process that decodes ----
def memory_of(pid):
    """Every byte that it can read."""
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in pathlib.Path(f"/proc/{pid}/maps").read_text().splitlines():
            first, last = (int(x, 16) for x in line.split()[0].split("-"))
            with contextlib.suppress(OSError, ValueError, OverflowError):
                memory.seek(first)
                yield memory.read(last - first)


def test_who_decodes_has_nothing_to_lose(stack):
    answer = upload(stack, pictures.png(4500, 4500))
    assert answer.status == 201, answer
    pid = wait_for("somebody decodes", lambda: next(pictures.decoders(stack), None), 20, 0.005)
    if pictures.confines(stack):
        wait_for("it is confined", lambda: "Seccomp:\t2" in pathlib.Path(f"/proc/{pid}/status").read_text(), 20, 0.001)
    os.kill(pid, signal.SIGSTOP)
    try:
        about = pathlib.Path(f"/proc/{pid}")
        there = {fd.name: os.readlink(fd) for fd in about.joinpath("fd").iterdir()}
        assert sorted(there) == ["0", "1"] and there["0"].startswith(str(stack.state / "incoming")) and there["1"].startswith("pipe:"), there
        assert about.joinpath("environ").read_bytes() == b""
        assert "NoNewPrivs:\t1" in about.joinpath("status").read_text()
        secrets = [stack.secrets[name].encode() for name in ("api_key", "wechat", "index_key")]
        secrets += [bytes.fromhex(stack.secrets["index_key"]), bytes.fromhex(stack.secrets["key"].split(":")[1])]
        seen = 0
        for piece in memory_of(pid):
            seen += len(piece)
            assert not [s for s in secrets if s in piece], "a secret of the shop is in its memory"
        assert seen > 1 << 20, seen
    finally:
        os.kill(pid, signal.SIGCONT)
    assert ready(stack, answer.json()["media"]["id"])["width"] == 1600


# ---- a machine in trouble ----
def runs_of(stack, job, failed=False):
    return int(stack.sql(f"SELECT COALESCE(SUM({'failures' if failed else 'runs'}), 0) FROM job WHERE name = '{job}'")[0][0])


def test_a_disk_that_takes_nothing_is_not_the_picture_s_fault(stack):
    public, away = stack.state / "media", stack.state / "away"
    public.rename(away)
    try:
        media = upload(stack, pictures.png(44, 45)).json()["media"]["id"]
        for _ in range(5):                              # more than it has tries
            failed = runs_of(stack, "media_make", True)
            stack.sql(f"UPDATE media SET claimed_until = NULL WHERE id = {media}")
            wait_for("it was tried", lambda: runs_of(stack, "media_make", True) > failed, 20, 0.1)
        assert stack.sql(f"SELECT state, tries FROM media WHERE id = {media}") == [["WAITING", "0"]]
        name = stack.sql(f"SELECT name FROM media WHERE id = {media}")[0][0]
        assert (stack.state / "incoming" / name).exists(), "the original is kept"
    finally:
        away.rename(public)
    stack.sql(f"UPDATE media SET claimed_until = NULL WHERE id = {media}")
    ready(stack, media)
    assert not (stack.state / "incoming" / name).exists()


def test_a_file_that_does_not_go_does_not_keep_the_others(stack):
    stuck, other = (added(stack, pictures.png(46 + i, 9)) for i in range(2))
    place = stack.state / stuck["path"].lstrip("/").replace(".webp", "-750.webp")
    place.unlink()
    place.mkdir()                                       # which unlink does not take
    for media in (stuck, other):
        assert stack.clerk.client.post(f"/api/admin/media/{media['id']}/delete").status == 204
    wait_for("the other one is gone", lambda: swept(stack) and stack.client().get(other["path"]).status == 404, 15, 0.3)
    assert stack.sql(f"SELECT swept_at FROM media WHERE id = {stuck['id']}") == [[None]]
    place.rmdir()
    stack.sql(f"UPDATE media SET claimed_until = NULL WHERE id = {stuck['id']}")
    wait_for("it goes once it can", lambda: swept(stack) and stack.sql(f"SELECT swept_at FROM media WHERE id = {stuck['id']}") != [[None]], 15, 0.3)


# ---- what does not come in ----
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
PHP = b"<?php system($_GET['c']); ?>"


def refused_files():
    """(name, bytes, filename, kind, status, code)."""
    good = pictures.png(8, 8)
    yield "svg with a script", SVG, "a.svg", "image/svg+xml", 415, "media_kind"
    yield "svg that says it is PNG", SVG, "a.png", "image/png", 415, "media_kind"
    yield "HTML", b"<html><script>alert(1)</script>", "a.png", "image/png", 415, "media_kind"
    yield "PHP", PHP, "a.pHp", "application/x-php", 415, "media_kind"
    yield "nothing", b"", "a.png", "image/png", 415, "media_kind"
    yield "half a header", good[:20], "a.png", "image/png", 415, "media_kind"
    yield "BMP", b"BM" + good, "a.png", "image/png", 415, "media_kind"
    yield "TIFF", b"II*\0" + good, "a.png", "image/png", 415, "media_kind"
    yield "a signature in the middle", b"x" + good, "a.png", "image/png", 415, "media_kind"
    yield "no pixels", pictures.png(8, 8, claims=(0, 8)), "a.png", "image/png", 415, "media_kind"
    yield "30,000 x 30,000", pictures.png(8, 8, claims=(30000, 30000)), "a.png", "image/png", 413, "media_pixels"
    yield "40 million and one", pictures.png(8, 8, claims=(40000, 1001)), "a.png", "image/png", 413, "media_pixels"
    yield "2^31 wide", pictures.png(8, 8, claims=(2**31, 1)), "a.png", "image/png", 415, "media_kind"
    yield "more than 10 MiB", good + b"\0" * (10 << 20), "a.png", "image/png", 413, "too_large"
    yield "much more", good + b"\0" * (12 << 20), "a.png", "image/png", 413, "too_large"
    yield "zip", b"PK\x03\x04../../etc/cron.d/x", "a.zip", "application/zip", 415, "media_kind"


def test_what_is_no_picture_is_refused_and_leaves_nothing(stack):
    kept = files(stack)
    for what, data, filename, kind, status, code in refused_files():
        with Frozen(stack, what, CLOCK):
            answer = upload(stack, data, filename, kind)
            assert answer.status == status and answer.json()["code"] == code, (what, answer)
    assert files(stack) == kept


def strange_forms():
    """(name, body, content type): forms that are none."""
    good, b = pictures.png(8, 8), pictures.BOUNDARY
    file = pictures.part("file", good, "a.png", "image/png")
    body = pictures.parts(file)[0]
    whole = f"multipart/form-data; boundary={b}"
    yield "1000 parts", pictures.parts(*[pictures.part(f"f{i}", b"x") for i in range(1000)], file)[0], whole
    yield "nine parts", pictures.parts(*[pictures.part(f"f{i}", b"x") for i in range(8)], file)[0], whole
    yield "the file twice", pictures.parts(file, file)[0], whole
    yield "a second file", pictures.parts(file, pictures.part("more", good, "b.png"))[0], whole
    yield "a field nobody knows", pictures.parts(file, pictures.part("state", b"READY"))[0], whole
    yield "no file", pictures.parts(pictures.part("folder_id", b"0"))[0], whole
    yield "a file that is a field", pictures.parts(pictures.part("file", b"x"))[0], whole
    yield "a field of nine megabytes", pictures.parts(pictures.part("folder_id", b"9" * (9 << 20)), file)[0], whole
    yield "a folder that is no number", pictures.parts(pictures.part("folder_id", b"../1"), file)[0], whole
    yield "no boundary", body, "multipart/form-data"
    yield "an empty boundary", body, "multipart/form-data; boundary="
    yield "a boundary of 71", body, f"multipart/form-data; boundary={'b' * 71}"
    yield "another boundary", body, "multipart/form-data; boundary=other"
    yield "a boundary twice", body, f"{whole}; boundary={b}"
    yield "a blank in the boundary", body, 'multipart/form-data; boundary="a b"'
    yield "JSON", b"{}", "application/json"
    yield "no type", body, ""
    yield "mixed", body, f"multipart/mixed; boundary={b}"
    yield "cut in the file", body[:-40], whole
    yield "cut in the last boundary", body[:-4], whole
    yield "something before", b"x\r\n" + body, whole
    yield "something behind", body + b"x", whole
    yield "no headers", pictures.parts(b"\r\n" + good + b"\r\n")[0], whole
    yield "a header that never ends", pictures.parts(b"Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"" + b"x" * 3000)[0], whole
    yield "a long header", pictures.parts(pictures.part("file", good, "a" * 2000 + ".png"))[0], whole
    yield "many headers", pictures.parts(b"X: y\r\n" * 100 + file)[0], whole
    yield "an encoding", pictures.parts(b"Content-Transfer-Encoding: base64\r\n" + file)[0], whole
    yield "no name", pictures.parts(b'Content-Disposition: form-data; filename="a.png"\r\n\r\n' + good + b"\r\n")[0], whole
    yield "filename*", pictures.parts(b"Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''a.png\r\n\r\n" + good + b"\r\n")[0], whole
    yield "NUL in the filename", pictures.parts(pictures.part("file", good, "a\0.png"))[0], whole
    yield "bare line feeds", body.replace(b"\r\n", b"\n"), whole
    yield "nothing at all", b"", whole


def test_a_form_that_is_none_is_refused_and_leaves_nothing(stack):
    kept = files(stack)
    for what, body, kind in strange_forms():
        with Frozen(stack, what, CLOCK):
            answer = stack.clerk.client.post("/api/admin/media", body, headers={"Content-Type": kind})
            assert answer.status == 400, (what, answer)
    assert files(stack) == kept and not [p for p in (stack.state / "nginx/body").rglob("*") if p.is_file()]


def test_a_body_that_breaks_off_leaves_nothing(stack):
    kept, (body, headers) = files(stack), pictures.form(pictures.png(8, 8))
    head = "".join(f"{k}: {v}\r\n" for k, v in {**headers, **stack.clerk.client.headers, "Content-Length": len(body) + 100}.items())
    with Frozen(stack, "a body that breaks off", CLOCK):
        with socket.create_connection(("127.0.0.1", stack.port), 5) as line:
            line.sendall(f"POST /api/admin/media HTTP/1.1\r\nHost: x\r\n{head}\r\n".encode() + body)
            line.shutdown(socket.SHUT_WR)
            while line.recv(65536):
                pass
    assert files(stack) == kept


def test_a_name_is_text_and_never_a_place(stack):
    for name, title in (("../../../etc/passwd", "passwd"), ("..\\..\\boot.ini", "boot.ini"), ("/tmp/x.png", "x.png"), ("a.php", "a.php"),
                        ("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"), ("", "picture"), ("长" * 200, "长" * 120)):
        media = added(stack, pictures.png(5, 5, (len(name) % 256, 7, 9)), filename=name)
        assert media["title"] == title, (name, media)
        assert re.fullmatch(r"/media/([0-9a-f]{2})/\1[0-9a-f]{30}\.webp", media["path"]), media
    odd = [p for p in files(stack) if p.startswith("media/") and not re.fullmatch(r"media/(demo/.*|[0-9a-f]{2}/[0-9a-f]{32}(-320|-750)?\.webp)", p)]
    assert not odd, odd


def polyglots():
    yield "a GIF that is a script", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//"
    yield "a JPEG with HTML", pictures.jpeg()[:40] + b"<script>alert(1)</script>" * 20
    yield "a PNG whose data is none", pictures.png(8, 8)[:60] + SVG + PHP
    yield "a PNG that claims more than it has", pictures.png(4, 4, claims=(6000, 6000))


def test_what_does_not_decode_is_refused_by_the_job(stack):
    for what, data in polyglots():
        answer = upload(stack, data)
        if answer.status == 415:
            continue
        assert answer.status == 201, (what, answer)
        media = wait_for(what, lambda: (m := stack.clerk.client.get(f"/api/admin/media/{answer.json()['media']['id']}").json()["media"])["state"] != "WAITING" and m)
        if media["state"] == "READY":       # then it is a picture, and nothing but that comes out
            seen = stack.client().get(media["path"]).body
            assert b"alert" not in seen and b"<?php" not in seen and pictures.webp_size(seen), what
        else:
            assert media["state"] == "REFUSED" and media["reason"] == "UNREADABLE" and "path" not in media, media
    waiting = list((stack.state / "incoming").iterdir())
    assert not waiting, waiting


def test_a_picture_with_code_behind_it_loses_the_code(stack):
    media = added(stack, pictures.png(20, 20) + PHP + SVG, filename="shell.php.png")
    seen = stack.client().get(media["path"]).body
    assert b"php" not in seen and b"script" not in seen


# ---- who may ----
def test_only_who_may_write_uploads(stack):
    reader, member, browser = stack.world.staff(["media:read"]), stack.world.member(), stack.clerk.browser()
    kept = files(stack)
    with Frozen(stack, "uploads of others", CLOCK):
        assert upload(stack, pictures.png(8, 8), who=reader).status == 403
        assert upload(stack, pictures.png(8, 8), who=member).status == 403
        body, headers = pictures.form(pictures.png(8, 8))
        assert stack.client().post("/api/admin/media", body, headers=headers).status == 401
        token, browser.csrf = browser.csrf, None
        assert browser.post("/api/admin/media", body, headers=headers).status == 403, "a foreign page's form"
    assert files(stack) == kept
    browser.csrf = token
    assert upload(stack, pictures.png(8, 8), who=types.SimpleNamespace(client=browser)).status == 201


# ---- the library ----
def test_the_same_upload_again_is_the_same_picture(stack):
    data = pictures.png(33, 34)
    first, again = (upload(stack, data).json()["media"]["id"] for _ in range(2))
    assert first == again
    folder = stack.world.ask("POST", "/api/admin/media-folders", {"name": "另一处"}, by=stack.clerk)["id"]
    assert upload(stack, data, folder_id=folder).json()["media"]["id"] != first
    ready(stack, first)


def test_folders_hold_pictures_and_are_found_again(stack):
    w, clerk = stack.world, stack.clerk
    top = w.ask("POST", "/api/admin/media-folders", {"name": "活动"}, by=clerk)["id"]
    below = w.ask("POST", "/api/admin/media-folders", {"name": "双十一", "parent_id": top}, by=clerk)["id"]
    assert clerk.client.post("/api/admin/media-folders", {"name": "活动"}).status == 409
    media = added(stack, pictures.png(21, 22), filename="横幅.png", folder_id=below)
    found = w.ask("GET", f"/api/admin/media?folder={below}&keyword=%E6%A8%AA%E5%B9%85", by=clerk)
    assert found["total"] == 1 and found["items"][0]["id"] == media["id"]
    assert w.ask("GET", f"/api/admin/media?folder={top}", by=clerk)["total"] == 0
    assert clerk.client.post(f"/api/admin/media-folders/{below}/delete").json()["code"] == "folder_in_use"
    assert clerk.client.put(f"/api/admin/media-folders/{top}", {"name": "活动", "parent_id": below, "version": 1}).json()["code"] == "folder_parent"
    assert upload(stack, pictures.png(1, 9), folder_id=10**9).json()["code"] == "folder_parent"
    assert clerk.client.put(f"/api/admin/media/{media['id']}", {"title": "新名", "folder_id": top, "version": media["version"]}).status == 204
    assert clerk.client.put(f"/api/admin/media/{media['id']}", {"title": "旧", "folder_id": top, "version": media["version"]}).json()["code"] == "conflict"
    assert clerk.client.post(f"/api/admin/media-folders/{below}/delete").status == 204
    assert [m["title"] for m in w.ask("GET", f"/api/admin/media?folder={top}", by=clerk)["items"]] == ["新名"]


def test_a_crop_is_a_picture_of_its_own(stack):
    media = added(stack, pictures.png(100, 80))
    made = stack.world.ask("POST", f"/api/admin/media/{media['id']}/crops", {"x": 50, "y": 40, "width": 40, "height": 30}, by=stack.clerk)
    cut = ready(stack, made["id"])
    assert (cut["width"], cut["height"]) == (40, 30) and cut["path"] != media["path"]
    assert pictures.webp_size(stack.client().get(cut["path"]).body) == (40, 30)
    for area in ({"x": 61, "y": 0, "width": 40, "height": 10}, {"x": 0, "y": 80, "width": 1, "height": 1}):
        assert stack.clerk.client.post(f"/api/admin/media/{media['id']}/crops", area).json()["code"] == "media_area"


# ---- uses ----
def uses(stack, media):
    return [(u["kind"], u["thing_id"]) for u in stack.clerk.client.get(f"/api/admin/media/{media['id']}").json()["used_by"]]


def form_of(product, **changes):
    keep = ("id", "value1", "value2", "value3", "code", "price", "list_price", "cost", "weight_g", "image")
    return {"category_id": product["category_id"], "title": product["title"], "option1": product["option1"], "images": product["images"],
            "detail": product["detail"], "version": product["version"], "skus": [{k: s[k] for k in keep if k in s} for s in product["skus"]]} | changes


def test_a_picture_in_use_is_not_deleted(stack):
    w, delete = stack.world, "/api/admin/media/{}/delete".format
    cover, shown, sku, tile, free = (added(stack, pictures.png(10 + i, 10)) for i in range(5))
    form = w.product_form(image="", images=[{"path": cover["path"]}], detail=f'<p>好<img src="{shown["thumbnail"]}"></p>')
    form["skus"][0]["image"] = sku["path"]
    product = w.ask("GET", f"/api/admin/products/{w.ask('POST', '/api/admin/products', form)['id']}")
    category = w.ask("POST", "/api/admin/categories", {"name": "有图", "image": tile["path"]})["id"]
    for media in (cover, shown, sku):
        assert uses(stack, media) == [("PRODUCT", product["id"])], media
    assert uses(stack, tile) == [("CATEGORY", category)] and uses(stack, free) == []
    for media in (cover, shown, sku, tile):
        answer = stack.clerk.client.post(delete(media["id"]))
        assert answer.status == 409 and answer.json()["code"] == "media_in_use", answer
        assert stack.client().get(media["path"]).status == 200
    w.ask("PUT", f"/api/admin/products/{product['id']}", form_of(product, images=[], detail=""))
    w.ask("POST", f"/api/admin/categories/{category}/delete")
    assert uses(stack, cover) == uses(stack, shown) == uses(stack, tile) == [] and uses(stack, sku) == [("PRODUCT", product["id"])]
    for media in (cover, tile, free):
        assert stack.clerk.client.post(delete(media["id"])).status == 204
        assert stack.clerk.client.post(delete(media["id"])).status == 404
    for media in (tile, free):
        wait_for("its files are gone after the time of grace", lambda: swept(stack) and stack.client().get(media["path"]).status == 404, 15, 0.3)
    assert stack.client().get(cover["path"]).status == 200, "an order may name what a product once had"
    gone = stack.world.owner.client.put(f"/api/admin/products/{product['id']}", form_of(w.ask("GET", f"/api/admin/products/{product['id']}"), images=[{"path": cover["path"]}]))
    assert gone.status == 409 and gone.json()["code"] == "media_gone", gone


def swept(stack):
    stack.run("job", "run", "media_sweep", check=False)
    return True


def test_a_file_without_a_row_is_swept(stack):
    orphan, fresh = stack.state / "incoming" / ("0" * 32), stack.state / "incoming" / ("1" * 32)
    orphan.write_bytes(b"x")
    fresh.write_bytes(b"x")
    os.utime(orphan, (1, 1))
    os.utime(fresh, (2**31, 2**31))
    wait_for("the orphan is swept", lambda: swept(stack) and not orphan.exists(), 10, 0.3)
    assert fresh.exists()
    fresh.unlink()


# ---- scripts in texts ----
SCRIPTS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>",
           "<iframe src=javascript:alert(1)></iframe>", "</textarea><script>alert(1)</script>", "<math><mtext><style><img src=x onerror=alert(1)>"]


def test_rich_text_is_kept_harmless(stack):
    for script in SCRIPTS:
        product = stack.world.product(detail=f"<h2>好茶</h2><p onclick=alert(1)>每天<b>一杯</b></p>{script}")
        kept = stack.sql(f"SELECT detail FROM product WHERE id = {product['id']}")[0][0]
        for text in (kept, product["detail"], stack.client().get(f"/api/shop/products/{product['id']}").json()["detail"]):
            assert text.startswith("<h2>好茶</h2><p>每天<strong>一杯</strong></p>"), text
            assert not re.search(r"<(script|svg|img|iframe|math|style)|onerror|onload|onclick|javascript:", text, re.I), (script, text)


def test_scripts_in_plain_texts_stay_text(stack):
    """JSON carries them as they are, under a type that no browser runs; XML escapes them; a page never has them in it."""
    buyer, w = stack.world.member(), stack.world
    for script in SCRIPTS[:3]:
        product = w.product(title=script[:100], subtitle=script, unit=script[:16])
        w.ask("PUT", "/api/shop/me", {"nickname": script[:20], "version": int(stack.sql(f"SELECT version FROM member WHERE id = {buyer.id}")[0][0])}, by=buyer)
        for who, path in ((stack.client(), f"/api/shop/products/{product['id']}"), (stack.client(), "/api/shop/products?limit=5"),
                          (w.owner.client, f"/api/admin/products/{product['id']}"), (buyer.client, "/api/shop/me")):
            answer = who.get(path)
            assert answer.status == 200 and answer.headers["content-type"] == "application/json", answer
            assert answer.headers["x-content-type-options"] == "nosniff"
            seen = who.get(path, accept="application/xml")
            assert seen.headers["content-type"] == "application/xml" and b"<script" not in seen.body and b"<img" not in seen.body and b"<svg" not in seen.body
            seen.xml()
    title = stack.client().get(f"/api/shop/products/{product['id']}").json()["title"]
    assert title == script[:100], "and nothing was lost of it"


def test_the_books_hold(stack):
    stack.run("check")

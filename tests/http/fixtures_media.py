"""fixtures_media - of the library of pictures; see fixture.py."""
import pictures
from fixture import NOBODY, Call, fixture, numbered, plain


def library_media(w):
    """One that nothing uses, and that no job has to make."""
    n = next(w.count)
    w.stack.sql("INSERT INTO media (name, folder_id, title, hash, kind, size, width, height, state, uploaded_by, created_at)"
                f" VALUES ('{n:032x}', 0, '图{n}', UNHEX(SHA2('{n}', 256)), 'PNG', 1, 100, 100, 'READY', 1, NOW(3))")
    return w.stack.sql(f"SELECT id FROM media WHERE name = '{n:032x}'")[0][0]


@fixture("GET /api/admin/media")
def media_list(w, who):
    return Call("/api/admin/media?folder=0&keyword=%E5%9B%BE&state=READY&page=1&page_size=5")


@fixture("POST /api/admin/media")
def media_add(w, who):
    body, headers = pictures.form(pictures.png(4, 4, (next(w.count) % 256, 1, 2)), folder_id=0)
    return Call("/api/admin/media", body, headers=headers)


numbered("GET /api/admin/media/:id", library_media)
numbered("PUT /api/admin/media/:id", library_media, {"title": "新名", "folder_id": 0, "version": 1})
numbered("POST /api/admin/media/:id/crops", library_media, {"x": 10, "y": 10, "width": 20, "height": 20})
numbered("POST /api/admin/media/:id/delete", library_media)


def media_folder(w):
    return w.ask("POST", "/api/admin/media-folders", {"name": f"夹{next(w.count)}"})["id"]


plain("GET /api/admin/media-folders")


@fixture("POST /api/admin/media-folders")
def media_folder_add(w, who):
    return Call("/api/admin/media-folders", {"name": f"夹{next(w.count)}", "parent_id": 0})


@fixture("PUT /api/admin/media-folders/:id")
def media_folder_change(w, who):
    return Call(f"/api/admin/media-folders/{media_folder(w)}", {"name": f"夹{next(w.count)}", "parent_id": 0, "version": 1},
                unknown=f"/api/admin/media-folders/{NOBODY}")


numbered("POST /api/admin/media-folders/:id/delete", media_folder)

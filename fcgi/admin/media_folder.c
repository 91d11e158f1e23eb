/* media_folder.c - /api/admin/media-folders: how staff sort their pictures. */
#include "../reply.h"
#include "../../views/media.h"

enum { FOLDER_BODY_MAX = 4096 };

static err folders_get(struct request *r)
{
	struct media_folders all;

	TRY(folder_list_all(r->db, &all));
	return reply_list(r, media_folder_view, &all, NULL);
}

static err folders_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(folder_create(tx, REQUEST_BODY(r, media_folder_create_form), &id));
	return reply_created(r, id);
}

static err folder_put(struct request *r, struct tx *tx)
{
	TRY(folder_update(tx, REQUEST_PARAMS(r, id_params)->id, REQUEST_BODY(r, media_folder_update_form)));
	return reply_nothing(r);
}

static err folder_delete_post(struct request *r, struct tx *tx)
{
	TRY(folder_delete(tx, REQUEST_PARAMS(r, id_params)->id));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_media_folder_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/media-folders", .summary = "All folders, by name", .who = WHO_STAFF,
	  .permit = PERMIT_MEDIA_READ, .gives = &media_folder_view, .lists = LISTS_CURSOR, .status = 200, .read = folders_get },
	{ .method = METHOD_POST, .path = "/api/admin/media-folders", .summary = "Make a folder, at the top or in another", .who = WHO_STAFF,
	  .permit = PERMIT_MEDIA_WRITE, .takes = TAKES_JSON, .body_max = FOLDER_BODY_MAX, .body = &media_folder_create_form,
	  .gives = &created_view, .status = 201, .rate = RATE_WRITE, .write = folders_post },
	{ .method = METHOD_PUT, .path = "/api/admin/media-folders/:id", .summary = "Rename a folder, or move it into another",
	  .who = WHO_STAFF, .permit = PERMIT_MEDIA_WRITE, .params = &id_params, .takes = TAKES_JSON, .body_max = FOLDER_BODY_MAX,
	  .body = &media_folder_update_form, .status = 204, .rate = RATE_WRITE, .write = folder_put },
	{ .method = METHOD_POST, .path = "/api/admin/media-folders/:id/delete", .summary = "Delete an empty folder", .who = WHO_STAFF,
	  .permit = PERMIT_MEDIA_WRITE, .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = folder_delete_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */

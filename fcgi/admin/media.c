/* media.c - /api/admin/media: the pictures of the shop. */
#include "../reply.h"
#include "../world.h"
#include "../../flows/media_upload.h"
#include "../../views/media.h"

enum { FORM_MAX = MEDIA_BYTES_MAX + 8192, MEDIA_BODY_MAX = 4096 };

/* What stands beside the file. */
struct upload_form {
	int64_t folder_id;
};
SHAPE_DECLARE(media_upload_form, struct upload_form);
static const struct field upload_fields[] = { FIELD(struct upload_form, folder_id, .min = 0, .max = INT64_MAX, .optional = true) };
const struct shape media_upload_form = SHAPE(media_upload_form, upload_fields);

static err reply_media(struct request *r, int status, int64_t id)
{
	struct media_whole whole;

	TRY(media_by_id(r->db, id, &whole.media));
	TRY(media_use_list_of(r->db, id, &whole.used_by));
	return reply_one(r, status, media_detail, &whole);
}

static err media_list_get(struct request *r)
{
	const struct media_filter *filter = REQUEST_QUERY(r, media_filter);
	struct media_list list;
	int64_t total;

	TRY(media_page(r->db, r->arena, filter, &list, &total));
	return reply_page(r, media_staff, &list, (&(struct page){ filter->page, filter->page_size }), total);
}

static err media_get(struct request *r) { return reply_media(r, 200, REQUEST_PARAMS(r, id_params)->id); }

static err media_post(struct request *r)
{
	const struct media_file file = {
		REQUEST_BODY(r, media_upload_form)->folder_id,
		r->file.filename,
		r->file.data,
		r->caller.staff,
	};
	const struct world w = request_world(r);
	int64_t id;

	TRY(media_upload(&w, &file, &id));
	return reply_media(r, 201, id);
}

static err media_crops_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(media_crop(tx, REQUEST_PARAMS(r, id_params)->id, REQUEST_BODY(r, media_crop_form), r->caller.staff, &id));
	return reply_created(r, id);
}

static err media_put(struct request *r, struct tx *tx)
{
	TRY(media_update(tx, REQUEST_PARAMS(r, id_params)->id, REQUEST_BODY(r, media_form)));
	return reply_nothing(r);
}

static err media_delete_post(struct request *r, struct tx *tx)
{
	TRY(media_delete(tx, REQUEST_PARAMS(r, id_params)->id));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_media_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/media", .summary = "Pictures by folder, keyword and state, the newest first",
	  .who = WHO_STAFF, .permit = PERMIT_MEDIA_READ, .query = &media_filter, .gives = &media_staff, .lists = LISTS_PAGES,
	  .status = 200, .read = media_list_get },
	{ .method = METHOD_POST, .path = "/api/admin/media", .summary = "Upload a picture; the public ones are made of it shortly",
	  .who = WHO_STAFF, .permit = PERMIT_MEDIA_WRITE, .takes = TAKES_MULTIPART, .body_max = FORM_MAX, .body = &media_upload_form,
	  .gives = &media_detail, .status = 201, .rate = RATE_WRITE, .flow = media_post },
	{ .method = METHOD_GET, .path = "/api/admin/media/:id", .summary = "One picture, and what uses it", .who = WHO_STAFF,
	  .permit = PERMIT_MEDIA_READ, .params = &id_params, .gives = &media_detail, .status = 200, .read = media_get },
	{ .method = METHOD_PUT, .path = "/api/admin/media/:id", .summary = "Rename a picture, or move it to another folder", .who = WHO_STAFF,
	  .permit = PERMIT_MEDIA_WRITE, .params = &id_params, .takes = TAKES_JSON, .body_max = MEDIA_BODY_MAX, .body = &media_form,
	  .status = 204, .rate = RATE_WRITE, .write = media_put },
	{ .method = METHOD_POST, .path = "/api/admin/media/:id/crops", .summary = "Make a picture of a rectangle of this one",
	  .who = WHO_STAFF, .permit = PERMIT_MEDIA_WRITE, .params = &id_params, .takes = TAKES_JSON, .body_max = MEDIA_BODY_MAX,
	  .body = &media_crop_form, .gives = &created_view, .status = 201, .rate = RATE_WRITE, .write = media_crops_post },
	{ .method = METHOD_POST, .path = "/api/admin/media/:id/delete", .summary = "Delete a picture that nothing uses", .who = WHO_STAFF,
	  .permit = PERMIT_MEDIA_WRITE, .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = media_delete_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */

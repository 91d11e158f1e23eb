/* announcement.c - /api/admin/announcements: lines above the goods of the front page. */
#include "content.h"

CONTENT_HANDLERS(announcement)

static err list_get(struct request *r)
{
	struct announcement_list all;

	TRY(announcement_list(r->db, &all));
	return reply_list(r, announcement_line, &all, NULL);
}

static err list_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(announcement_create(tx, REQUEST_BODY(r, announcement_create_form), &id));
	return reply_created(r, id);
}

static err one_get(struct request *r)
{
	struct announcement one;

	TRY(announcement_find(r->db, REQUEST_PARAMS(r, id_params)->id, &one));
	return reply_one(r, 200, announcement_staff, &one);
}

static err one_put(struct request *r, struct tx *tx)
{
	struct announcement form = *REQUEST_BODY(r, announcement_update_form);

	form.id = REQUEST_PARAMS(r, id_params)->id;
	TRY(announcement_update(tx, &form));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_announcement_routes[] = {
	CONTENT_ROUTES("/api/admin/announcements", "an announcement", "announcements", announcement, announcement, ITEM_BODY_MAX),
	{ .method = METHOD_NONE }
};
/* clang-format on */

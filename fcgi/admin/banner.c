/* banner.c - /api/admin/banners: the pictures at the top of the front page. */
#include "content.h"

CONTENT_HANDLERS(banner)

static err list_get(struct request *r)
{
	struct banner_list all;

	TRY(banner_list(r->db, &all));
	return reply_list(r, banner_line, &all, NULL);
}

static err list_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(banner_create(tx, REQUEST_BODY(r, banner_create_form), &id));
	return reply_created(r, id);
}

static err one_get(struct request *r)
{
	struct banner one;

	TRY(banner_find(r->db, REQUEST_PARAMS(r, id_params)->id, &one));
	return reply_one(r, 200, banner_staff, &one);
}

static err one_put(struct request *r, struct tx *tx)
{
	struct banner form = *REQUEST_BODY(r, banner_update_form);

	form.id = REQUEST_PARAMS(r, id_params)->id;
	TRY(banner_update(tx, &form));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_banner_routes[] = {
	CONTENT_ROUTES("/api/admin/banners", "a banner", "banners", banner, banner, ITEM_BODY_MAX),
	{ .method = METHOD_NONE }
};
/* clang-format on */

/* home_floor.c - /api/admin/home-floors: rows of goods on the front page. */
#include "content.h"

CONTENT_HANDLERS(home_floor)

static err list_get(struct request *r)
{
	struct home_floor_list all;

	TRY(home_floor_list(r->db, &all));
	return reply_list(r, floor_line, &all, NULL);
}

static err list_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(home_floor_create(tx, r->arena, REQUEST_BODY(r, home_floor_create_form), &id));
	return reply_created(r, id);
}

static err one_get(struct request *r)
{
	struct home_floor one;

	TRY(home_floor_find(r->db, REQUEST_PARAMS(r, id_params)->id, &one));
	return reply_one(r, 200, floor_staff, &one);
}

static err one_put(struct request *r, struct tx *tx)
{
	struct home_floor form = *REQUEST_BODY(r, home_floor_update_form);

	form.id = REQUEST_PARAMS(r, id_params)->id;
	TRY(home_floor_update(tx, r->arena, &form));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_home_floor_routes[] = {
	CONTENT_ROUTES("/api/admin/home-floors", "a floor", "floors of the front page", floor, home_floor, ITEM_BODY_MAX),
	{ .method = METHOD_NONE }
};
/* clang-format on */

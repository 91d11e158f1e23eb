/* address.c - /api/shop/addresses: where a member's goods go. */
#include "../reply.h"
#include "../../views/member.h"

enum { BODY_MAX = 8192 };

static err address_list_get(struct request *r)
{
	struct address_list list = { 0 };

	TRY(address_list(r->db, r->caller.member, &list));
	return reply_list(r, address_card, &list, NULL);
}

static err address_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(address_create(tx, r->caller.member, REQUEST_BODY(r, address_form), &id));
	return reply_created(r, id);
}

static err reply_address(struct request *r, struct db *db, int64_t id)
{
	struct address a;

	TRY(address_find(db, r->caller.member, id, &a));
	return reply_one(r, 200, address_card, &a);
}

static err address_get(struct request *r) { return reply_address(r, r->db, REQUEST_PARAMS(r, id_params)->id); }

static err address_put(struct request *r, struct tx *tx)
{
	struct address a = *REQUEST_BODY(r, address_change_form);

	a.id = REQUEST_PARAMS(r, id_params)->id;
	TRY(address_change(tx, r->caller.member, &a));
	return reply_address(r, db_of(tx), a.id);
}

static err address_default_post(struct request *r, struct tx *tx)
{
	TRY(address_make_default(tx, r->caller.member, REQUEST_PARAMS(r, id_params)->id));
	return reply_nothing(r);
}

static err address_delete_post(struct request *r, struct tx *tx)
{
	TRY(address_delete(tx, r->caller.member, REQUEST_PARAMS(r, id_params)->id));
	return reply_nothing(r);
}

/* clang-format off */
const struct route shop_address_routes[] = {
	{ .method = METHOD_GET, .path = "/api/shop/addresses", .summary = "The member's addresses, the default first",
	  .who = WHO_MEMBER, .gives = &address_card, .lists = LISTS_CURSOR, .status = 200, .rate = RATE_READ, .read = address_list_get },
	{ .method = METHOD_POST, .path = "/api/shop/addresses", .summary = "A further address",
	  .who = WHO_MEMBER, .takes = TAKES_JSON, .body = &address_form, .body_max = BODY_MAX, .gives = &created_view, .status = 201,
	  .rate = RATE_WRITE, .write = address_post },
	{ .method = METHOD_GET, .path = "/api/shop/addresses/:id", .summary = "One address",
	  .who = WHO_MEMBER, .params = &id_params, .gives = &address_card, .status = 200, .rate = RATE_READ, .read = address_get },
	{ .method = METHOD_PUT, .path = "/api/shop/addresses/:id", .summary = "Changes an address",
	  .who = WHO_MEMBER, .params = &id_params, .takes = TAKES_JSON, .body = &address_change_form, .body_max = BODY_MAX,
	  .gives = &address_card, .status = 200, .rate = RATE_WRITE, .write = address_put },
	{ .method = METHOD_POST, .path = "/api/shop/addresses/:id/default", .summary = "Makes an address the default",
	  .who = WHO_MEMBER, .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = address_default_post },
	{ .method = METHOD_POST, .path = "/api/shop/addresses/:id/delete", .summary = "Takes an address off the list",
	  .who = WHO_MEMBER, .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = address_delete_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */

/* member.c - /api/admin/members: staff look after members. */
#include "../reply.h"
#include "../../views/member.h"

enum { KEYWORD_MAX = 64, PAGE_SIZE = 20, PAGE_SIZE_MAX = 100, PAGE_MAX = 100000 };

SHAPE_DECLARE(member_query, struct member_search);
static const struct field query[] = {
	FIELD(struct member_search, keyword, .max = KEYWORD_MAX, .optional = true),
	FIELD_ENUM(struct member_search, state, member_filter, .optional = true, .absent = MEMBERS_ALL),
	FIELD(struct member_search, page, .min = 1, .max = PAGE_MAX, .optional = true, .absent = 1),
	FIELD(struct member_search, page_size, .min = 1, .max = PAGE_SIZE_MAX, .optional = true, .absent = PAGE_SIZE),
};
const struct shape member_query = SHAPE(member_query, query);

static err member_list_get(struct request *r)
{
	const struct member_search *search = REQUEST_QUERY(r, member_query);
	struct member_list list;
	int64_t total;

	TRY(member_list(r->db, search, &list, &total));
	return reply_page(r, member_entry, &list, &((struct page){ search->page, search->page_size }), total);
}

static err member_get(struct request *r)
{
	struct member member;

	TRY(member_find(r->db, (member_id){ REQUEST_PARAMS(r, id_params)->id }, &member));
	return reply_one(r, 200, member_entry, &member);
}

static err member_disable_post(struct request *r, struct tx *tx)
{
	TRY(member_disable(tx, (member_id){ REQUEST_PARAMS(r, id_params)->id }));
	return reply_nothing(r);
}

static err member_enable_post(struct request *r, struct tx *tx)
{
	TRY(member_enable(tx, (member_id){ REQUEST_PARAMS(r, id_params)->id }));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_member_routes[] = {
	{ .method = METHOD_GET, .path = "/api/admin/members", .summary = "Members, newest first",
	  .who = WHO_STAFF, .permit = PERMIT_MEMBER_READ, .query = &member_query, .gives = &member_entry, .lists = LISTS_PAGES,
	  .status = 200, .rate = RATE_READ, .read = member_list_get },
	{ .method = METHOD_GET, .path = "/api/admin/members/:id", .summary = "One member",
	  .who = WHO_STAFF, .permit = PERMIT_MEMBER_READ, .params = &id_params, .gives = &member_entry, .status = 200,
	  .rate = RATE_READ, .read = member_get },
	{ .method = METHOD_POST, .path = "/api/admin/members/:id/disable", .summary = "Disables a member; his sessions end",
	  .who = WHO_STAFF, .permit = PERMIT_MEMBER_DISABLE, .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = member_disable_post },
	{ .method = METHOD_POST, .path = "/api/admin/members/:id/enable", .summary = "Lets a member in again",
	  .who = WHO_STAFF, .permit = PERMIT_MEMBER_DISABLE, .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = member_enable_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */

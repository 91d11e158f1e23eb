/* content.h - the handlers and routes that all kinds of content have, about the table of that name. */
#ifndef ADMIN_CONTENT_H
#define ADMIN_CONTENT_H
#include "../reply.h"
#include "../../views/content.h"

enum { ITEM_BODY_MAX = 16384, WRITING_BODY_MAX = 1 << 20 }; /* the latter: 60 000 characters in three languages */

/* clang-format off */
#define CONTENT_HANDLERS(thing) \
	static err publish_post(struct request *r, struct tx *tx) \
	{ \
		TRY(content_publish(tx, &thing##_table, REQUEST_PARAMS(r, id_params)->id)); \
		return reply_nothing(r); \
	} \
	static err off_post(struct request *r, struct tx *tx) \
	{ \
		TRY(content_take_off(tx, &thing##_table, REQUEST_PARAMS(r, id_params)->id)); \
		return reply_nothing(r); \
	} \
	static err delete_post(struct request *r, struct tx *tx) \
	{ \
		TRY(content_delete(tx, &thing##_table, REQUEST_PARAMS(r, id_params)->id)); \
		return reply_nothing(r); \
	} \
	static err order_post(struct request *r, struct tx *tx) \
	{ \
		TRY(content_arrange(tx, r->arena, &thing##_table, &REQUEST_BODY(r, content_order_form)->items)); \
		return reply_nothing(r); \
	}

#define CONTENT_ACT(at, sentence, handler) \
	{ .method = METHOD_POST, .path = at, .summary = sentence, .who = WHO_STAFF, .permit = PERMIT_CONTENT_WRITE, \
	  .params = &id_params, .status = 204, .rate = RATE_WRITE, .write = handler }

/* a: "a banner"; all: "banners"; of: how its shapes are called. */
#define CONTENT_ROUTES(at, a, all, of, form, most) \
	{ .method = METHOD_GET, .path = at, .summary = "All " all ", as they stand", .who = WHO_STAFF, .permit = PERMIT_CONTENT_READ, \
	  .gives = &of##_line, .lists = LISTS_CURSOR, .status = 200, .read = list_get }, \
	{ .method = METHOD_POST, .path = at, .summary = "Add " a ", as a draft", .who = WHO_STAFF, .permit = PERMIT_CONTENT_WRITE, \
	  .takes = TAKES_JSON, .body_max = most, .body = &form##_create_form, .gives = &created_view, .status = 201, \
	  .rate = RATE_WRITE, .write = list_post }, \
	{ .method = METHOD_POST, .path = at "/order", .summary = "Put all " all " in this order", .who = WHO_STAFF, \
	  .permit = PERMIT_CONTENT_WRITE, .takes = TAKES_JSON, .body_max = ITEM_BODY_MAX, .body = &content_order_form, .status = 204, \
	  .rate = RATE_WRITE, .write = order_post }, \
	{ .method = METHOD_GET, .path = at "/:id", .summary = "One whole, in all its languages", .who = WHO_STAFF, \
	  .permit = PERMIT_CONTENT_READ, .params = &id_params, .gives = &of##_staff, .status = 200, .read = one_get }, \
	{ .method = METHOD_PUT, .path = at "/:id", .summary = "Change " a, .who = WHO_STAFF, .permit = PERMIT_CONTENT_WRITE, \
	  .params = &id_params, .takes = TAKES_JSON, .body_max = most, .body = &form##_update_form, .status = 204, \
	  .rate = RATE_WRITE, .write = one_put }, \
	CONTENT_ACT(at "/:id/publish", "Show " a " to buyers", publish_post), \
	CONTENT_ACT(at "/:id/off", "Show " a " to nobody", off_post), \
	CONTENT_ACT(at "/:id/delete", "Delete " a, delete_post)
/* clang-format on */
#endif

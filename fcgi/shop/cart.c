/* cart.c - /api/shop/cart: a member's cart, or that of a browser nobody signed in on. */
#include "../reply.h"
#include "../session.h"
#include "../../model/session.h"
#include "../../model/settings.h"
#include "../../views/order.h"

enum { GUEST_CART_S = 30 * 86400 };

struct line_path {
	int64_t sku;
};
SHAPE_DECLARE(cart_line_params, struct line_path);
static const struct field path_fields[] = { FIELD(struct line_path, sku, .min = 1, .max = INT64_MAX) };
const struct shape cart_line_params = SHAPE(cart_line_params, path_fields);

struct line_form {
	int32_t quantity;
	bool selected;
};
SHAPE_DECLARE(cart_line_form, struct line_form);
static const struct field form_fields[] = {
	FIELD(struct line_form, quantity, .min = 1, .max = QUANTITY_MAX),
	FIELD(struct line_form, selected),
};
const struct shape cart_line_form = SHAPE(cart_line_form, form_fields);

struct selection {
	bool selected;
};
SHAPE_DECLARE(cart_selection_form, struct selection);
static const struct field selection_fields[] = { FIELD(struct selection, selected) };
const struct shape cart_selection_form = SHAPE(cart_selection_form, selection_fields);

static struct cart_owner owner_of(const struct request *r)
{
	if (r->caller.who == WHO_MEMBER)
		return (struct cart_owner){ .member = r->caller.member };
	return (struct cart_owner){ .guest = request_cookie(r, GUEST_COOKIE) };
}

static err cart_get(struct request *r)
{
	struct cart_view view = { 0 };

	TRY(cart_lines_of(r->db, owner_of(r), &view.lines));
	for (size_t i = 0; i < view.lines.n; i++) {
		const struct cart_line *l = &view.lines.at[i];
		if (!l->selected || !l->on_sale)
			continue;
		view.selected_quantity += l->quantity;
		view.selected_amount.fen += l->price.fen * l->quantity; /* 200 lines of 9999 at 10^8 fen: far from 2^63 */
		view.can_check_out = true;
	}
	return reply_one(r, 200, cart, &view);
}

static err line_post(struct request *r, struct tx *tx)
{
	struct cart_owner owner = owner_of(r);

	if (!owner.member.id && !owner.guest) {
		char *guest = arena_alloc(r->arena, SESSION_TEXT, 1);
		if (!guest)
			return ERR_NOMEM;
		session_random(guest);
		owner.guest = guest;
		TRY(reply_nothing(r));
		TRY(reply_cookie(r, GUEST_COOKIE, guest, GUEST_CART_S));
	}
	const err e = cart_add(tx, owner, REQUEST_BODY(r, wish_row));
	if (e == ERR_INVALID) /* with what lay there already */
		problem_add_bound(&r->problem, "quantity", SAY_TOO_LARGE, QUANTITY_MAX);
	TRY(e);
	return reply_nothing(r);
}

static err line_put(struct request *r, struct tx *tx)
{
	const struct line_form *form = REQUEST_BODY(r, cart_line_form);

	TRY(cart_set(tx, owner_of(r), REQUEST_PARAMS(r, cart_line_params)->sku, form->quantity, form->selected));
	return reply_nothing(r);
}

static err line_delete(struct request *r, struct tx *tx)
{
	TRY(cart_remove(tx, owner_of(r), REQUEST_PARAMS(r, cart_line_params)->sku));
	return reply_nothing(r);
}

static err selection_post(struct request *r, struct tx *tx)
{
	TRY(cart_select_all(tx, owner_of(r), REQUEST_BODY(r, cart_selection_form)->selected));
	return reply_nothing(r);
}

/* clang-format off */
const struct route shop_cart_routes[] = {
	{ .method = METHOD_GET, .path = "/api/shop/cart", .summary = "The cart", .who = WHO_ANYONE,
	  .gives = &cart, .status = 200, .read = cart_get },
	{ .method = METHOD_POST, .path = "/api/shop/cart/lines", .summary = "Put into the cart", .who = WHO_ANYONE, .rate = RATE_WRITE,
	  .takes = TAKES_JSON, .body = &wish_row, .body_max = 1024, .status = 204, .write = line_post },
	{ .method = METHOD_PUT, .path = "/api/shop/cart/lines/:sku", .summary = "Change a line of the cart", .who = WHO_ANYONE, .rate = RATE_WRITE,
	  .params = &cart_line_params, .takes = TAKES_JSON, .body = &cart_line_form, .body_max = 1024, .status = 204, .write = line_put },
	{ .method = METHOD_DELETE, .path = "/api/shop/cart/lines/:sku", .summary = "Take out of the cart", .who = WHO_ANYONE, .rate = RATE_WRITE,
	  .params = &cart_line_params, .status = 204, .write = line_delete },
	{ .method = METHOD_POST, .path = "/api/shop/cart/selection", .summary = "Select all lines, or none", .who = WHO_ANYONE, .rate = RATE_WRITE,
	  .takes = TAKES_JSON, .body = &cart_selection_form, .body_max = 1024, .status = 204, .write = selection_post },
	{ .method = METHOD_NONE }
};
/* clang-format on */

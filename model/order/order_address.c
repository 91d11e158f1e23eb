#include "order_address.h"
#include "order_private.h"
#include <string.h>

enum { MASK_KEEPS = 3, MASK_TAIL = 4 };

/* The version says that it is still as it was read. */
DB_COMMAND(order_address_update,
	"UPDATE shop_order SET receiver_name = :name, receiver_phone = :phone, region = :region, province = :province, city = :city,"
	"  district = :district, address = :detail, version = version + 1 WHERE id = :order AND version = :version");

const struct query *const order_address_queries[] = { &order_address_update_query, NULL };

/* "张三 138****0007 广东省 深圳市 南山区 科技园 1 号" */
static const char *say_address(struct arena *arena, const struct address *a)
{
	struct text t = { .arena = arena };
	const size_t n = strlen(a->phone);
	const size_t head = n > MASK_KEEPS + MASK_TAIL ? MASK_KEEPS : 0, tail = n > MASK_KEEPS + MASK_TAIL ? MASK_TAIL : 0;

	text_printf(&t, "%s %.*s****%s %s %s %s%s%s%c", a->name, (int)head, a->phone, a->phone + n - tail, a->province, a->city,
		a->district, *a->district ? " " : "", a->detail, '\0');
	return t.failed ? NULL : t.at;
}

static struct address address_of(const struct order *o)
{
	return (struct address){ .name = o->receiver_name,
		.phone = o->receiver_phone,
		.region = o->region,
		.province = o->province,
		.city = o->city,
		.district = o->district,
		.detail = o->address };
}

static bool may_change(enum order_state state)
{
	enum order_state to;

	return order_edge(state, EVENT_ADDRESS, &to) == OK;
}

static err change(struct tx *tx, const struct order *was, const struct address *to, const char *actor)
{
	struct arena *arena = db_arena(db_of(tx));
	const struct address from = address_of(was);
	struct address written = *to;
	const int64_t order = was->id;
	const struct order_note note = {
		.event = EVENT_ADDRESS, .act = { actor, "" }, .before = say_address(arena, &from), .after = say_address(arena, to)
	};

	if (!note.before || !note.after)
		return ERR_NOMEM;
	written.version = was->version;
	TRY(db_exec_from(tx, order_address_update, address_row, &written, order));
	if (db_changed(tx) != 1)
		return ERR_CONFLICT;
	return order_note(tx, order, was->state, &note);
}

err order_change_address(struct tx *tx, int64_t order, int32_t version, const struct address *to, const char *actor)
{
	struct order was;

	TRY(order_by_id(db_of(tx), order, &was));
	if (!may_change(was.state))
		return ORDER_STATE;
	return was.version == version ? change(tx, &was, to, actor) : ERR_CONFLICT;
}

err order_change_address_own(struct tx *tx, member_id member, const char *number, int64_t address, const char *actor)
{
	struct address to;
	struct order was;

	TRY(order_by_number(db_of(tx), number, &was));
	if (was.member_id.id != member.id)
		return ERR_NOT_FOUND;
	TRY(address_find(db_of(tx), member, address, &to));
	if (!may_change(was.state))
		return ORDER_STATE;
	return was.picking_at.has ? ORDER_PICKING : change(tx, &was, &to, actor);
}

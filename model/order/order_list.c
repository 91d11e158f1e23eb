#include "order_list.h"
#include "../limit.h"
#include "order_private.h"
#include <string.h>

WORDS_DEFINE(order_tab, ORDER_TABS);

#define UNPAID_STATES "'UNPAID'"
#define TO_SHIP_STATES "'PAID', 'WAIT_GROUP', 'SHIPPED_PART'"
#define TO_RECEIVE_STATES "'SHIPPED', 'TO_COLLECT'"
#define TAB_IS(tab, states) "(:tab = '" tab "' AND o.state IN (" states "))"

struct tab_query {
	member_id member;
	enum order_tab tab;
	int64_t before;
	int32_t limit;
};
SHAPE_DECLARE(order_tab_query, struct tab_query);
static const struct field tab_fields[] = {
	FIELD(struct tab_query, member),
	FIELD_ENUM(struct tab_query, tab, order_tab),
	FIELD(struct tab_query, before),
	FIELD(struct tab_query, limit),
};
const struct shape order_tab_query = SHAPE(order_tab_query, tab_fields);

/* clang-format off */
DB_QUERY(order_list_member, order_row,
	"SELECT " ORDER_COLUMNS " FROM shop_order o WHERE o.member_id = :member AND o.id < :before AND (:tab = 'all' OR "
	TAB_IS("unpaid", UNPAID_STATES) " OR " TAB_IS("to_ship", TO_SHIP_STATES) " OR "
	TAB_IS("to_receive", TO_RECEIVE_STATES) " OR " TAB_IS("done", "'COMPLETED', 'SETTLED'") " OR "
	TAB_IS("closed", "'CANCELLING', 'CANCELLED', 'REFUNDING', 'REFUNDED'") ") ORDER BY o.id DESC LIMIT :limit");
/* clang-format on */

DB_QUERY(order_select_own, order_row,
	"SELECT " ORDER_COLUMNS " FROM shop_order o WHERE o.number = :number AND o.member_id = :member");

struct search_row {
	const char *state, *number, *payment, *phone;
	maybe_int64 member;
	maybe_moment from, until;
	int32_t limit, skip;
};
SHAPE_DECLARE(order_search_row, struct search_row);
static const struct field search_fields[] = {
	FIELD(struct search_row, state),
	FIELD(struct search_row, number),
	FIELD(struct search_row, payment),
	FIELD(struct search_row, phone),
	FIELD(struct search_row, member),
	FIELD(struct search_row, from),
	FIELD(struct search_row, until),
	FIELD(struct search_row, limit),
	FIELD(struct search_row, skip),
};
const struct shape order_search_row = SHAPE(order_search_row, search_fields);

/* The server folds a parameter that is NULL before it plans, so each filter costs only when it is there. */
#define FILTERS \
	" WHERE (:state IS NULL OR o.state = :state) AND (:number IS NULL OR o.number = :number)" \
	" AND (:payment IS NULL OR o.id = (SELECT p.order_id FROM payment p WHERE p.number = :payment))" \
	" AND (:phone_index IS NULL OR o.receiver_phone_index = :phone_index) AND (:member IS NULL OR o.member_id = :member)" \
	" AND (:from IS NULL OR o.created_at >= :from) AND (:until IS NULL OR o.created_at < :until)"

SHAPE_DECLARE(order_named_row, struct order);
static const struct field named_fields[] = { ORDER_ROW_FIELDS, FIELD(struct order, member_name) };
const struct shape order_named_row = SHAPE(order_named_row, named_fields);

#define NAMED "SELECT " ORDER_COLUMNS ", m.nickname AS member_name FROM shop_order o LEFT JOIN member m ON m.id = o.member_id"
DB_QUERY(order_select_named, order_named_row, NAMED " WHERE o.id = :id");
DB_QUERY(order_search_page, order_named_row, NAMED FILTERS " ORDER BY o.id DESC LIMIT :limit OFFSET :skip");

DB_QUERY(order_search_count, counted_row, COUNTED(" FROM shop_order o" FILTERS));

DB_COMMAND(order_remark_update, "UPDATE shop_order SET staff_remark = :staff_remark, version = version + 1 WHERE id = :order");

static const struct field counts_fields[] = {
	FIELD(struct order_counts, unpaid),
	FIELD(struct order_counts, to_ship),
	FIELD(struct order_counts, shipped),
	FIELD(struct order_counts, refunding),
	FIELD(struct order_counts, now),
};
const struct shape order_counts_row = SHAPE(order_counts_row, counts_fields);

#define IN_STATE(states) \
	"(SELECT COUNT(*) FROM (SELECT 1 FROM shop_order WHERE state IN (" states ") LIMIT " LIMIT_TEXT(COUNTED_MAX) ") t)"
DB_QUERY(order_counts_select, order_counts_row,
	"SELECT " IN_STATE("'UNPAID'") " AS unpaid, " IN_STATE("'PAID', 'SHIPPED_PART'") " AS to_ship, " IN_STATE(
		"'SHIPPED'") " AS shipped, " IN_STATE("'REFUNDING'") " AS refunding, NOW(3) AS now");

static const struct field own_fields[] = {
	FIELD(struct order_counts_own, unpaid),
	FIELD(struct order_counts_own, to_ship),
	FIELD(struct order_counts_own, to_receive),
};
const struct shape order_counts_own_row = SHAPE(order_counts_own_row, own_fields);

/* Each from shop_order_member_state alone, which has all it needs. */
#define OWN_IN_STATE(states) \
	"(SELECT COUNT(*) FROM (SELECT 1 FROM shop_order WHERE member_id = :member AND state IN (" states ") LIMIT 100) t)"
DB_QUERY(order_counts_member, order_counts_own_row,
	"SELECT " OWN_IN_STATE(UNPAID_STATES) " AS unpaid, " OWN_IN_STATE(TO_SHIP_STATES) " AS to_ship, " OWN_IN_STATE(
		TO_RECEIVE_STATES) " AS to_receive");

const struct query *const order_list_queries[] = { &order_list_member_query, &order_select_own_query, &order_select_named_query,
	&order_search_page_query, &order_search_count_query, &order_remark_update_query, &order_counts_select_query,
	&order_counts_member_query, NULL };

/* One more than asked for tells whether there are more. */
err order_list_of(
	struct db *db, member_id member, enum order_tab tab, struct cursor at, int32_t limit, struct order_list *out, bool *more)
{
	const struct tab_query q = { member, tab, at.id, limit + 1 };
	struct order_list list;

	TRY(db_all_from(db, order_list_member, &list, order_tab_query, &q));
	*more = list.n > (size_t)limit;
	if (*more)
		list.n--;
	TRY(order_attach_lines(db, &list));
	*out = list;
	return OK;
}

err order_of(struct db *db, member_id member, const char *number, struct order *out)
{
	struct order order;

	TRY(db_one(db, order_select_own, &order, member, number));
	TRY(order_lines_of(db, order.id, &order.lines));
	*out = order;
	return OK;
}

err order_named(struct db *db, int64_t id, struct order *out) { return db_one(db, order_select_named, out, id); }

err order_search(struct db *db, const struct order_filter *f, struct order_list *out, int64_t *total)
{
	const bool paid_by = f->number && *f->number == 'P'; /* an order's number is all digits */
	const struct search_row q = { .state = f->state ? order_state_words.at[f->state] : NULL,
		.number = paid_by ? NULL : f->number,
		.payment = paid_by ? f->number : NULL,
		.phone = f->phone,
		.member = f->member,
		.from = f->from,
		.until = f->until,
		.limit = f->page_size,
		.skip = (f->page - 1) * f->page_size };
	struct order_list list;
	struct counted count;

	TRY(db_all_from(db, order_search_page, &list, order_search_row, &q));
	TRY(db_one_from(db, order_search_count, &count, order_search_row, &q));
	TRY(order_attach_lines(db, &list));
	*out = list;
	*total = count.total;
	return OK;
}

err order_remark(struct tx *tx, int64_t order, const char *staff_remark, int32_t version, const char *actor)
{
	struct order is;

	TRY(order_lock(tx, order, &is));
	if (is.version != version)
		return ERR_CONFLICT;
	if (strcmp(is.staff_remark, staff_remark) == 0)
		return OK;
	TRY(db_exec(tx, order_remark_update, order, staff_remark));
	return order_note(tx, order, is.state,
		&(struct order_note){
			.event = EVENT_NOTE, .act = { actor, "" }, .before = is.staff_remark, .after = staff_remark });
}

err order_count_all(struct db *db, struct order_counts *out) { return db_one(db, order_counts_select, out); }

err order_count_own(struct db *db, member_id member, struct order_counts_own *out)
{
	return db_one(db, order_counts_member, out, member);
}

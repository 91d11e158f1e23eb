#include "submit.h"
#include "../limit.h"
#include "order_private.h"
#include "../goods/stock.h"
#include "../ids.h"
#include "../../lib/number.h"
#include <string.h>

enum { NUMBER_LENGTH = 18, TRIES = UNPAID_MAX_MOST + 1 };

struct insert {
	const char *number;
	member_id member;
	int64_t address;
	const char *source, *remark;
	int32_t quantity, slot;
	money goods_amount, discount_amount, freight_amount, pay_amount;
	moment created_at, expires_at;
};
SHAPE_DECLARE(order_insert_row, struct insert);
static const struct field insert_fields[] = {
	FIELD(struct insert, number),
	FIELD(struct insert, member),
	FIELD(struct insert, address),
	FIELD(struct insert, source),
	FIELD(struct insert, remark),
	FIELD(struct insert, quantity),
	FIELD(struct insert, slot),
	FIELD(struct insert, goods_amount),
	FIELD(struct insert, discount_amount),
	FIELD(struct insert, freight_amount),
	FIELD(struct insert, pay_amount),
	FIELD(struct insert, created_at),
	FIELD(struct insert, expires_at),
};
const struct shape order_insert_row = SHAPE(order_insert_row, insert_fields);

/* The address as it is now, its sealed parts as they lie there: nothing inserted when it is missing. */
DB_COMMAND(order_insert,
	"INSERT INTO shop_order (number, member_id, unpaid_slot, state, source, receiver_name, receiver_phone, receiver_phone_index, region,"
	"  province, city, district, address, quantity, goods_amount, discount_amount, freight_amount, pay_amount, remark, created_at,"
	"  expires_at, next_sweep_at)"
	" SELECT :number, a.member_id, :slot, 'UNPAID', :source, a.name, a.phone, a.phone_index, a.region,"
	"  a.province, a.city, a.district, a.detail, :quantity, :goods_amount, :discount_amount, :freight_amount, :pay_amount, :remark, :created_at,"
	"  :expires_at, :expires_at"
	" FROM address a WHERE a.id = :address AND a.member_id = :member AND a.state = 'ACTIVE'");

/* Of the unpaid orders, lowest first. */
struct slot {
	int32_t slot;
};
struct slots {
	struct slot *at;
	size_t n;
};
SHAPE_DECLARE(submit_slot_row, struct slot);
static const struct field slot_fields[] = { FIELD(struct slot, slot) };
const struct shape submit_slot_row = SHAPE(submit_slot_row, slot_fields);

DB_QUERY(submit_select_slots, submit_slot_row,
	"SELECT unpaid_slot AS slot FROM shop_order WHERE member_id = :member AND unpaid_slot > 0 ORDER BY unpaid_slot LIMIT " LIMIT_TEXT(
		UNPAID_MAX_MOST));

/* Numbers travel as JSON, texts come from the rows themselves. */
#define NUMBER(path) IDS_VALUE(":lines", "s.id", path)
/* clang-format off */
DB_COMMAND(order_line_insert,
	"INSERT INTO order_line (order_id, position, product_id, sku_id, title, options, image, price, quantity, freight_share, pay_amount)"
	" SELECT :order, " NUMBER("[0]") ", s.product_id, s.id, p.title, CONCAT_WS(' / ', NULLIF(s.value1, ''), NULLIF(s.value2, ''), NULLIF(s.value3, '')),"
	"  COALESCE(s.image, p.image), " NUMBER("[1]") ", " NUMBER("[2]") ", " NUMBER("[3]") ", " NUMBER("[4]")
	" FROM sku s FORCE INDEX (PRIMARY) STRAIGHT_JOIN product p ON p.id = s.product_id WHERE s.id IN " IDS_IN " ORDER BY s.id");
/* clang-format on */

struct address_found {
	int64_t id;
};
SHAPE_DECLARE(submit_address_row, struct address_found);
static const struct field address_fields[] = { FIELD(struct address_found, id) };
const struct shape submit_address_row = SHAPE(submit_address_row, address_fields);

DB_QUERY(submit_select_address, submit_address_row,
	"SELECT id FROM address WHERE id = :address AND member_id = :member AND state = 'ACTIVE'");

const struct query *const submit_queries[] = { &order_insert_query, &order_line_insert_query, &submit_select_slots_query,
	&submit_select_address_query, NULL };

static err find_slot(struct db *db, const struct insert *row, int32_t unpaid_max, int32_t *out)
{
	struct address_found found;
	struct slots taken;
	int32_t slot = 1;

	TRY(db_all(db, submit_select_slots, &taken, row->member));
	for (size_t i = 0; i < taken.n && taken.at[i].slot == slot; i++)
		slot++;
	if (slot > unpaid_max) {
		TRY(db_one(db, submit_select_address, &found, row->address, row->member));
		return ORDER_UNPAID_LIMIT;
	}
	*out = slot;
	return OK;
}

/* A slot or a number that somebody took in this very moment is tried again: what was read is only a
 * guess, the unique key decides. */
static err insert_order(struct tx *tx, struct insert *row, int32_t unpaid_max, int64_t *id)
{
	char *number = ARENA_NEW(db_arena(db_of(tx)), char, NUMBER_TEXT);
	err e = number ? ERR_DUPLICATE : ERR_NOMEM;

	for (int i = 0; i < TRIES && e == ERR_DUPLICATE; i++) {
		TRY(find_slot(db_of(tx), row, unpaid_max, &row->slot));
		number_draw("2", NUMBER_LENGTH, number);
		row->number = number;
		e = db_exec_from(tx, order_insert, order_insert_row, row);
	}
	TRY(e);
	if (db_changed(tx) != 1)
		return ERR_NOT_FOUND;
	*id = db_last_id(tx);
	return OK;
}

static void add_numbers(struct text *text, size_t position, const struct price_line *l)
{
	const int64_t number[] = { (int64_t)position, l->price.fen, l->quantity, l->freight_share.fen, l->pay_amount.fen };

	text_puts(text, "\"");
	text_int(text, l->sku_id);
	for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
		text_puts(text, i ? "," : "\":[");
		text_int(text, number[i]);
	}
	text_puts(text, "]");
}

static err insert_some(struct tx *tx, int64_t order, const struct price_line *line, size_t position, size_t n)
{
	struct text text = { .arena = db_arena(db_of(tx)) };
	int64_t id[IDS_AT_ONCE];

	for (size_t i = 0; i < n; i++) {
		id[i] = line[i].sku_id;
		text_puts(&text, i ? "," : "{");
		add_numbers(&text, position + i, &line[i]);
	}
	text_add(&text, "}", 2);
	if (text.failed)
		return ERR_NOMEM;
	const struct ids ids = ids_of(id, n);
	const char *lines = text.at;
	TRY(db_exec_from(tx, order_line_insert, ids_row, &ids, order, lines));
	return db_changed(tx) == (int64_t)n ? OK : GOODS_NOT_ON_SALE;
}

static err insert_lines(struct tx *tx, int64_t order, const struct price_lines *lines)
{
	for (size_t from = 0; from < lines->n; from += IDS_AT_ONCE)
		TRY(insert_some(
			tx, order, lines->at + from, from + 1, lines->n - from < IDS_AT_ONCE ? lines->n - from : IDS_AT_ONCE));
	return OK;
}

static err take_stock(struct tx *tx, const struct price *price, const char *number)
{
	struct stock_lines lines = { ARENA_NEW(db_arena(db_of(tx)), struct stock_line, price->lines.n), 0 };

	if (!lines.at)
		return ERR_NOMEM;
	for (; lines.n < price->lines.n; lines.n++)
		lines.at[lines.n] = (struct stock_line){ price->lines.at[lines.n].sku_id, price->lines.at[lines.n].quantity };
	return stock_take(tx, &lines, number);
}

/* The stock last: its rows are the hot ones, and are held no longer than must be. */
err order_submit(struct tx *tx, const struct rules_settings *rules, const struct submission *s, const struct wishes *wishes,
	struct order *out)
{
	struct text actor = { .arena = db_arena(db_of(tx)) };
	struct price price;
	int64_t id;

	TRY(price_compute(db_of(tx), rules, wishes, &price));
	if (s->expected.has && s->expected.is.fen != price.pay_amount.fen)
		return ORDER_PRICE_CHANGED;
	struct insert row = { .member = s->member,
		.address = s->address,
		.source = s->source,
		.remark = s->remark ? s->remark : "",
		.quantity = price.quantity,
		.goods_amount = price.goods_amount,
		.discount_amount = price.discount_amount,
		.freight_amount = price.freight_amount,
		.pay_amount = price.pay_amount,
		.created_at = price.now,
		.expires_at = { price.now.ms + rules->pay_within * 1000 } };
	TRY(insert_order(tx, &row, rules->unpaid_max, &id));
	text_printf(&actor, "member:%lld%c", (long long)s->member.id, '\0');
	if (actor.failed)
		return ERR_NOMEM;
	TRY(insert_lines(tx, id, &price.lines));
	TRY(order_log_first(tx, id, (struct act){ actor.at, "" }));
	TRY(take_stock(tx, &price, row.number));
	if (price.pay_amount.fen > 0) {
		*out = (struct order){ .id = id,
			.number = row.number,
			.member_id = s->member,
			.state = ORDER_UNPAID,
			.quantity = row.quantity,
			.goods_amount = row.goods_amount,
			.discount_amount = row.discount_amount,
			.freight_amount = row.freight_amount,
			.pay_amount = row.pay_amount,
			.created_at = row.created_at,
			.expires_at = row.expires_at,
			.now = price.now };
		return OK;
	}
	TRY(order_move(tx, id, ORDER_UNPAID, EVENT_FREE, (struct act){ actor.at, "" }));
	return order_by_id(db_of(tx), id, out);
}

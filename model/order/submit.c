#include "submit.h"
#include "order_private.h"
#include "../goods/stock.h"
#include "../../lib/number.h"
#include <string.h>

enum { NUMBER_LENGTH = 18, SLOTS_MAX = 20, TRIES = SLOTS_MAX + 1 };

struct insert {
	const char *number;
	member_id member;
	int64_t address;
	const char *source, *remark;
	int32_t quantity, unpaid_max;
	money goods_amount, discount_amount, freight_amount, pay_amount;
	int64_t pay_within;
};
SHAPE_DECLARE(order_insert_row, struct insert);
static const struct field insert_fields[] = {
	FIELD(struct insert, number),
	FIELD(struct insert, member),
	FIELD(struct insert, address),
	FIELD(struct insert, source),
	FIELD(struct insert, remark),
	FIELD(struct insert, quantity),
	FIELD(struct insert, unpaid_max),
	FIELD(struct insert, goods_amount),
	FIELD(struct insert, discount_amount),
	FIELD(struct insert, freight_amount),
	FIELD(struct insert, pay_amount),
	FIELD(struct insert, pay_within),
};
const struct shape order_insert_row = SHAPE(order_insert_row, insert_fields);

/* The lowest free slot, and the address as it is now: nothing inserted when either is missing. */
DB_COMMAND(order_insert,
	"INSERT INTO shop_order (number, member_id, unpaid_slot, state, source, receiver_name, receiver_phone, region, province,"
	"  city, district, address, quantity, goods_amount, discount_amount, freight_amount, pay_amount, remark, created_at,"
	"  expires_at, next_sweep_at)"
	" SELECT :number, a.member_id, s.slot, 'UNPAID', :source, a.name, a.phone, a.region, a.province,"
	"  a.city, a.district, a.detail, :quantity, :goods_amount, :discount_amount, :freight_amount, :pay_amount, :remark, NOW(3),"
	"  NOW(3) + INTERVAL :pay_within SECOND, NOW(3) + INTERVAL :pay_within SECOND"
	" FROM address a JOIN (SELECT 1 AS slot UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5"
	"  UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11"
	"  UNION ALL SELECT 12 UNION ALL SELECT 13 UNION ALL SELECT 14 UNION ALL SELECT 15 UNION ALL SELECT 16 UNION ALL SELECT 17"
	"  UNION ALL SELECT 18 UNION ALL SELECT 19 UNION ALL SELECT 20) s"
	"  ON s.slot <= :unpaid_max AND NOT EXISTS"
	"  (SELECT 1 FROM shop_order u WHERE u.member_id = :member AND u.unpaid_slot = s.slot)"
	" WHERE a.id = :address AND a.member_id = :member AND a.state = 'ACTIVE' ORDER BY s.slot LIMIT 1");

/* Numbers travel as JSON, texts come from the rows themselves: any count of lines is one statement. */
DB_COMMAND(order_line_insert,
	"INSERT INTO order_line (order_id, position, product_id, sku_id, title, options, image, price, quantity, freight_share, pay_amount)"
	" SELECT :order, t.position, s.product_id, s.id, p.title, CONCAT_WS(' / ', NULLIF(s.value1, ''), NULLIF(s.value2, ''), NULLIF(s.value3, '')),"
	"  COALESCE(s.image, p.image), t.price, t.quantity, t.freight_share, t.pay_amount"
	" FROM JSON_TABLE(:lines, '$[*]' COLUMNS (position BIGINT PATH '$[0]', sku_id BIGINT PATH '$[1]', price BIGINT PATH '$[2]',"
	"  quantity BIGINT PATH '$[3]', freight_share BIGINT PATH '$[4]', pay_amount BIGINT PATH '$[5]')) t"
	" JOIN sku s ON s.id = t.sku_id JOIN product p ON p.id = s.product_id");

struct address_found { int64_t id; };
SHAPE_DECLARE(submit_address_row, struct address_found);
static const struct field address_fields[] = { FIELD(struct address_found, id) };
const struct shape submit_address_row = SHAPE(submit_address_row, address_fields);

DB_QUERY(submit_select_address, submit_address_row,
	"SELECT id FROM address WHERE id = :address AND member_id = :member AND state = 'ACTIVE'");

const struct query *const submit_queries[] = {
	&order_insert_query, &order_line_insert_query, &submit_select_address_query, NULL
};

/* A slot or a number that somebody took in this very moment is tried again. */
static err insert_order(struct tx *tx, struct insert *row, int64_t *id)
{
	struct address_found found;
	char number[NUMBER_TEXT];
	err e = ERR_DUPLICATE;

	for (int i = 0; i < TRIES && e == ERR_DUPLICATE; i++) {
		number_draw("2", NUMBER_LENGTH, number);
		row->number = number;
		e = db_exec_from(tx, order_insert, order_insert_row, row);
	}
	TRY(e);
	if (db_changed(tx) == 1) {
		*id = db_last_id(tx);
		return OK;
	}
	TRY(db_one(db_of(tx), submit_select_address, &found, row->address, row->member));
	return ORDER_UNPAID_LIMIT;
}

static err insert_lines(struct tx *tx, int64_t order, const struct price *price)
{
	struct text text = { .arena = db_arena(db_of(tx)) };

	for (size_t i = 0; i < price->lines.n; i++) {
		const struct price_line *l = &price->lines.at[i];
		text_printf(&text, "%s[%zu,%lld,%lld,%d,%lld,%lld]", i ? "," : "[", i + 1, (long long)l->sku_id, (long long)l->price.fen,
		            l->quantity, (long long)l->freight_share.fen, (long long)l->pay_amount.fen);
	}
	text_printf(&text, "]%c", '\0');
	if (text.failed)
		return ERR_NOMEM;
	const char *lines = text.at;
	TRY(db_exec(tx, order_line_insert, order, lines));
	return db_changed(tx) == (int64_t)price->lines.n ? OK : GOODS_NOT_ON_SALE;
}

/* The stock last: its rows are the hot ones, and are held no longer than must be. */
err order_submit(struct tx *tx, const struct rules_settings *rules, const struct submission *s, const struct wishes *wishes, struct order *out)
{
	struct text actor = { .arena = db_arena(db_of(tx)) };
	struct price price;
	int64_t id;

	TRY(price_compute(db_of(tx), rules, wishes, &price));
	if (s->expected.has && s->expected.is.fen != price.pay_amount.fen)
		return ORDER_PRICE_CHANGED;
	struct insert row = { .member = s->member, .address = s->address, .source = s->source, .remark = s->remark ? s->remark : "",
		.quantity = price.quantity, .unpaid_max = rules->unpaid_max < SLOTS_MAX ? rules->unpaid_max : SLOTS_MAX,
		.goods_amount = price.goods_amount, .discount_amount = price.discount_amount, .freight_amount = price.freight_amount,
		.pay_amount = price.pay_amount, .pay_within = rules->pay_within };
	TRY(insert_order(tx, &row, &id));
	text_printf(&actor, "member:%lld%c", (long long)s->member.id, '\0');
	if (actor.failed)
		return ERR_NOMEM;
	TRY(insert_lines(tx, id, &price));
	TRY(order_log_first(tx, id, (struct act){ actor.at, "" }));
	TRY(order_by_id(db_of(tx), id, out));
	for (size_t i = 0; i < price.lines.n; i++)
		TRY(stock_take(tx, price.lines.at[i].sku_id, price.lines.at[i].quantity, out->number));
	if (price.pay_amount.fen > 0)
		return OK;
	TRY(order_move(tx, id, ORDER_UNPAID, EVENT_FREE, (struct act){ actor.at, "" }));
	return order_by_id(db_of(tx), id, out);
}

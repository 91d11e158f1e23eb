#include "order_price.h"
#include "order_private.h"
#include "price.h"
#include "../../lib/money.h"
#include "../../lib/must.h"

ORDER_PRICE_ERRORS(ERR_DEFINE)

/* clang-format off */
static const struct field form[] = {
	FIELD(struct order_price, was_amount, .min = 1, .max = INT64_MAX),
	FIELD(struct order_price, goods_amount, .min = 0, .max = INT64_MAX),
	FIELD(struct order_price, freight_amount, .min = 0, .max = ORDER_FREIGHT_MAX),
	FIELD(struct order_price, reason, .min = 1, .max = ORDER_REASON_MAX),
};
/* clang-format on */
const struct shape order_price_form = SHAPE(order_price_form, form);

struct change {
	int64_t order;
	money was_amount, adjust_amount, freight_amount, pay_amount;
	const char *reason;
};
SHAPE_DECLARE(order_price_change, struct change);
static const struct field change_fields[] = {
	FIELD(struct change, order),
	FIELD(struct change, was_amount),
	FIELD(struct change, adjust_amount),
	FIELD(struct change, freight_amount),
	FIELD(struct change, pay_amount),
	FIELD(struct change, reason),
};
const struct shape order_price_change = SHAPE(order_price_change, change_fields);

DB_COMMAND(order_price_update,
	"UPDATE shop_order SET adjust_amount = :adjust_amount, freight_amount = :freight_amount, pay_amount = :pay_amount,"
	"  adjust_reason = :reason, version = version + 1 WHERE id = :order AND state = 'UNPAID' AND pay_amount = :was_amount");

DB_COMMAND(order_price_line_update,
	"UPDATE order_line SET adjust_amount = adjust_amount + :delta, freight_share = :freight, pay_amount = :pay WHERE id = :line");

const struct query *const order_price_queries[] = { &order_price_update_query, &order_price_line_update_query, NULL };

static money goods_of(const struct order_line *l) { return (money){ l->pay_amount.fen - l->freight_share.fen }; }

/* At list; it was computed so, and fits. */
static money list_of(const struct order_line *l)
{
	money sum = { 0 };

	must(money_times(l->price, l->quantity, &sum));
	return sum;
}

/* What each line's goods change by, and what of the freight it bears. */
struct shares {
	money delta[PRICE_LINES_MAX], freight[PRICE_LINES_MAX];
};

static void share(const struct order_lines *lines, money delta, money freight, struct shares *out)
{
	money weight[PRICE_LINES_MAX], part[PRICE_LINES_MAX];
	const int64_t sign = delta.fen < 0 ? -1 : 1;
	bool all_free = true;

	for (size_t i = 0; i < lines->n; i++) {
		const struct order_line *l = &lines->at[i];
		weight[i] = sign < 0 ? goods_of(l) : (money){ list_of(l).fen - goods_of(l).fen };
	}
	money_split((money){ sign * delta.fen }, weight, lines->n, part);
	for (size_t i = 0; i < lines->n; i++) {
		out->delta[i] = (money){ sign * part[i].fen };
		weight[i] = (money){ goods_of(&lines->at[i]).fen + out->delta[i].fen };
		all_free = all_free && weight[i].fen == 0;
	}
	for (size_t i = 0; all_free && i < lines->n; i++) /* goods given away still travel */
		weight[i] = list_of(&lines->at[i]);
	money_split(freight, weight, lines->n, out->freight);
}

static err write_lines(struct tx *tx, const struct order_lines *lines, const struct shares *s, money *sum)
{
	for (size_t i = 0; i < lines->n; i++) {
		const struct order_line *l = &lines->at[i];
		const money delta = s->delta[i], freight = s->freight[i];
		const money pay = { goods_of(l).fen + delta.fen + freight.fen };
		const int64_t line = l->id;
		must(pay.fen >= 0);
		TRY(db_exec(tx, order_price_line_update, line, delta, freight, pay));
		sum->fen += pay.fen;
	}
	return OK;
}

/* "¥50.00 + ¥8.00": goods, and freight. */
static const char *say_price(struct arena *arena, int64_t goods, int64_t freight)
{
	struct text t = { .arena = arena };

	text_printf(&t, "¥%lld.%02lld + ¥%lld.%02lld%c", (long long)goods / 100, (long long)goods % 100, (long long)freight / 100,
		(long long)freight % 100, '\0');
	return t.failed ? NULL : t.at;
}

err order_price_check(const struct order *order, const struct order_price *p, bool *same)
{
	const int64_t goods = order->pay_amount.fen - order->freight_amount.fen;
	const bool is_same = p->goods_amount.fen == goods && p->freight_amount.fen == order->freight_amount.fen;

	if (order->state != ORDER_UNPAID)
		return ORDER_STATE;
	if (!is_same && order->pay_amount.fen != p->was_amount.fen)
		return ERR_CONFLICT;
	if (p->goods_amount.fen > order->goods_amount.fen || p->goods_amount.fen + p->freight_amount.fen < 1)
		return ORDER_PRICE_RANGE;
	*same = is_same;
	return OK;
}

static err note_change(struct tx *tx, const struct order *was, const struct order_price *p, const char *actor)
{
	struct arena *arena = db_arena(db_of(tx));
	const struct order_note note = { .event = EVENT_PRICE,
		.act = { actor, p->reason },
		.before = say_price(arena, was->pay_amount.fen - was->freight_amount.fen, was->freight_amount.fen),
		.after = say_price(arena, p->goods_amount.fen, p->freight_amount.fen) };

	return note.before && note.after ? order_note(tx, was->id, ORDER_UNPAID, &note) : ERR_NOMEM;
}

err order_change_price(struct tx *tx, int64_t id, const struct order_price *p, const char *actor)
{
	struct order_lines lines;
	struct shares shares;
	struct order order;
	money sum = { 0 };
	bool same = false;

	TRY(order_lock(tx, id, &order)); /* from here on nobody else prices it, opens an attempt to pay it, pays or ends it */
	TRY(order_price_check(&order, p, &same));
	if (same)
		return OK;
	const money delta = { p->goods_amount.fen - (order.pay_amount.fen - order.freight_amount.fen) };
	const money pay = { p->goods_amount.fen + p->freight_amount.fen };
	TRY(db_exec_from(tx, order_price_update, order_price_change,
		&((struct change){
			id, p->was_amount, { order.adjust_amount.fen + delta.fen }, p->freight_amount, pay, p->reason })));
	must(db_changed(tx) == 1);
	TRY(order_lines_of(db_of(tx), id, &lines));
	share(&lines, delta, p->freight_amount, &shares);
	TRY(write_lines(tx, &lines, &shares, &sum));
	must(sum.fen == pay.fen);
	return note_change(tx, &order, p, actor);
}

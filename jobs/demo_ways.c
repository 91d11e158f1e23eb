#include "demo_ways.h"
#include "demo_money.h"
#include "demo_time.h"
#include "../model/money/refund.h"
#include "../lib/must.h"

/* From one step of an order to the next. */
enum { PAY_MS = 4 * 60000, REGRET_MS = 3 * DEMO_HOUR_MS, SHIP_MS = 19 * DEMO_HOUR_MS, RECEIVE_MS = 2 * DEMO_DAY_MS + DEMO_HOUR_MS };

static err step_body(struct tx *tx, void *arg)
{
	struct demo_step *s = arg;

	return s->how(tx, s);
}

err demo_take(struct demo *d, struct demo_step *s, err (*how)(struct tx *, struct demo_step *))
{
	s->how = how;
	return db_tx(d->db, step_body, s);
}

static err ship(struct tx *tx, struct demo_step *s)
{
	return parcel_ship(tx, s->order.id, &s->parcel, s->rules->auto_receive_express, s->act);
}
static err receive(struct tx *tx, struct demo_step *s) { return order_receive(tx, s->order.id, EVENT_RECEIVE, s->act); }

static err cancel(struct tx *tx, struct demo_step *s)
{
	enum order_state now;

	TRY(order_end_unpaid(tx, s->order.id, EVENT_CANCEL, s->open, s->act, &now));
	return now == ORDER_CANCELLING ? order_sweep_again(tx, s->order.id, DEMO_QUIET_S) : OK;
}

static err give_back(struct tx *tx, struct demo_step *s)
{
	struct refund unread;

	return refund_order(tx, s->order.id, s->reason, s->act, &unread);
}

/* ---- the ways to a state, from an order just submitted ---- */

static err way_unpaid(struct demo *d, struct demo_step *s)
{
	(void)d;
	(void)s;
	return OK;
}

static err way_paid(struct demo *d, struct demo_step *s)
{
	TRY(demo_time_pass(d, PAY_MS));
	must(d->deal_n < DEMO_DEALS_MAX);
	d->deals[d->deal_n++] = (struct demo_deal){ s->submission.member, d->clock };
	return demo_pay(d, &s->order);
}

static err ship_some(struct demo *d, struct demo_step *s, bool whole)
{
	static const enum carrier carriers[] = { CARRIER_SF, CARRIER_ZTO, CARRIER_YTO, CARRIER_JD, CARRIER_YZPY };
	struct order_lines lines;
	struct parcel_line first;
	const struct act buyer = s->act;

	TRY(way_paid(d, s));
	TRY(demo_time_pass(d, SHIP_MS));
	TRY(order_lines_of(d->db, s->order.id, &lines));
	first = (struct parcel_line){ .order_line_id = lines.at[0].id, .quantity = lines.at[0].quantity };
	s->parcel.carrier = carriers[demo_chance(d, sizeof carriers / sizeof *carriers)];
	s->parcel.tracking_number = demo_text(d, "DEMO%09lld", (long long)s->order.id);
	s->parcel.lines = whole ? (struct parcel_lines){ NULL, 0 } : (struct parcel_lines){ &first, 1 };
	s->act = (struct act){ demo_text(d, "staff:%lld", (long long)s->parcel.staff_id.id), s->parcel.tracking_number };
	if (!s->act.note || !s->act.actor)
		return ERR_NOMEM;
	TRY(demo_take(d, s, ship));
	s->act = buyer;
	return OK;
}

static err way_shipped_part(struct demo *d, struct demo_step *s) { return ship_some(d, s, false); }
static err way_shipped(struct demo *d, struct demo_step *s) { return ship_some(d, s, true); }

static err way_completed(struct demo *d, struct demo_step *s)
{
	TRY(ship_some(d, s, true));
	TRY(demo_time_pass(d, RECEIVE_MS));
	return demo_take(d, s, receive);
}

static err way_cancelled(struct demo *d, struct demo_step *s)
{
	s->act.note = s->reason;
	return demo_take(d, s, cancel);
}

static err way_cancelling(struct demo *d, struct demo_step *s)
{
	struct payment unread;

	TRY(demo_attempt(d, s->order.id, s->order.pay_amount, &unread));
	s->open = true;
	return way_cancelled(d, s);
}

static err refund(struct demo *d, struct demo_step *s, enum demo_ending ending)
{
	TRY(way_paid(d, s));
	TRY(demo_time_pass(d, REGRET_MS));
	TRY(demo_take(d, s, give_back));
	return demo_refund_end(d, ending);
}

static err way_refunding(struct demo *d, struct demo_step *s) { return refund(d, s, DEMO_ACCEPTED); }
static err way_refunded(struct demo *d, struct demo_step *s) { return refund(d, s, DEMO_DONE); }
static err way_refund_failed(struct demo *d, struct demo_step *s) { return refund(d, s, DEMO_FAILED); }

/* Money that fits no order: a wrong sum, then money after the end. */
static err way_wrong_amount(struct demo *d, struct demo_step *s)
{
	const char *transaction = demo_text(d, "4298%024lld", (long long)s->order.id);
	struct payment p;

	if (!transaction)
		return ERR_NOMEM;
	TRY(demo_attempt(d, s->order.id, s->order.pay_amount, &p));
	TRY(demo_receive_money(d, p.number, (money){ s->order.pay_amount.fen - 1 }, transaction));
	return demo_refund_end(d, DEMO_DONE);
}

static err way_paid_twice(struct demo *d, struct demo_step *s)
{
	const char *transaction = demo_text(d, "4297%024lld", (long long)s->order.id);
	struct payment p;

	if (!transaction)
		return ERR_NOMEM;
	TRY(demo_attempt(d, s->order.id, s->order.pay_amount, &p));
	TRY(way_paid(d, s));
	TRY(demo_receive_money(d, p.number, s->order.pay_amount, transaction));
	return demo_refund_end(d, DEMO_DONE);
}

const struct demo_plan demo_plans[] = {
	{ 52, 1, way_completed, 29, 4 },
	{ 18, 1, way_shipped, 6, 2 },
	{ 6, 2, way_shipped_part, 4, 1 },
	{ 20, 1, way_paid, 1, 0 },
	{ 12, 1, way_unpaid, 0, 0 },
	{ 14, 1, way_cancelled, 29, 0 },
	{ 3, 1, way_cancelling, 0, 0 },
	{ 4, 1, way_refunding, 1, 0 },
	{ 8, 1, way_refunded, 20, 1 },
	{ 1, 1, way_refund_failed, 3, 1 },
	{ 2, 1, way_wrong_amount, 6, 1 },
	{ 2, 1, way_paid_twice, 9, 1 },
	{ 0, 0, NULL, 0, 0 },
};

/* order_state.c - the table of domain 2: which event leads where. */
#include "order_private.h"
#include "../../lib/must.h"

WORDS_DEFINE(order_state, ORDER_STATES);
WORDS_DEFINE(order_event, ORDER_EVENTS);
ORDER_ERRORS(ERR_DEFINE)

/* What an edge needs that is not offered yet: its guard refuses. */
enum feature { ALWAYS, COLLECT, PRESALE, GROUP, REVIVE, PICKUP, VIRTUAL, AFTER_SALE, WECHAT_SHIPPING, SETTLEMENT };
static const bool offered[] = { [ALWAYS] = true, [SETTLEMENT] = false };

static const struct edge {
	enum order_state from;
	enum order_event event;
	enum order_state to;
	enum feature needs;
} edges[] = {
	{ ORDER_UNPAID, EVENT_FREE, ORDER_PAID, ALWAYS },
	{ ORDER_UNPAID, EVENT_COLLECT, ORDER_TO_COLLECT, COLLECT },
	{ ORDER_TO_COLLECT, EVENT_SHIP_PART, ORDER_TO_COLLECT, COLLECT }, /* on its way, and still to be paid */
	{ ORDER_TO_COLLECT, EVENT_SHIP, ORDER_TO_COLLECT, COLLECT },
	{ ORDER_TO_COLLECT, EVENT_COLLECTED, ORDER_COMPLETED, COLLECT },
	{ ORDER_TO_COLLECT, EVENT_PARCEL_REFUSED, ORDER_CANCELLED, COLLECT },
	{ ORDER_UNPAID, EVENT_DEPOSIT, ORDER_DEPOSIT_PAID, PRESALE },
	{ ORDER_DEPOSIT_PAID, EVENT_BALANCE, ORDER_PAID, PRESALE },
	{ ORDER_DEPOSIT_PAID, EVENT_BALANCE_OVERDUE, ORDER_CANCELLED, PRESALE },
	{ ORDER_UNPAID, EVENT_PAY, ORDER_PAID, ALWAYS },
	{ ORDER_CANCELLING, EVENT_PAY, ORDER_PAID, ALWAYS },
	{ ORDER_UNPAID, EVENT_PAY_GROUP, ORDER_WAIT_GROUP, GROUP },
	{ ORDER_WAIT_GROUP, EVENT_GROUP_FULL, ORDER_PAID, GROUP },
	{ ORDER_WAIT_GROUP, EVENT_GROUP_EXPIRED, ORDER_REFUNDING, GROUP },
	{ ORDER_UNPAID, EVENT_PRICE, ORDER_UNPAID, ALWAYS },
	{ ORDER_UNPAID, EVENT_ADDRESS, ORDER_UNPAID, ALWAYS },
	{ ORDER_TO_COLLECT, EVENT_ADDRESS, ORDER_TO_COLLECT, ALWAYS },
	{ ORDER_DEPOSIT_PAID, EVENT_ADDRESS, ORDER_DEPOSIT_PAID, ALWAYS },
	{ ORDER_WAIT_GROUP, EVENT_ADDRESS, ORDER_WAIT_GROUP, ALWAYS },
	{ ORDER_PAID, EVENT_ADDRESS, ORDER_PAID, ALWAYS },
	{ ORDER_PAID, EVENT_PICK, ORDER_PAID, ALWAYS },
	{ ORDER_SHIPPED_PART, EVENT_PICK, ORDER_SHIPPED_PART, ALWAYS },
	{ ORDER_UNPAID, EVENT_CANCEL, ORDER_CANCELLING, ALWAYS },
	{ ORDER_UNPAID, EVENT_EXPIRE, ORDER_CANCELLING, ALWAYS },
	{ ORDER_UNPAID, EVENT_CLOSED, ORDER_CANCELLED, ALWAYS },
	{ ORDER_CANCELLING, EVENT_CLOSED, ORDER_CANCELLED, ALWAYS },
	{ ORDER_CANCELLED, EVENT_REVIVE, ORDER_PAID, REVIVE },
	{ ORDER_PAID, EVENT_SHIP_PART, ORDER_SHIPPED_PART, ALWAYS },
	{ ORDER_PAID, EVENT_SHIP, ORDER_SHIPPED, ALWAYS },
	{ ORDER_SHIPPED_PART, EVENT_SHIP_PART, ORDER_SHIPPED_PART, ALWAYS },
	{ ORDER_SHIPPED_PART, EVENT_SHIP, ORDER_SHIPPED, ALWAYS },
	{ ORDER_SHIPPED_PART, EVENT_REST_REFUNDED, ORDER_SHIPPED, AFTER_SALE },
	{ ORDER_PAID, EVENT_REFUND_ALL, ORDER_REFUNDING, ALWAYS },
	{ ORDER_PAID, EVENT_PICK_UP, ORDER_COMPLETED, PICKUP },
	{ ORDER_PAID, EVENT_DELIVER, ORDER_COMPLETED, VIRTUAL },
	{ ORDER_SHIPPED, EVENT_RECEIVE, ORDER_COMPLETED, ALWAYS },
	{ ORDER_SHIPPED, EVENT_AUTO_RECEIVE, ORDER_COMPLETED, ALWAYS },
	{ ORDER_SHIPPED, EVENT_EXTEND, ORDER_SHIPPED, ALWAYS },
	{ ORDER_SHIPPED, EVENT_WECHAT_SETTLED, ORDER_COMPLETED, WECHAT_SHIPPING },
	{ ORDER_COMPLETED, EVENT_SETTLE, ORDER_SETTLED, SETTLEMENT },
	{ ORDER_REFUNDING, EVENT_REFUNDED, ORDER_REFUNDED, ALWAYS },
	{ ORDER_PAID, EVENT_REFUNDED, ORDER_REFUNDED, AFTER_SALE }, /* line by line, until all are */
	{ ORDER_SHIPPED_PART, EVENT_REFUNDED, ORDER_REFUNDED, AFTER_SALE },
	{ ORDER_SHIPPED, EVENT_REFUNDED, ORDER_REFUNDED, AFTER_SALE },
	{ ORDER_COMPLETED, EVENT_REFUNDED, ORDER_REFUNDED, AFTER_SALE },
};

err order_edge(enum order_state from, enum order_event event, enum order_state *to)
{
	if (event == EVENT_NOTE) { /* in whatever state, and it stays there */
		*to = from;
		return OK;
	}
	for (const struct edge *e = edges; e < edges + sizeof edges / sizeof *edges; e++) {
		if (e->from != from || e->event != event)
			continue;
		if (e->needs >= sizeof offered / sizeof *offered || !offered[e->needs])
			return ORDER_FEATURE;
		*to = e->to;
		return OK;
	}
	return ORDER_STATE;
}

/* ---- the move itself ---- */

struct step {
	int64_t order;
	enum order_state from, to;
	enum order_event event;
	const char *actor, *note, *before, *after;
	maybe_money amount; /* what it has to cost, where that matters */
};
SHAPE_DECLARE(order_step, struct step);
static const struct field step_fields[] = {
	FIELD(struct step, order),
	FIELD_ENUM(struct step, from, order_state),
	FIELD_ENUM(struct step, to, order_state),
	FIELD_ENUM(struct step, event, order_event),
	FIELD(struct step, actor),
	FIELD(struct step, note),
	FIELD(struct step, before),
	FIELD(struct step, after),
	FIELD(struct step, amount),
};
const struct shape order_step = SHAPE(order_step, step_fields);

/* Assignments go from left to right, so the state comes last. A sweep looks at CANCELLING at once. */
DB_COMMAND(order_step_update,
	"UPDATE shop_order SET version = version + 1,"
	"  paid_amount = IF(:to = 'PAID', pay_amount, paid_amount), paid_at = IF(:to = 'PAID', NOW(3), paid_at),"
	"  shipped_at = IF(:to = 'SHIPPED', NOW(3), shipped_at), completed_at = IF(:to = 'COMPLETED', NOW(3), completed_at),"
	"  closed_at = IF(:to IN ('CANCELLED', 'REFUNDED'), NOW(3), closed_at),"
	"  cancel_reason = CASE WHEN :to = 'PAID' THEN '' WHEN :to IN ('CANCELLING', 'CANCELLED', 'REFUNDING') AND cancel_reason = '' THEN :note"
	"   ELSE cancel_reason END,"
	"  next_sweep_at = IF(:to = 'CANCELLING', NOW(3), NULL), unpaid_slot = NULL, state = :to"
	" WHERE id = :order AND state = :from AND (:amount IS NULL OR pay_amount = :amount)");

DB_COMMAND(order_log_insert,
	"INSERT INTO order_log (order_id, event, from_state, to_state, actor, note, created_at)"
	" VALUES (:order, :event, :from, :to, :actor, :note, NOW(3))");

DB_COMMAND(order_log_insert_note,
	"INSERT INTO order_log (order_id, event, from_state, to_state, actor, note, before_text, after_text, created_at)"
	" VALUES (:order, :event, :from, :to, :actor, :note, :before, :after, NOW(3))");

DB_COMMAND(order_log_insert_first,
	"INSERT INTO order_log (order_id, event, from_state, to_state, actor, note, created_at)"
	" VALUES (:order, 'submit', NULL, 'UNPAID', :actor, :note, NOW(3))");

const struct query *const order_state_queries[] = { &order_step_update_query, &order_log_insert_query, &order_log_insert_note_query,
	&order_log_insert_first_query, NULL };

static err take_step(struct tx *tx, const struct step *step)
{
	TRY(db_exec_from(tx, order_step_update, order_step, step));
	if (db_changed(tx) != 1)
		return ORDER_STATE;
	return db_exec_from(tx, order_log_insert, order_step, step);
}

err order_move(struct tx *tx, int64_t order, enum order_state from, enum order_event event, struct act act)
{
	struct step step = { .order = order, .from = from, .event = event, .actor = act.actor, .note = act.note };

	TRY(order_edge(from, event, &step.to));
	return take_step(tx, &step);
}

err order_move_paid(struct tx *tx, int64_t order, enum order_state from, money amount, struct act act)
{
	struct step step = {
		.order = order, .from = from, .event = EVENT_PAY, .actor = act.actor, .note = act.note, .amount = { true, amount }
	};

	TRY(order_edge(from, EVENT_PAY, &step.to));
	return take_step(tx, &step);
}

err order_note(struct tx *tx, int64_t order, enum order_state state, const struct order_note *n)
{
	struct step step = { .order = order,
		.from = state,
		.event = n->event,
		.actor = n->act.actor,
		.note = n->act.note,
		.before = n->before ? n->before : "",
		.after = n->after ? n->after : "" };

	TRY(order_edge(state, n->event, &step.to));
	must(step.to == state);
	return db_exec_from(tx, order_log_insert_note, order_step, &step);
}

err order_log_first(struct tx *tx, int64_t order, struct act act)
{
	return db_exec(tx, order_log_insert_first, order, act.actor, act.note);
}

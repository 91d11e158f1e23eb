#include "schedule.h"
#include "../lib/monotonic.h"
#include "media.h"
#include "report.h"
#include "../flows/order_expire.h"
#include "../flows/payment_settle.h"
#include "../flows/refund_send.h"
#include "../model/clean.h"
#include "../model/order/order.h"
#include <string.h>

static _Atomic int64_t *watched;

void job_watch(_Atomic int64_t *at) { watched = at; }

void job_alive(void)
{
	if (watched)
		*watched = clock_ms();
}

/* Counts an item that was done, or failed; false: this run is over. */
static bool go_on(struct job_run *run, err e)
{
	run->items++;
	run->failed += e != OK;
	return run->failed < JOB_FAILURES_MAX && clock_ms() < run->deadline_ms;
}

/* Does one thing with each item of a list; the arena is as before after each. */
static err each(struct job_run *run, struct rows items, size_t size, err (*one)(const struct world *, const void *item))
{
	err last = OK;

	for (size_t i = 0; i < items.n; i++) {
		const struct arena_mark before = arena_mark(run->world.arena);
		job_alive();
		const err e = one(&run->world, (const char *)items.at + i * size);
		arena_rewind(run->world.arena, before);
		last = e ? e : last;
		if (!go_on(run, e))
			break;
	}
	return last;
}

#define EACH(run, list, one) each((run), (struct rows){ (list).at, (list).n }, sizeof *(list).at, (one))

static err expire_one(const struct world *w, const void *item)
{
	const struct order_due *due = item;

	return order_expire(w, due->id);
}

static err order_expire_sweep(struct job_run *run)
{
	struct order_due_list due;

	TRY(order_list_unpaid_due(run->world.db, JOB_ITEMS_MAX, &due));
	return EACH(run, due, expire_one);
}

struct claim {
	const struct payment_due *due;
	int64_t after_s;
	bool mine;
};

static err claim(struct tx *tx, void *arg)
{
	struct claim *c = arg;

	return payment_claim_query(tx, c->due, c->after_s, &c->mine);
}

/* Its order is paid or over: the attempt is ended, or a buyer could still pay it. */
static err end_stray(const struct world *w, const char *number)
{
	enum attempt_end unread;
	struct payment p;
	int64_t unread_s;

	TRY(payment_by_number(w->db, number, &p));
	return payment_end(w, &p, &unread, &unread_s);
}

static err poll_one(const struct world *w, const void *item)
{
	const struct payment_due *due = item;
	struct claim c = { due, w->settings->rules.poll_after, false };
	enum payment_state unread;

	TRY(db_tx(w->db, claim, &c));
	if (!c.mine)
		return OK;
	if (due->order_state == ORDER_UNPAID || due->order_state == ORDER_CANCELLING)
		return payment_settle(w, due->number, &unread);
	return end_stray(w, due->number);
}

static err payment_poll(struct job_run *run)
{
	struct payment_due_list due;

	TRY(payment_list_due(run->world.db, JOB_ITEMS_MAX, &due));
	return EACH(run, due, poll_one);
}

static err send_one(const struct world *w, const void *item) { return refund_send(w, item); }

static err follow_one(const struct world *w, const void *item) { return refund_follow(w, item); }

static err refund_send_due(struct job_run *run)
{
	struct refund_list due;

	TRY(refund_list_due(run->world.db, REFUND_WAITING, JOB_ITEMS_MAX, &due));
	return EACH(run, due, send_one);
}

static err refund_poll(struct job_run *run)
{
	struct refund_list due;

	TRY(refund_list_due(run->world.db, REFUND_SENT, JOB_ITEMS_MAX, &due));
	return EACH(run, due, follow_one);
}

static err receive(struct tx *tx, void *arg)
{
	const struct order_due *due = arg;
	const err e = order_receive(tx, due->id, EVENT_AUTO_RECEIVE, (struct act){ "system", "" });

	return e == ORDER_STATE ? OK : e; /* received, or given back, meanwhile */
}

static err receive_one(const struct world *w, const void *item) { return db_tx(w->db, receive, (void *)(uintptr_t)item); }

static err auto_receive(struct job_run *run)
{
	struct order_due_list due;

	TRY(order_list_receive_due(run->world.db, JOB_ITEMS_MAX, &due));
	return EACH(run, due, receive_one);
}

/* ---- cleaning ---- */

struct cleaning {
	err (*clean)(struct tx *, int32_t, int32_t *);
	int32_t gone;
};

static err clean(struct tx *tx, void *arg)
{
	struct cleaning *c = arg;

	return c->clean(tx, JOB_ITEMS_MAX, &c->gone);
}

err job_clean(struct job_run *run, err (*once)(struct tx *, void *), void *arg, const int32_t *gone, int32_t at_once)
{
	for (bool more = true; more && clock_ms() < run->deadline_ms; more = *gone == at_once) {
		const struct arena_mark before = arena_mark(run->world.arena);
		job_alive();
		TRY(db_tx(run->world.db, once, arg));
		arena_rewind(run->world.arena, before);
		run->items += *gone;
	}
	return OK;
}

static err clean_with(struct job_run *run, err (*how)(struct tx *, int32_t, int32_t *))
{
	struct cleaning c = { .clean = how };

	return job_clean(run, clean, &c, &c.gone, JOB_ITEMS_MAX);
}

static err session_clean(struct job_run *run) { return clean_with(run, clean_sessions); }
static err authorization_clean(struct job_run *run) { return clean_with(run, clean_authorizations); }
static err idempotency_clean(struct job_run *run) { return clean_with(run, clean_idempotency); }
static err guest_cart_clean(struct job_run *run) { return clean_with(run, clean_guest_carts); }
static err attempt_clean(struct job_run *run) { return clean_with(run, clean_attempts); }
static err phone_code_clean(struct job_run *run) { return clean_with(run, clean_phone_codes); }

enum { SECOND_MS = 1000, MINUTE_MS = 60000 };

const struct job_entry schedule[] = {
	{ "order_expire_sweep", 2 * SECOND_MS, order_expire_sweep },
	{ "payment_poll", 2 * SECOND_MS, payment_poll },
	{ "refund_send", 2 * SECOND_MS, refund_send_due },
	{ "refund_poll", 2 * SECOND_MS, refund_poll },
	{ "auto_receive", 10 * SECOND_MS, auto_receive },
	{ "session_clean", MINUTE_MS, session_clean },
	{ "authorization_clean", MINUTE_MS, authorization_clean },
	{ "idempotency_clean", MINUTE_MS, idempotency_clean },
	{ "guest_cart_clean", MINUTE_MS, guest_cart_clean },
	{ "attempt_clean", MINUTE_MS, attempt_clean },
	{ "phone_code_clean", MINUTE_MS, phone_code_clean },
	{ "daily_summary", MINUTE_MS, daily_summary },
	{ "visit_clean", MINUTE_MS, visit_clean_old },
	{ "media_make", SECOND_MS, media_make_waiting },
	{ "media_sweep", MINUTE_MS, media_sweep },
	{ .name = NULL },
};

const struct job_entry *schedule_find(const char *name)
{
	for (const struct job_entry *j = schedule; j->name; j++)
		if (strcmp(j->name, name) == 0)
			return j;
	return NULL;
}

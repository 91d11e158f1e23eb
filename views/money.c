#include "money.h"

static const struct field payment_fields[] = {
	FIELD(struct payment, number),
	FIELD(struct payment, order_number),
	FIELD_ENUM(struct payment, trade, payment_trade),
	FIELD(struct payment, amount),
	FIELD_ENUM(struct payment, state, payment_state),
	FIELD(struct payment, created_at),
	FIELD(struct payment, expires_at),
	FIELD(struct payment, finished_at),
};
const struct shape payment_card = SHAPE(payment_card, payment_fields);

static const struct field standing_fields[] = {
	FIELD(struct order_standing, number),
	FIELD_ENUM(struct order_standing, state, order_state),
};
const struct shape order_standing = SHAPE(order_standing, standing_fields);

/* refund.reason and order_log.note hold it. */
static const struct field cancel_fields[] = { FIELD(struct order_cancel_form, reason, .min = 1, .max = 80) };
const struct shape order_cancel_form = SHAPE(order_cancel_form, cancel_fields);

static const struct field exception_fields[] = {
	FIELD(struct exception, id),
	FIELD_ENUM(struct exception, kind, exception_kind),
	FIELD_ENUM(struct exception, state, exception_state),
	FIELD(struct exception, channel),
	FIELD(struct exception, reference),
	FIELD(struct exception, payment_number),
	FIELD(struct exception, order_id),
	FIELD(struct exception, refund_id),
	FIELD(struct exception, amount),
	FIELD(struct exception, note),
	FIELD(struct exception, staff_id),
	FIELD(struct exception, staff_name),
	FIELD(struct exception, created_at),
	FIELD(struct exception, resolved_at),
	FIELD(struct exception, version),
};
const struct shape exception_card = SHAPE(exception_card, exception_fields);

static const struct field job_fields[] = {
	FIELD(struct job, name),
	FIELD(struct job, every_ms),
	FIELD_ENUM(struct job, state, job_state),
	FIELD(struct job, next_run_at),
	FIELD(struct job, lease_owner),
	FIELD(struct job, started_at),
	FIELD(struct job, finished_at),
	FIELD(struct job, last_result),
	FIELD(struct job, last_items),
	FIELD(struct job, runs),
	FIELD(struct job, failures),
	FIELD(struct job, failures_row),
};
const struct shape job_card = SHAPE(job_card, job_fields);

/* money.h - payments, exceptions and jobs, as each audience sees them. */
#ifndef VIEWS_MONEY_H
#define VIEWS_MONEY_H
#include "../model/job.h"
#include "../model/money/exception.h"
#include "../model/money/payment.h"

/* A buyer's attempt to pay: for the page that waits for the result, and for who comes with its number (WeChat's order centre). */
SHAPE_DECLARE(payment_card, struct payment);
/* What cancelling an order came to. */
struct order_standing {
	const char *number;
	enum order_state state;
};
SHAPE_DECLARE(order_standing, struct order_standing);
/* What who cancels says: a form, the same for buyers and staff. */
struct order_cancel_form {
	const char *reason;
};
SHAPE_DECLARE(order_cancel_form, struct order_cancel_form);
/* The exception desk, for staff. */
SHAPE_DECLARE(exception_card, struct exception);
SHAPE_DECLARE(job_card, struct job);
#endif

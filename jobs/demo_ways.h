/* demo_ways.h - how an order of the demo gets to each state there is a way to. */
#ifndef DEMO_WAYS_H
#define DEMO_WAYS_H
#include "demo.h"
#include "../model/order/parcel.h"
#include "../model/order/submit.h"

/* One order, and what its next step needs. */
struct demo_step {
	const struct rules_settings *rules;
	struct submission submission;
	struct wishes wishes;
	struct order order;
	struct parcel parcel;
	struct act act;
	const char *reason;
	bool open; /* an attempt to pay is under way */
	err (*how)(struct tx *, struct demo_step *);
};

/* So many orders, of at least so many lines, go that way, between so many and so few days back: a state in which
 * something is to be done is young. Ends in { 0 }. */
struct demo_plan {
	int32_t n;
	size_t lines_min;
	err (*way)(struct demo *, struct demo_step *);
	int32_t most, least;
};
extern const struct demo_plan demo_plans[];

/* One step in a transaction of its own. */
err demo_take(struct demo *, struct demo_step *, err (*how)(struct tx *, struct demo_step *)) MUST_USE;
#endif

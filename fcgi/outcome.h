/* outcome.h - the answer to an act on many things: what became of each, in the caller's language. */
#ifndef OUTCOME_H
#define OUTCOME_H
#include "reply.h"
#include "../model/many.h"

/* done: it is as was asked for; else code and message say why not. */
struct outcome_line {
	int64_t id;
	bool done;
	const char *code, *message;
};
SHAPE_DECLARE(outcome_card, struct outcome_line);

/* One of them. */
struct outcome_line outcome_line_of(const struct request *, const struct outcome *);
err reply_outcomes(struct request *, const struct outcomes *) MUST_USE; /* {"items": […]} */
#endif

#include "outcome.h"
#include "../views/message.h"

static const struct field card[] = {
	FIELD(struct outcome_line, id),
	FIELD(struct outcome_line, done),
	FIELD(struct outcome_line, code),
	FIELD(struct outcome_line, message),
};
const struct shape outcome_card = SHAPE(outcome_card, card);

struct outcome_lines {
	struct outcome_line *at;
	size_t n;
};

struct outcome_line outcome_line_of(const struct request *r, const struct outcome *o)
{
	struct outcome_line line = { .id = o->id, .done = !o->refused };

	if (o->refused) {
		line.code = o->refused->code;
		line.message = message_fault(message_locale(r->accept_language), o->refused);
	}
	return line;
}

err reply_outcomes(struct request *r, const struct outcomes *outcomes)
{
	const struct outcome_lines list = { ARENA_NEW(r->arena, struct outcome_line, outcomes->n), outcomes->n };

	if (!list.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < list.n; i++)
		list.at[i] = outcome_line_of(r, &outcomes->at[i]);
	return reply_list(r, outcome_card, &list, NULL);
}

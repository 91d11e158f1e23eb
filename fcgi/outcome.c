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

err reply_outcomes(struct request *r, const struct outcomes *outcomes)
{
	const enum locale locale = message_locale(r->accept_language);
	const struct outcome_lines list = { ARENA_NEW(r->arena, struct outcome_line, outcomes->n), outcomes->n };

	if (!list.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < list.n; i++) {
		const struct outcome *o = &outcomes->at[i];
		list.at[i] = (struct outcome_line){ .id = o->id, .done = !o->refused };
		if (o->refused) {
			list.at[i].code = o->refused->code;
			list.at[i].message = message_fault(locale, o->refused);
		}
	}
	return reply_list(r, outcome_card, &list, NULL);
}

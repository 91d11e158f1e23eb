#include "form.h"
#include <string.h>

enum { FIELD_MAX = 4096 }; /* bytes of a field beside the file */

/* The file apart; the other parts are fields. */
static err decode_multipart(struct request *r, void *out)
{
	struct pairs pairs = { .n = 0 };
	struct parts parts;

	const err e = multipart_parse(r->arena, r->content_type, r->raw_body, &parts);
	if (e == ERR_INVALID)
		problem_add(&r->problem, "", SAY_MALFORMED);
	TRY(e);
	for (size_t i = 0; i < parts.n; i++) {
		const struct part *p = &parts.at[i];
		if (p->filename && strcmp(p->name, "file") == 0) {
			r->file = *p;
			continue;
		}
		if (p->data.n > FIELD_MAX) {
			problem_add_bound(&r->problem, p->name, SAY_TOO_LONG, FIELD_MAX);
			continue;
		}
		const char *value = arena_strndup(r->arena, p->data.at, p->data.n);
		if (!value)
			return ERR_NOMEM;
		if (p->filename || strlen(value) != p->data.n)
			problem_add(&r->problem, p->name, p->filename ? SAY_UNKNOWN : SAY_TEXT);
		else
			pairs.at[pairs.n++] = (struct pair){ p->name, value };
	}
	if (!r->file.name)
		problem_add(&r->problem, "file", SAY_REQUIRED);
	return decode_pairs(r->arena, r->route->body, &pairs, out, &r->problem);
}

err form_decode(struct request *r, void *out)
{
	return r->route->takes == TAKES_MULTIPART ? decode_multipart(r, out)
						  : decode_json(r->arena, r->route->body, r->raw_body, out, &r->problem);
}

/* json_answer.h - a few members of a JSON object that somebody else defines.
 *
 * Unlike decode_json it passes over what it does not know: WeChat adds fields as it likes. Bytes go
 * through json_check first, and each wanted member must have its type (reliability R15). */
#ifndef JSON_ANSWER_H
#define JSON_ANSWER_H
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/value.h"

struct json_wanted {
	const char *name;
	bool is_number; /* else a text; an absent one stays NULL, or has = false */
	const char *text;
	maybe_int64 number;
};

/* ERR_INVALID: no object, or a wanted member of another type. ERR_NOMEM. On failure the entries are
 * as they were. */
err json_answer_read(struct arena *, bytes body, struct json_wanted *out, size_t n) MUST_USE;
#endif

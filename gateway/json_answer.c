#include "json_answer.h"
#include "../lib/json_check.h"
#include "../lib/must.h"
#include "../lib/text.h"
#include <json.h>
#include <limits.h>
#include <string.h>

enum { WANTED_MAX = 16 };

static err read_member(struct arena *a, struct json_object *value, struct json_wanted *w)
{
	size_t chars;

	if (w->is_number) {
		if (!json_object_is_type(value, json_type_int))
			return ERR_INVALID;
		w->number = (maybe_int64){ true, json_object_get_int64(value) };
		return OK;
	}
	if (!json_object_is_type(value, json_type_string))
		return ERR_INVALID;
	const char *text = json_object_get_string(value);
	const size_t n = (size_t)json_object_get_string_len(value);
	if (!text_is_clean(text, n, &chars))
		return ERR_INVALID;
	w->text = arena_strndup(a, text, n);
	return w->text ? OK : ERR_NOMEM;
}

static err read_object(struct arena *a, struct json_object *object, struct json_wanted *wanted, size_t n)
{
	struct json_object *value;

	if (!json_object_is_type(object, json_type_object))
		return ERR_INVALID;
	for (size_t i = 0; i < n; i++)
		if (json_object_object_get_ex(object, wanted[i].name, &value))
			TRY(read_member(a, value, &wanted[i]));
	return OK;
}

err json_answer_read(struct arena *a, bytes body, struct json_wanted *out, size_t n)
{
	struct json_wanted wanted[WANTED_MAX];
	size_t at;

	must(n <= WANTED_MAX);
	if (body.n == 0 || body.n > INT_MAX || !json_check(body.at, body.n, &at))
		return ERR_INVALID;
	memcpy(wanted, out, n * sizeof *out);
	struct json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH_MAX + 1);
	if (!tokener)
		return ERR_NOMEM;
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	struct json_object *object = json_tokener_parse_ex(tokener, body.at, (int)body.n);
	const err e = read_object(a, object, wanted, n);
	json_object_put(object);
	json_tokener_free(tokener);
	if (!e)
		memcpy(out, wanted, n * sizeof *out);
	return e;
}

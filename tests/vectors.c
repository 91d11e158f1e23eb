#include "vectors.h"
#include "../lib/must.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct json_object *vector_member(struct json_object *of, const char *name)
{
	struct json_object *member = NULL;

	if (!json_object_object_get_ex(of, name, &member))
		fprintf(stderr, "no %s in the vectors\n", name);
	must(member);
	return member;
}

struct json_object *vectors_get(const char *name)
{
	static struct json_object *all;
	const char *path = getenv("VECTORS");

	if (!all)
		all = json_object_from_file(path ? path : "tests/vectors.json");
	if (!all)
		fprintf(stderr, "%s\n", json_util_get_last_err());
	must(all);
	return vector_member(all, name);
}

const char *vector_text(struct json_object *of, const char *name) { return json_object_get_string(vector_member(of, name)); }

bytes vector_bytes(struct json_object *of, const char *name)
{
	struct json_object *text = vector_member(of, name);

	return (bytes){ json_object_get_string(text), (size_t)json_object_get_string_len(text) };
}

bool vector_is(struct json_object *of, const char *name, const char *value) { return strcmp(vector_text(of, name), value) == 0; }

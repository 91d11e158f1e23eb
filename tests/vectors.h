/* vectors.h - the known answers, made by other people's programs: from $VECTORS, or tests/vectors.json.
 *
 * What is missing ends the test: a vector that is not read proves nothing. */
#ifndef VECTORS_H
#define VECTORS_H
#include "../lib/value.h"
#include <json.h>

struct json_object *vectors_get(const char *name);
struct json_object *vector_member(struct json_object *, const char *name);
const char *vector_text(struct json_object *, const char *name);
bytes vector_bytes(struct json_object *, const char *name);
bool vector_is(struct json_object *, const char *name, const char *value);
#endif

/* openapi_schema.h - shapes as JSON Schema: for openapi.c alone. */
#ifndef OPENAPI_SCHEMA_H
#define OPENAPI_SCHEMA_H
#include "request.h"

/* The members of a field's schema; bounds only for what clients send. */
void openapi_field(struct out *, const struct field *, bool input);
/* An array of words, up to the first NULL. */
void openapi_strings(struct out *, const char *key, const char *const *);
/* Every shape that a route takes or gives, the problem, and the ways to sign in. */
void openapi_components(struct out *, const struct route *const tables[]);
#endif

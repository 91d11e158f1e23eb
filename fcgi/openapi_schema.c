#include "openapi_schema.h"
#include "reply.h"
#include <stdio.h>
#include <string.h>

enum { SHAPES_MAX = 400 };
struct seen {
	const struct shape *at[SHAPES_MAX];
	bool input[SHAPES_MAX];
	size_t n;
};

static void text(struct out *o, const char *key, const char *value) { o->writer->text(o, key, value); }

void openapi_strings(struct out *o, const char *key, const char *const *words)
{
	render_open(o, key, true);
	for (; *words; words++)
		text(o, NULL, *words);
	render_close(o, key, true);
}

static void bounds(struct out *o, const struct field *f, const char *least, const char *most)
{
	o->writer->number(o, least, f->min);
	if (f->max < INT64_MAX)
		o->writer->number(o, most, f->max);
}

static void ref_of(struct out *o, const struct shape *s)
{
	char at[128];

	snprintf(at, sizeof at, "#/components/schemas/%s", s->name);
	text(o, "$ref", at);
}

static void integer(struct out *o, const struct field *f, bool input, const char *format)
{
	text(o, "type", "integer");
	text(o, "format", format);
	if (input)
		bounds(o, f, "minimum", "maximum");
}

void openapi_field(struct out *o, const struct field *f, bool input)
{
	switch (f->kind) {
	case KIND_NONE: break;
	case KIND_BOOL: text(o, "type", "boolean"); break;
	case KIND_INT32: integer(o, f, input, "int32"); break;
	case KIND_INT64:
	case KIND_MAYBE_INT64:
	case KIND_MEMBER:
	case KIND_STAFF: integer(o, f, input, "int64"); break;
	case KIND_MONEY:
	case KIND_MAYBE_MONEY: integer(o, f, input, "fen"); break;
	case KIND_MOMENT:
	case KIND_MAYBE_MOMENT:
		text(o, "type", "string");
		text(o, "format", "date-time");
		break;
	case KIND_BYTES:
		text(o, "type", "string");
		text(o, "pattern", "^[0-9a-f]*$");
		break;
	case KIND_SEALED:
	case KIND_TEXT:
		text(o, "type", "string");
		if (input)
			bounds(o, f, "minLength", "maxLength");
		if (f->ascii)
			text(o, "pattern", "^[\\t\\n\\r -~]*$");
		break;
	case KIND_ENUM:
		text(o, "type", "string");
		render_open(o, "enum", true);
		for (unsigned i = 1; i < f->words->count; i++)
			text(o, NULL, f->words->at[i]);
		render_close(o, "enum", true);
		break;
	case KIND_OBJECT: ref_of(o, f->child); break;
	case KIND_LIST:
		text(o, "type", "array");
		render_open(o, "items", false);
		ref_of(o, f->child);
		render_close(o, "items", false);
		if (input)
			bounds(o, f, "minItems", "maxItems");
		break;
	}
}

/* What must be sent; of an answer, what is never absent. */
static bool is_required(const struct field *f, bool input)
{
	if (field_is_maybe(f->kind))
		return false;
	return input ? !f->optional : !field_is_text(f->kind) && f->kind != KIND_BYTES && f->kind != KIND_ENUM;
}

static void schema(struct out *o, const struct shape *s, bool input)
{
	bool any = false;

	render_open(o, s->name, false);
	text(o, "type", "object");
	render_open(o, "properties", false);
	for (size_t i = 0; i < s->count; i++) {
		any |= is_required(&s->fields[i], input);
		render_open(o, s->fields[i].name, false);
		openapi_field(o, &s->fields[i], input);
		render_close(o, s->fields[i].name, false);
	}
	render_close(o, "properties", false);
	if (any) {
		render_open(o, "required", true);
		for (size_t i = 0; i < s->count; i++)
			if (is_required(&s->fields[i], input))
				text(o, NULL, s->fields[i].name);
		render_close(o, "required", true);
	}
	o->writer->boolean(o, "additionalProperties", false);
	render_close(o, s->name, false);
}

/* A shape that is sent and answered is described as sent: the stricter of the two. */
static void see(struct seen *seen, const struct shape *s, bool input)
{
	size_t i = 0;

	if (!s)
		return;
	while (i < seen->n && seen->at[i] != s)
		i++;
	if (i < seen->n && (seen->input[i] || !input))
		return;
	must(i < SHAPES_MAX);
	seen->at[i] = s;
	seen->input[i] = input;
	seen->n += i == seen->n;
	for (size_t f = 0; f < s->count; f++)
		see(seen, s->fields[f].child, input);
}

static void responses(struct out *o)
{
	render_open(o, "responses", false);
	render_open(o, "problem", false);
	text(o, "description", "What went wrong, and which fields (RFC 9457)");
	render_open(o, "content", false);
	static const char *const types[] = { "application/problem+json", "application/problem+xml" };
	for (size_t i = 0; i < 2; i++) {
		render_open(o, types[i], false);
		render_open(o, "schema", false);
		ref_of(o, reply_problem_shape());
		render_close(o, "schema", false);
		render_close(o, types[i], false);
	}
	render_close(o, "content", false);
	render_close(o, "problem", false);
	render_close(o, "responses", false);
}

static void cookie(struct out *o, const char *scheme, const char *name)
{
	render_open(o, scheme, false);
	text(o, "type", "apiKey");
	text(o, "in", "cookie");
	text(o, "name", name);
	render_close(o, scheme, false);
}

void openapi_components(struct out *o, const struct route *const tables[])
{
	struct seen seen = { .n = 0 };

	see(&seen, reply_problem_shape(), false);
	for (; *tables; tables++)
		for (const struct route *r = *tables; r->method != METHOD_NONE; r++) {
			see(&seen, r->raw ? NULL : r->gives, false);
			see(&seen, r->raw || r->takes == TAKES_MULTIPART ? NULL : r->body, true);
		}
	render_open(o, "components", false);
	render_open(o, "schemas", false);
	for (size_t i = 0; i < seen.n; i++)
		schema(o, seen.at[i], seen.input[i]);
	render_close(o, "schemas", false);
	responses(o);
	render_open(o, "securitySchemes", false);
	render_open(o, "bearer", false);
	text(o, "type", "http");
	text(o, "scheme", "bearer");
	render_close(o, "bearer", false);
	cookie(o, "member_cookie", "mm_member");
	cookie(o, "staff_cookie", "mm_staff");
	render_close(o, "securitySchemes", false);
	render_close(o, "components", false);
}

/* openapi.c - paths and operations; openapi_schema.c has the schemas. */
#include "openapi.h"
#include "openapi_schema.h"
#include "reply.h"
#include "router.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_BYTES = 160 };

static void text(struct out *o, const char *key, const char *value) { o->writer->text(o, key, value); }

/* "/orders/:id" is "/orders/{id}" there. */
static void path_of(const char *path, char out[NAME_MAX_BYTES])
{
	size_t n = 0;
	bool open = false;

	for (const char *p = path; *p && n < NAME_MAX_BYTES - 3; p++) {
		if (open && *p == '/') {
			out[n++] = '}';
			open = false;
		}
		open |= *p == ':';
		out[n++] = *p == ':' ? '{' : *p;
	}
	if (open)
		out[n++] = '}';
	out[n] = '\0';
}

/* "get_api_shop_orders_number": unique, because method and path are. */
static void id_of(const struct route *r, char out[NAME_MAX_BYTES])
{
	snprintf(out, NAME_MAX_BYTES, "%s%s", method_name(r->method), r->path);
	for (char *p = out; *p; p++)
		*p = isalnum((unsigned char)*p) ? (char)tolower((unsigned char)*p) : '_';
}

static void ref(struct out *o, const char *key, const struct shape *s)
{
	char at[NAME_MAX_BYTES];

	snprintf(at, sizeof at, "#/components/schemas/%s", s->name);
	render_open(o, key, false);
	text(o, "$ref", at);
	render_close(o, key, false);
}

static void parameter(struct out *o, const char *in, const struct field *f, bool required)
{
	render_open(o, NULL, false);
	text(o, "name", f->name);
	text(o, "in", in);
	o->writer->boolean(o, "required", required);
	render_open(o, "schema", false);
	openapi_field(o, f, true);
	render_close(o, "schema", false);
	render_close(o, NULL, false);
}

static void parameters(struct out *o, const struct route *r)
{
	static const struct field key = { .name = "Idempotency-Key", .kind = KIND_TEXT, .min = 8, .max = 64 };

	if (!r->params && !r->query && !r->key)
		return;
	render_open(o, "parameters", true);
	for (size_t i = 0; r->params && i < r->params->count; i++)
		parameter(o, "path", &r->params->fields[i], true);
	for (size_t i = 0; r->query && i < r->query->count; i++)
		parameter(o, "query", &r->query->fields[i],
			!r->query->fields[i].optional && !field_is_maybe(r->query->fields[i].kind));
	if (r->key)
		parameter(o, "header", &key, true);
	render_close(o, "parameters", true);
}

/* The file, and the fields of the form beside it. */
static void multipart_body(struct out *o, const struct route *r)
{
	render_open(o, "multipart/form-data", false);
	render_open(o, "schema", false);
	text(o, "type", "object");
	render_open(o, "properties", false);
	render_open(o, "file", false);
	text(o, "type", "string");
	text(o, "format", "binary");
	render_close(o, "file", false);
	for (size_t i = 0; i < r->body->count; i++) {
		render_open(o, r->body->fields[i].name, false);
		openapi_field(o, &r->body->fields[i], true);
		render_close(o, r->body->fields[i].name, false);
	}
	render_close(o, "properties", false);
	openapi_strings(o, "required", (const char *const[]){ "file", NULL });
	o->writer->boolean(o, "additionalProperties", false);
	render_close(o, "schema", false);
	render_close(o, "multipart/form-data", false);
}

static void body(struct out *o, const struct route *r)
{
	if (!r->body)
		return;
	render_open(o, "requestBody", false);
	o->writer->boolean(o, "required", true);
	render_open(o, "content", false);
	if (r->takes == TAKES_MULTIPART) {
		multipart_body(o, r);
	} else {
		render_open(o, "application/json", false);
		ref(o, "schema", r->body);
		render_close(o, "application/json", false);
	}
	render_close(o, "content", false);
	render_close(o, "requestBody", false);
}

static void property(struct out *o, const char *name, const char *type)
{
	render_open(o, name, false);
	text(o, "type", type);
	render_close(o, name, false);
}

/* {"items": […]} with what tells where the list goes on. */
static void list_schema(struct out *o, const struct route *r)
{
	static const char *const pages[] = { "page", "page_size", "total" };

	render_open(o, "schema", false);
	text(o, "type", "object");
	render_open(o, "properties", false);
	render_open(o, "items", false);
	text(o, "type", "array");
	ref(o, "items", r->gives);
	render_close(o, "items", false);
	for (size_t i = 0; r->lists == LISTS_PAGES && i < 3; i++)
		property(o, pages[i], "integer");
	if (r->lists == LISTS_CURSOR)
		property(o, "next", "string");
	render_close(o, "properties", false);
	openapi_strings(o, "required", (const char *const[]){ "items", r->lists == LISTS_PAGES ? "total" : NULL, NULL });
	o->writer->boolean(o, "additionalProperties", false);
	render_close(o, "schema", false);
}

static void content(struct out *o, const struct route *r, const char *type)
{
	render_open(o, type, false);
	if (r->lists)
		list_schema(o, r);
	else
		ref(o, "schema", r->gives);
	render_close(o, type, false);
}

static void responses(struct out *o, const struct route *r)
{
	char status[8];

	snprintf(status, sizeof status, "%d", r->status);
	render_open(o, "responses", false);
	render_open(o, status, false);
	text(o, "description", r->status == 204 ? "Done" : r->status == 302 ? "Go on there" : "As asked");
	if (r->gives) {
		render_open(o, "content", false);
		content(o, r, "application/json");
		content(o, r, "application/xml");
		render_close(o, "content", false);
	}
	render_close(o, status, false);
	static const char *const faults[] = { "4XX", "5XX" };
	for (size_t i = 0; i < 2; i++) {
		render_open(o, faults[i], false);
		text(o, "$ref", "#/components/responses/problem");
		render_close(o, faults[i], false);
	}
	render_close(o, "responses", false);
}

static void scheme(struct out *o, const char *name)
{
	render_open(o, NULL, false);
	render_open(o, name, true);
	render_close(o, name, true);
	render_close(o, NULL, false);
}

static void operation(struct out *o, const struct route *r)
{
	const char *method = r->method == METHOD_GET ? "get"
		: r->method == METHOD_POST           ? "post"
		: r->method == METHOD_PUT            ? "put"
						     : "delete";
	char id[NAME_MAX_BYTES];

	id_of(r, id);
	render_open(o, method, false);
	text(o, "operationId", id);
	text(o, "summary", r->summary);
	openapi_strings(o, "tags", (const char *const[]){ strncmp(r->path, "/api/admin/", 11) == 0 ? "admin" : "shop", NULL });
	if (r->permit)
		text(o, "x-permission", permission_words.at[r->permit]);
	render_open(o, "security", true);
	if (r->who == WHO_ANYONE) {
		render_open(o, NULL, false);
		render_close(o, NULL, false);
	} else {
		scheme(o, "bearer");
		scheme(o, r->who == WHO_STAFF ? "staff_cookie" : "member_cookie");
	}
	render_close(o, "security", true);
	parameters(o, r);
	body(o, r);
	responses(o, r);
	render_close(o, method, false);
}

static bool told(const struct route *const tables[], const struct route *until)
{
	for (; *tables; tables++)
		for (const struct route *r = *tables; r->method != METHOD_NONE; r++) {
			if (r == until)
				return false;
			if (!r->raw && strcmp(r->path, until->path) == 0)
				return true;
		}
	return false;
}

/* A path once, with all its methods, wherever they stand in the tables. */
static void paths(struct out *o, const struct route *const tables[])
{
	char path[NAME_MAX_BYTES];

	render_open(o, "paths", false);
	for (const struct route *const *t = tables; *t; t++)
		for (const struct route *r = *t; r->method != METHOD_NONE; r++) {
			if (r->raw || told(tables, r))
				continue;
			path_of(r->path, path);
			render_open(o, path, false);
			for (const struct route *const *u = tables; *u; u++)
				for (const struct route *s = *u; s->method != METHOD_NONE; s++)
					if (!s->raw && strcmp(s->path, r->path) == 0)
						operation(o, s);
			render_close(o, path, false);
		}
	render_close(o, "paths", false);
}

static void info(struct out *o)
{
	text(o, "openapi", "3.1.0");
	render_open(o, "info", false);
	text(o, "title", "Micromall");
	text(o, "version", "1");
	text(o, "summary", "A shop for WeChat users: members buy, staff sell");
	render_open(o, "license", false);
	text(o, "name", "See the project");
	text(o, "url", "https://micromall.invalid/license");
	render_close(o, "license", false);
	render_close(o, "info", false);
	render_open(o, "servers", true);
	render_open(o, NULL, false);
	text(o, "url", "/");
	render_close(o, NULL, false);
	render_close(o, "servers", true);
	render_open(o, "tags", true);
	for (int i = 0; i < 2; i++) {
		render_open(o, NULL, false);
		text(o, "name", i ? "admin" : "shop");
		text(o, "description", i ? "For staff" : "For members, and whoever looks around");
		render_close(o, NULL, false);
	}
	render_close(o, "tags", true);
}

err openapi_write(struct arena *arena, const struct route *const tables[], struct text *to)
{
	struct out o = { .writer = &json_writer, .text = to };

	*to = (struct text){ .arena = arena };
	render_open(&o, NULL, false);
	info(&o);
	paths(&o, tables);
	openapi_components(&o, tables);
	render_close(&o, NULL, false);
	return to->failed ? ERR_NOMEM : OK;
}

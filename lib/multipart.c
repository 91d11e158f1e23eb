#include "multipart.h"
#include "text.h"
#include <string.h>
#include <strings.h>

/* What is left to read. */
struct reader {
	const char *at, *end;
};

static size_t left(const struct reader *r) { return (size_t)(r->end - r->at); }

static bool take(struct reader *r, const char *s)
{
	const size_t n = strlen(s);

	if (left(r) < n || memcmp(r->at, s, n) != 0)
		return false;
	r->at += n;
	return true;
}

static bool take_ignoring_case(struct reader *r, const char *s)
{
	const size_t n = strlen(s);

	if (left(r) < n || strncasecmp(r->at, s, n) != 0)
		return false;
	r->at += n;
	return true;
}

static void skip_blanks(struct reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\t'))
		r->at++;
}

/* Up to where none of those characters stands. */
static bytes take_of(struct reader *r, const char *characters)
{
	const char *from = r->at;

	while (r->at < r->end && *r->at && strchr(characters, *r->at))
		r->at++;
	return (bytes){ from, (size_t)(r->at - from) };
}

#define ALNUM "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
static const char token[] = ALNUM "!#$%&'*+-.^_`|~"; /* RFC 9110 */

/* "…": a quote stands in it behind a backslash, as some clients write it, or as %22, which stays. */
static err take_quoted(struct arena *a, struct reader *r, const char **out)
{
	struct text t = { .arena = a };
	size_t chars;

	if (!take(r, "\""))
		return ERR_INVALID;
	while (r->at < r->end && *r->at != '"') {
		r->at += r->at + 1 < r->end && r->at[0] == '\\' && r->at[1] == '"';
		text_add(&t, r->at++, 1);
	}
	if (!take(r, "\""))
		return ERR_INVALID;
	const size_t n = t.n;
	text_add(&t, "", 1);
	if (t.failed)
		return ERR_NOMEM;
	if (!text_is_clean(t.at, n, &chars))
		return ERR_INVALID;
	*out = t.at;
	return OK;
}

/* ---- the boundary ---- */

/* RFC 2046: 1 to 70 characters, the last no blank. Blanks are in no boundary that a client draws: none is taken. */
static bool is_boundary(bytes b)
{
	static const char characters[] = ALNUM "'()+_,-./:=?";
	struct reader r = { b.at, (const char *)b.at + b.n };

	return b.n >= 1 && b.n <= BOUNDARY_MAX && take_of(&r, characters).n == b.n;
}

static err boundary_value(struct arena *a, struct reader *r, bytes *out)
{
	const char *quoted;

	if (r->at == r->end || *r->at != '"') {
		*out = take_of(r, token);
		return OK;
	}
	TRY(take_quoted(a, r, &quoted));
	*out = (bytes){ quoted, strlen(quoted) };
	return OK;
}

/* "multipart/form-data; boundary=x", with no parameter but that. *out: "\r\n--x", as it stands between parts. */
static err read_boundary(struct arena *a, const char *content_type, const char **out)
{
	struct reader r = { content_type, content_type + strlen(content_type) };
	struct text t = { .arena = a };
	bytes boundary;

	if (!take_ignoring_case(&r, "multipart/form-data"))
		return ERR_INVALID;
	skip_blanks(&r);
	if (!take(&r, ";"))
		return ERR_INVALID;
	skip_blanks(&r);
	if (!take_ignoring_case(&r, "boundary="))
		return ERR_INVALID;
	TRY(boundary_value(a, &r, &boundary));
	if (left(&r) > 0 || !is_boundary(boundary))
		return ERR_INVALID;
	text_printf(&t, "\r\n--%.*s%c", (int)boundary.n, (const char *)boundary.at, '\0');
	if (t.failed)
		return ERR_NOMEM;
	*out = t.at;
	return OK;
}

/* ---- a part ---- */

/* form-data; name="…"; filename="…". filename*= is not for forms (RFC 7578 §4.2). */
static err read_disposition(struct arena *a, struct reader r, struct part *p)
{
	if (p->name || !take_ignoring_case(&r, "form-data"))
		return ERR_INVALID;
	while (left(&r) > 0) {
		skip_blanks(&r);
		if (!take(&r, ";"))
			return ERR_INVALID;
		skip_blanks(&r);
		const bool name = take_ignoring_case(&r, "name="), file = !name && take_ignoring_case(&r, "filename=");
		const char **to = name ? &p->name : &p->filename;
		if ((!name && !file) || *to)
			return ERR_INVALID;
		TRY(take_quoted(a, &r, to));
	}
	return p->name && *p->name && strlen(p->name) <= PART_NAME_MAX ? OK : ERR_INVALID;
}

static err read_header(struct arena *a, bytes line, struct part *p)
{
	struct reader r = { line.at, (const char *)line.at + line.n };
	size_t chars;

	if (line.n > PART_HEADER_MAX || !text_is_clean(line.at, line.n, &chars) || memchr(line.at, '\r', line.n) ||
		memchr(line.at, '\n', line.n))
		return ERR_INVALID;
	if (take_ignoring_case(&r, "content-disposition:")) {
		skip_blanks(&r);
		return read_disposition(a, r, p);
	}
	if (p->type || !take_ignoring_case(&r, "content-type:"))
		return ERR_INVALID;
	skip_blanks(&r);
	p->type = arena_strndup(a, r.at, left(&r));
	return p->type ? OK : ERR_NOMEM;
}

/* Up to the empty line. */
static err read_headers(struct arena *a, struct reader *r, struct part *p)
{
	for (int n = 0; n <= PART_HEADERS_MAX; n++) {
		const char *eol = memmem(r->at, left(r), "\r\n", 2);
		if (!eol)
			return ERR_INVALID;
		const bytes line = { r->at, (size_t)(eol - r->at) };
		r->at = eol + 2;
		if (line.n == 0)
			return p->name ? OK : ERR_INVALID;
		TRY(read_header(a, line, p));
	}
	return ERR_INVALID;
}

static bool is_known(const struct parts *parts, const char *name)
{
	for (size_t i = 0; i < parts->n; i++)
		if (strcmp(parts->at[i].name, name) == 0)
			return true;
	return false;
}

/* One part, and the boundary behind it. */
static err read_part(struct arena *a, struct reader *r, const char *between, struct parts *parts)
{
	struct part p = { .name = NULL };

	if (parts->n == PARTS_MAX || !take(r, "\r\n"))
		return ERR_INVALID;
	TRY(read_headers(a, r, &p));
	/* The line end before the boundary is the boundary's: of an empty part it is the one that ended the headers. */
	const char *from = r->at, *until = memmem(from - 2, left(r) + 2, between, strlen(between));
	if (!until || is_known(parts, p.name))
		return ERR_INVALID;
	p.data = until < from ? (bytes){ from, 0 } : (bytes){ from, (size_t)(until - from) };
	r->at = until + strlen(between);
	parts->at[parts->n++] = p;
	return OK;
}

err multipart_parse(struct arena *a, const char *content_type, bytes body, struct parts *out)
{
	struct reader r = { body.at, (const char *)body.at + body.n };
	struct parts parts = { .n = 0 };
	const char *between;

	TRY(read_boundary(a, content_type, &between));
	if (!take(&r, between + 2))
		return ERR_INVALID;
	while (!take(&r, "--"))
		TRY(read_part(a, &r, between, &parts));
	take(&r, "\r\n");
	if (left(&r) > 0)
		return ERR_INVALID;
	*out = parts;
	return OK;
}

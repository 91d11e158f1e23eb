/* multipart.h - a form as browsers send files in it: multipart/form-data (RFC 7578) over a body read whole.
 *
 * Strict, as decode.h: nothing before the first boundary or behind the last; of each part a
 * Content-Disposition with one name and at most one filename, a Content-Type at will, and no other header;
 * no name twice; limits on everything. What a part holds is not copied: it lies in the body. */
#ifndef MULTIPART_H
#define MULTIPART_H
#include "arena.h"
#include "err.h"
#include "value.h"

enum { PARTS_MAX = 8, PART_HEADERS_MAX = 3, PART_HEADER_MAX = 1024, PART_NAME_MAX = 64, BOUNDARY_MAX = 70 };

/* filename and type are what the client says, and prove nothing; filename NULL: a plain field. */
struct part {
	const char *name, *filename, *type;
	bytes data;
};
struct parts {
	struct part at[PARTS_MAX];
	size_t n;
};

/* ERR_INVALID for what is no such form, ERR_NOMEM. *out is untouched on failure. */
err multipart_parse(struct arena *, const char *content_type, bytes body, struct parts *out) MUST_USE;
#endif

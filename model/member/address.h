/* address.h - where a member's goods go.
 *
 * Every function asks for the owner besides the id: somebody else's address is as unknown as none.
 * At most ADDRESS_MAX a member, at most one the default; writes of one member queue at his row. */
#ifndef ADDRESS_H
#define ADDRESS_H
#include "../db.h"

#define ADDRESS_ERRORS(E) E(ADDRESS_LIMIT, 409, "address_limit", "No further addresses can be kept")
ADDRESS_ERRORS(ERR_DECLARE)

enum { REGION_DIGITS = 6 };
#define ADDRESS_MAX 20

struct address {
	int64_t id;
	sealed name, phone;
	const char *region; /* code of the district, GB/T 2260: 6 digits */
	const char *province, *city, *district;
	sealed detail;
	bool is_default;
	int32_t version;
};
struct address_list {
	struct address *at;
	size_t n;
};
SHAPE_DECLARE(address_row, struct address);

SHAPE_DECLARE(address_form, struct address);        /* a further one */
SHAPE_DECLARE(address_change_form, struct address); /* with the version that was read */
SHAPE_DECLARE(receiver_form, struct address);       /* of an order: version is the order's */

/* The default first, then the newest. */
err address_list(struct db *, member_id, struct address_list *out) MUST_USE;
err address_find(struct db *, member_id, int64_t id, struct address *out) MUST_USE;

/* The first one is the default, asked for or not. ADDRESS_LIMIT. */
err address_create(struct tx *, member_id, const struct address *, int64_t *id) MUST_USE;
/* By id and version: ERR_CONFLICT when it changed meanwhile. is_default false takes nothing back. */
err address_change(struct tx *, member_id, const struct address *) MUST_USE;
err address_make_default(struct tx *, member_id, int64_t id) MUST_USE;
err address_delete(struct tx *, member_id, int64_t id) MUST_USE;
#endif

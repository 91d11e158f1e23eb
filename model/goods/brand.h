/* brand.h - whose make goods are: a list by position, of which a product names one at most.
 *
 * A hidden brand is not offered to buyers, nor told of the goods that have it. Deleting is a state, and
 * refused while a product has it. Who gives a product a brand holds its row (shared) meanwhile. */
#ifndef BRAND_H
#define BRAND_H
#include "../db.h"

#define BRAND_STATES(W) W(BRAND_ACTIVE, "ACTIVE") W(BRAND_HIDDEN, "HIDDEN") W(BRAND_DELETED, "DELETED")
WORDS_DECLARE(brand_state, BRAND_STATES);
/* What a form may say. */
#define BRAND_SHOWN(W) W(BRAND_SHOWN_ACTIVE, "ACTIVE") W(BRAND_SHOWN_HIDDEN, "HIDDEN")
WORDS_DECLARE(brand_shown, BRAND_SHOWN);

/* clang-format off */
#define BRAND_ERRORS(E) \
	E(BRAND_IN_USE, 409, "brand_in_use", "There are still goods of this brand") \
	E(BRAND_LIMIT,  409, "brand_limit",  "There are as many brands as there may be")
/* clang-format on */
BRAND_ERRORS(ERR_DECLARE)

#define BRANDS_MAX 500 /* not counting deleted ones */

struct brand {
	int64_t id;
	const char *name, *image; /* image NULL: none */
	int32_t position;
	enum brand_state state;
	int32_t version;
};
struct brand_list {
	struct brand *at;
	size_t n;
};
SHAPE_DECLARE(brand_row, struct brand);

/* `version`: of a change, the one that was read. */
struct brand_form {
	const char *name, *image;
	int32_t position;
	enum brand_shown state;
	int32_t version;
};
SHAPE_DECLARE(brand_create_form, struct brand_form);
SHAPE_DECLARE(brand_update_form, struct brand_form);

err brand_list_active(struct db *, struct brand_list *out) MUST_USE; /* by position */
err brand_list_all(struct db *, struct brand_list *out) MUST_USE;    /* but the deleted */

/* BRAND_LIMIT, ERR_DUPLICATE (the name), MEDIA_GONE. */
err brand_create(struct tx *, const struct brand_form *, int64_t *id) MUST_USE;
/* ERR_NOT_FOUND, ERR_CONFLICT, ERR_DUPLICATE, MEDIA_GONE. */
err brand_update(struct tx *, int64_t brand, const struct brand_form *) MUST_USE;
/* ERR_NOT_FOUND, BRAND_IN_USE. */
err brand_delete(struct tx *, int64_t brand) MUST_USE;
/* Holds it against deletion to the end of the transaction; ERR_NOT_FOUND when it is gone. */
err brand_hold(struct tx *, int64_t brand) MUST_USE;
#endif

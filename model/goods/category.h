/* category.h - the tree goods are sorted into, of at most three levels.
 *
 * A category that is hidden is not offered to buyers, nor what lies below it; its goods can still be
 * found by a search, and bought. Deleting is a state, and refused while anything lies in it. Lock
 * order: category, then SKUs, then product: who puts a thing into a category holds its row (shared),
 * so that it is not deleted meanwhile. */
#ifndef CATEGORY_H
#define CATEGORY_H
#include "../many.h"

/* clang-format off */
#define CATEGORY_STATES(W) \
	W(CATEGORY_ACTIVE,  "ACTIVE") \
	W(CATEGORY_HIDDEN,  "HIDDEN") \
	W(CATEGORY_DELETED, "DELETED")
/* clang-format on */
WORDS_DECLARE(category_state, CATEGORY_STATES);
/* What a form may say. */
#define CATEGORY_SHOWN(W) W(SHOWN_ACTIVE, "ACTIVE") W(SHOWN_HIDDEN, "HIDDEN")
WORDS_DECLARE(category_shown, CATEGORY_SHOWN);

/* clang-format off */
#define CATEGORY_ERRORS(E) \
	E(CATEGORY_IN_USE, 409, "category_in_use", "It still has categories or goods in it") \
	E(CATEGORY_PARENT, 409, "category_parent", "Nothing can be put below that category") \
	E(CATEGORY_LIMIT,  409, "category_limit",  "There are as many categories as there may be")
/* clang-format on */
CATEGORY_ERRORS(ERR_DECLARE)

enum { CATEGORY_LEVELS = 3 };
#define CATEGORIES_MAX 1000 /* not counting deleted ones */

struct category;
struct category_list {
	struct category *at;
	size_t n;
};
struct category {
	int64_t id;
	maybe_int64 parent_id;
	int32_t level;
	const char *name, *image;
	int32_t position;
	enum category_state state;
	int32_t version;
	struct category_list children; /* where a function says so */
};
SHAPE_DECLARE(category_row, struct category);

/* What staff write. The parent is chosen once; `version` is the one that was read. */
struct category_form {
	maybe_int64 parent_id;
	const char *name, *image;
	int32_t position;
	enum category_shown state;
	int32_t version;
};
SHAPE_DECLARE(category_create_form, struct category_form);
SHAPE_DECLARE(category_update_form, struct category_form);

/* A category and all below it that buyers may see, as JSON text "[3,7]" for JSON_TABLE. */
struct category_scope {
	const char *ids;
	size_t n;
};

/* The roots that buyers see, by position, each with its children, as those with theirs. */
err category_tree(struct db *, struct category_list *out) MUST_USE;
err category_list_roots(struct db *, struct category_list *out) MUST_USE; /* without children */
/* All but the deleted, flat: level by level, by parent and position. */
err category_list_all(struct db *, struct category_list *out) MUST_USE;
/* n is 0 when buyers do not see it. */
err category_scope(struct db *, struct arena *, int64_t category, struct category_scope *out) MUST_USE;

/* CATEGORY_PARENT when the parent is unknown, deleted or of the last level; CATEGORY_LIMIT. */
err category_create(struct tx *, const struct category_form *, int64_t *id) MUST_USE;
/* ERR_NOT_FOUND, ERR_CONFLICT when it is not of that version any more. */
err category_update(struct tx *, int64_t category, const struct category_form *) MUST_USE;
/* ERR_NOT_FOUND, CATEGORY_IN_USE. */
err category_delete(struct tx *, int64_t category) MUST_USE;
/* The order of all below a parent, hidden ones too, or of the roots: the first of the list comes first. ERR_CONFLICT
 * when these are not exactly those that are there; ERR_NOT_FOUND for no such parent. */
struct category_ordering {
	maybe_int64 parent_id;
	struct picks categories;
};
SHAPE_DECLARE(category_order_form, struct category_ordering);
err category_order(struct tx *, const struct category_ordering *) MUST_USE;
/* Holds it against deletion to the end of the transaction; ERR_NOT_FOUND when it is gone. */
err category_hold(struct tx *, int64_t category) MUST_USE;
#endif

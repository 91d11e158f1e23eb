/* hot_word.c - /api/admin/hot-words: what the shop suggests to look for. */
#include "content.h"

CONTENT_HANDLERS(hot_word)

static err list_get(struct request *r)
{
	struct hot_word_list all;

	TRY(hot_word_list(r->db, &all));
	return reply_list(r, hot_word_line, &all, NULL);
}

static err list_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(hot_word_create(tx, REQUEST_BODY(r, hot_word_create_form), &r->problem, &id));
	return reply_created(r, id);
}

static err one_get(struct request *r)
{
	struct hot_word one;

	TRY(hot_word_find(r->db, REQUEST_PARAMS(r, id_params)->id, &one));
	return reply_one(r, 200, hot_word_staff, &one);
}

static err one_put(struct request *r, struct tx *tx)
{
	struct hot_word form = *REQUEST_BODY(r, hot_word_update_form);

	form.id = REQUEST_PARAMS(r, id_params)->id;
	TRY(hot_word_update(tx, &form, &r->problem));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_hot_word_routes[] = {
	CONTENT_ROUTES("/api/admin/hot-words", "a hot word", "hot words", hot_word, hot_word, ITEM_BODY_MAX),
	{ .method = METHOD_NONE }
};
/* clang-format on */

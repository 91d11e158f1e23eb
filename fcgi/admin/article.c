/* article.c - /api/admin/articles: pages that the shop writes. */
#include "content.h"

CONTENT_HANDLERS(article)

static err list_get(struct request *r)
{
	struct article_list all;

	TRY(article_list(r->db, &all));
	return reply_list(r, article_line, &all, NULL);
}

static err list_post(struct request *r, struct tx *tx)
{
	int64_t id;

	TRY(article_create(tx, r->arena, REQUEST_BODY(r, article_create_form), &id));
	return reply_created(r, id);
}

static err one_get(struct request *r)
{
	struct article one;

	TRY(article_find(r->db, REQUEST_PARAMS(r, id_params)->id, &one));
	return reply_one(r, 200, article_staff, &one);
}

static err one_put(struct request *r, struct tx *tx)
{
	struct article form = *REQUEST_BODY(r, article_update_form);

	form.id = REQUEST_PARAMS(r, id_params)->id;
	TRY(article_update(tx, r->arena, &form));
	return reply_nothing(r);
}

/* clang-format off */
const struct route admin_article_routes[] = {
	CONTENT_ROUTES("/api/admin/articles", "an article", "articles", article, article, WRITING_BODY_MAX),
	{ .method = METHOD_NONE }
};
/* clang-format on */

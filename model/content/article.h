/* article.h - pages that the shop writes: care instructions, news, how to return something. */
#ifndef ARTICLE_H
#define ARTICLE_H
#include "content.h"
#include "../../lib/cursor.h"

struct article {
	int64_t id;
	const char *title, *image, *body;
	int32_t position;
	enum content_state state;
	maybe_moment published_at;
	int32_t version;
	struct content_texts texts; /* where a function says so */
};
struct article_list {
	struct article *at;
	size_t n;
};
SHAPE_DECLARE(article_row, struct article);      /* whole */
SHAPE_DECLARE(article_card_row, struct article); /* without the body */
SHAPE_DECLARE(article_text, struct content_text);
SHAPE_DECLARE(article_text_form, struct content_text);
SHAPE_DECLARE(article_create_form, struct article);
SHAPE_DECLARE(article_update_form, struct article);

#define ARTICLES_MAX 200
extern const struct content_table article_table;

/* All but the deleted, as they stand. A new one stands first, until it is put elsewhere. */
err article_list(struct db *, struct article_list *out) MUST_USE;
err article_find(struct db *, int64_t id, struct article *out) MUST_USE; /* with texts */
/* A draft. Bodies are made harmless: html.h. CONTENT_LIMIT. */
err article_create(struct tx *, struct arena *, const struct article *, int64_t *id) MUST_USE;
err article_update(struct tx *, struct arena *, const struct article *) MUST_USE; /* by id and version */

/* What buyers see, in that language: cards from the cursor on, at most `limit`; a page. */
err article_list_shown(struct db *, const char *locale, struct cursor from, int32_t limit, struct article_list *out) MUST_USE;
err article_find_shown(struct db *, const char *locale, int64_t id, struct article *out) MUST_USE;
#endif

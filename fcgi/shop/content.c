/* content.c - /api/shop: who the shop is, its front page, what it suggests to look for, what it writes. */
#include "../reply.h"
#include "../../lib/cursor.h"
#include "../../views/content.h"
#include "../../views/message.h"

struct shop_kind_path {
	enum agreement_kind kind;
};
SHAPE_DECLARE(shop_agreement_params, struct shop_kind_path);
static const struct field kind_fields[] = { FIELD_ENUM(struct shop_kind_path, kind, agreement_kind) };
const struct shape shop_agreement_params = SHAPE(shop_agreement_params, kind_fields);

static const char *language_of(const struct request *r) { return message_locale_word(message_locale(r->accept_language)); }

static err identity_get(struct request *r)
{
	struct identity is;

	TRY(identity_read_in(r->db, language_of(r), &is));
	if (!*is.name)
		is.name = r->settings->shop.name;
	is.locale = r->settings->shop.locale;
	return reply_one(r, 200, identity_view, &is);
}

static err home_get(struct request *r)
{
	struct home home;

	TRY(category_list_roots(r->db, &home.categories));
	TRY(home_read(r->db, r->arena, language_of(r), &home.front));
	return reply_one(r, 200, home_view, &home);
}

static err hot_words_get(struct request *r)
{
	struct hot_word_list list;

	TRY(hot_word_list_shown(r->db, language_of(r), &list));
	return reply_list(r, hot_word_card, &list, NULL);
}

static err articles_get(struct request *r)
{
	const struct place *q = REQUEST_QUERY(r, place_query);
	struct cursor from = { 0, INT64_MAX };
	struct article_list list;
	const char *next = NULL;

	if (!cursor_parse(q->cursor, &from)) {
		problem_add(&r->problem, "cursor", SAY_TEXT);
		return ERR_INVALID;
	}
	TRY(article_list_shown(r->db, language_of(r), from, q->limit + 1, &list)); /* one more says whether it goes on */
	if (list.n > (size_t)q->limit) {
		const struct article *last = &list.at[--list.n - 1];
		next = cursor_print(r->arena, (struct cursor){ last->position, last->id });
		if (!next)
			return ERR_NOMEM;
	}
	return reply_list(r, article_card, &list, next);
}

static err article_get(struct request *r)
{
	struct article found;

	TRY(article_find_shown(r->db, language_of(r), REQUEST_PARAMS(r, id_params)->id, &found));
	return reply_one(r, 200, article_view, &found);
}

static err agreement_get(struct request *r)
{
	struct agreement found;

	TRY(agreement_find_in(r->db, REQUEST_PARAMS(r, shop_agreement_params)->kind, language_of(r), &found));
	return reply_one(r, 200, agreement_view, &found);
}

/* clang-format off */
const struct route shop_content_routes[] = {
	{ .method = METHOD_GET, .path = "/api/shop/identity", .summary = "Who the shop is: name, face, service, what the law wants said",
	  .who = WHO_ANYONE, .shared = true, .gives = &identity_view, .status = 200, .read = identity_get },
	{ .method = METHOD_GET, .path = "/api/shop/home", .who = WHO_ANYONE, .shared = true, .gives = &home_view, .status = 200,
	  .summary = "The front page: banners, announcements, categories, floors, new goods, best sellers", .read = home_get },
	{ .method = METHOD_GET, .path = "/api/shop/hot-words", .summary = "What the shop suggests to look for", .who = WHO_ANYONE,
	  .shared = true, .gives = &hot_word_card, .lists = LISTS_CURSOR, .status = 200, .read = hot_words_get },
	{ .method = METHOD_GET, .path = "/api/shop/articles", .summary = "What the shop writes", .who = WHO_ANYONE, .shared = true,
	  .query = &place_query, .gives = &article_card, .lists = LISTS_CURSOR, .status = 200, .read = articles_get },
	{ .method = METHOD_GET, .path = "/api/shop/articles/:id", .summary = "One article", .who = WHO_ANYONE, .shared = true,
	  .params = &id_params, .gives = &article_view, .status = 200, .read = article_get },
	{ .method = METHOD_GET, .path = "/api/shop/agreements/:kind", .summary = "The version in force of an agreement",
	  .who = WHO_ANYONE, .shared = true, .params = &shop_agreement_params, .gives = &agreement_view, .status = 200,
	  .read = agreement_get },
	{ .method = METHOD_NONE }
};
/* clang-format on */

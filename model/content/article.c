#include "article.h"
#include "../limit.h"
#include "../../lib/html.h"

static const struct field row[] = {
	FIELD(struct article, id),
	FIELD(struct article, title),
	FIELD(struct article, image),
	FIELD(struct article, body),
	FIELD(struct article, position),
	FIELD_ENUM(struct article, state, content_state),
	FIELD(struct article, published_at),
	FIELD(struct article, version),
};
const struct shape article_row = SHAPE(article_row, row);

static const struct field card_row[] = {
	FIELD(struct article, id),
	FIELD(struct article, title),
	FIELD(struct article, image),
	FIELD(struct article, position),
	FIELD_ENUM(struct article, state, content_state),
	FIELD(struct article, published_at),
	FIELD(struct article, version),
};
const struct shape article_card_row = SHAPE(article_card_row, card_row);

static const struct field text[] = {
	FIELD_ENUM(struct content_text, locale, content_locale),
	FIELD(struct content_text, title),
	FIELD(struct content_text, body),
};
const struct shape article_text = SHAPE(article_text, text);

static const struct field text_form[] = {
	FIELD_ENUM(struct content_text, locale, content_locale),
	FIELD(struct content_text, title, .min = 1, .max = TITLE_MAX),
	FIELD(struct content_text, body, .max = BODY_CHARS_MAX),
};
const struct shape article_text_form = SHAPE(article_text_form, text_form);

static void check(const void *form, struct problem *p)
{
	const struct article *a = form;

	media_check_path("image", a->image, p);
	content_check_texts(&a->texts, p);
}

/* clang-format off */
#define FORM \
	FIELD(struct article, title, .min = 1, .max = TITLE_MAX), \
	FIELD(struct article, image, .max = IMAGE_MAX, .optional = true), \
	FIELD(struct article, body, .max = BODY_CHARS_MAX), \
	FIELD_LIST(struct article, texts, article_text_form, .max = TEXTS_MAX, .optional = true)
/* clang-format on */
static const struct field create_form[] = { FORM };
const struct shape article_create_form = SHAPE(article_create_form, create_form, .check = check);
static const struct field update_form[] = { FORM, FIELD(struct article, version, .min = 1, .max = INT32_MAX) };
const struct shape article_update_form = SHAPE(article_update_form, update_form, .check = check);

#define CARD "a.id, COALESCE(t.title, a.title) AS title, a.image, a.position, a.state, a.published_at, a.version"
#define IN_LANGUAGE \
	" FROM article a LEFT JOIN article_text t ON t.thing_id = a.id AND t.locale = :locale WHERE a.state = 'PUBLISHED'"

DB_QUERY(article_select_all, article_card_row,
	"SELECT id, title, image, position, state, published_at, version FROM article WHERE state <> 'DELETED'"
	" ORDER BY position, id DESC LIMIT " LIMIT_TEXT(CONTENT_MAX));
DB_QUERY(article_select, article_row,
	"SELECT id, title, image, body, position, state, published_at, version FROM article WHERE id = :id AND state <> 'DELETED'");
DB_QUERY(article_select_shown, article_card_row,
	"SELECT " CARD IN_LANGUAGE
	" AND a.position >= :key AND (a.position > :key OR a.id < :id) ORDER BY a.position, a.id DESC LIMIT :limit");
DB_QUERY(article_find_one_shown, article_row, "SELECT " CARD ", COALESCE(t.body, a.body) AS body" IN_LANGUAGE " AND a.id = :id");
DB_COMMAND(article_insert,
	"INSERT INTO article (title, image, body, position, state, created_at)"
	" SELECT :title, COALESCE(:image, ''), :body, 0, 'DRAFT', NOW(3) FROM (SELECT COALESCE(MAX(position), 0) AS last, COUNT(*) AS n FROM article WHERE state <> 'DELETED') all_of WHERE all_of.n < " LIMIT_TEXT(
		ARTICLES_MAX));
DB_COMMAND(article_change,
	"UPDATE article SET title = :title, image = COALESCE(:image, ''), body = :body, version = version + 1"
	" WHERE id = :id AND version = :version AND state <> 'DELETED'");
CONTENT_TABLE_OF(article, article_text, "title, body", ":title, :body", USED_BY_ARTICLE);

const struct query *const article_queries[] = { &article_select_all_query, &article_select_query, &article_select_shown_query,
	&article_find_one_shown_query, &article_insert_query, &article_change_query, CONTENT_QUERIES_OF(article), NULL };

err article_list(struct db *db, struct article_list *out) { return db_all(db, article_select_all, out); }

err article_find(struct db *db, int64_t id, struct article *out)
{
	struct article found;

	TRY(db_one(db, article_select, &found, id));
	TRY(content_read_texts(db, &article_table, id, &found.texts));
	*out = found;
	return OK;
}

err article_list_shown(struct db *db, const char *locale, struct cursor from, int32_t limit, struct article_list *out)
{
	return db_all(db, article_select_shown, out, locale, from.key, from.id, limit);
}

err article_find_shown(struct db *db, const char *locale, int64_t id, struct article *out)
{
	struct article found = { 0 };

	TRY(db_one(db, article_find_one_shown, &found, locale, id));
	*out = found;
	return OK;
}

/* The same, with every body made harmless. */
static err cleaned(struct arena *arena, const struct article *form, struct article *out)
{
	struct article a = *form;

	TRY(html_clean(arena, form->body, BODY_KEPT_MAX, &a.body));
	a.texts.at = ARENA_NEW(arena, struct content_text, form->texts.n);
	if (!a.texts.at)
		return ERR_NOMEM;
	for (size_t i = 0; i < form->texts.n; i++) {
		a.texts.at[i] = form->texts.at[i];
		TRY(html_clean(arena, form->texts.at[i].body, BODY_KEPT_MAX, &a.texts.at[i].body));
	}
	*out = a;
	return OK;
}

static err record_use(struct tx *tx, int64_t id, const struct article *a)
{
	struct media_uses uses = { .n = 0 };

	media_uses_add(&uses, a->image);
	media_uses_add(&uses, a->body);
	for (size_t i = 0; i < a->texts.n; i++)
		media_uses_add(&uses, a->texts.at[i].body);
	return media_use_record(tx, USED_BY_ARTICLE, id, &uses);
}

err article_create(struct tx *tx, struct arena *arena, const struct article *form, int64_t *id)
{
	struct article a;

	TRY(cleaned(arena, form, &a));
	TRY(limit_hold(tx));
	TRY(db_exec_from(tx, article_insert, article_create_form, &a));
	if (db_changed(tx) == 0)
		return CONTENT_LIMIT;
	const int64_t made = db_last_id(tx);
	TRY(content_write_texts(tx, &article_table, made, &a.texts));
	TRY(record_use(tx, made, &a));
	*id = made;
	return OK;
}

err article_update(struct tx *tx, struct arena *arena, const struct article *form)
{
	struct article a;

	TRY(cleaned(arena, form, &a));
	TRY(db_exec_from(tx, article_change, article_update_form, &a, form->id));
	TRY(content_changed(tx, &article_table, form->id));
	TRY(content_write_texts(tx, &article_table, form->id, &a.texts));
	return record_use(tx, form->id, &a);
}

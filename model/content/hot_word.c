#include "hot_word.h"
#include "../limit.h"

static const struct field row[] = {
	FIELD(struct hot_word, id),
	FIELD(struct hot_word, title),
	FIELD_ENUM(struct hot_word, state, content_state),
	FIELD(struct hot_word, published_at),
	FIELD(struct hot_word, version),
};
const struct shape hot_word_row = SHAPE(hot_word_row, row);

static const struct field shown_row[] = {
	FIELD(struct hot_word, id),
	FIELD(struct hot_word, title),
	FIELD(struct hot_word, keyword),
};
const struct shape hot_word_shown_row = SHAPE(hot_word_shown_row, shown_row);

SHAPE_DECLARE(hot_word_text_form, struct content_text);
static const struct field text_form[] = {
	FIELD_ENUM(struct content_text, locale, content_locale),
	FIELD(struct content_text, title, .min = 1, .max = HOT_WORD_CHARS_MAX),
};
const struct shape hot_word_text_form = SHAPE(hot_word_text_form, text_form);

static void check(const void *form, struct problem *p) { content_check_texts(&((const struct hot_word *)form)->texts, p); }

/* clang-format off */
#define FORM \
	FIELD(struct hot_word, title, .min = 1, .max = HOT_WORD_CHARS_MAX), \
	FIELD_LIST(struct hot_word, texts, hot_word_text_form, .max = TEXTS_MAX, .optional = true)
/* clang-format on */
static const struct field create_form[] = { FORM };
const struct shape hot_word_create_form = SHAPE(hot_word_create_form, create_form, .check = check);
static const struct field update_form[] = { FORM, FIELD(struct hot_word, version, .min = 1, .max = INT32_MAX) };
const struct shape hot_word_update_form = SHAPE(hot_word_update_form, update_form, .check = check);

#define SELECT "SELECT w.id, w.title, w.state, w.published_at, w.version FROM hot_word w WHERE w.state <> 'DELETED'"
DB_QUERY(hot_word_select_all, hot_word_row, SELECT " ORDER BY w.position, w.id LIMIT " LIMIT_TEXT(CONTENT_MAX));
DB_QUERY(hot_word_select, hot_word_row, SELECT " AND w.id = :id");
DB_QUERY(hot_word_select_shown, hot_word_shown_row,
	"SELECT w.id, COALESCE(t.title, w.title) AS title, w.title AS keyword FROM hot_word w LEFT JOIN hot_word_text t"
	" ON t.thing_id = w.id AND t.locale = :locale WHERE w.state = 'PUBLISHED' ORDER BY w.position, w.id LIMIT " LIMIT_TEXT(
		HOT_WORDS_MAX));
DB_QUERY(hot_word_count_same, content_number_row,
	"SELECT COUNT(*) AS n FROM hot_word WHERE title = :title AND id <> :id AND state <> 'DELETED'");
DB_COMMAND(hot_word_insert,
	"INSERT INTO hot_word (title, position, state, created_at) SELECT :title, all_of.last + 1, 'DRAFT', NOW(3)"
	" FROM (SELECT COALESCE(MAX(position), 0) AS last, COUNT(*) AS n FROM hot_word WHERE state <> 'DELETED') all_of WHERE all_of.n < " LIMIT_TEXT(
		HOT_WORDS_MAX));
DB_COMMAND(hot_word_change,
	"UPDATE hot_word SET title = :title, version = version + 1 WHERE id = :id AND version = :version AND state <> 'DELETED'");
CONTENT_TABLE_OF(hot_word, content_text_row, "title", ":title", media_user_unset);

const struct query *const hot_word_queries[] = { &hot_word_select_all_query, &hot_word_select_query, &hot_word_select_shown_query,
	&hot_word_count_same_query, &hot_word_insert_query, &hot_word_change_query, CONTENT_QUERIES_OF(hot_word), NULL };

err hot_word_list(struct db *db, struct hot_word_list *out) { return db_all(db, hot_word_select_all, out); }

err hot_word_list_shown(struct db *db, const char *locale, struct hot_word_list *out)
{
	return db_all(db, hot_word_select_shown, out, locale);
}

err hot_word_find(struct db *db, int64_t id, struct hot_word *out)
{
	struct hot_word found;

	TRY(db_one(db, hot_word_select, &found, id));
	TRY(content_read_texts(db, &hot_word_table, id, &found.texts));
	*out = found;
	return OK;
}

/* Under limit_hold: two who write the same word at once come one after the other. */
static err refuse_same(struct tx *tx, const char *title, int64_t id, struct problem *p)
{
	struct content_number same;

	TRY(db_one(db_of(tx), hot_word_count_same, &same, title, id));
	if (same.n == 0)
		return OK;
	problem_add(p, "title", SAY_TAKEN);
	return ERR_DUPLICATE;
}

err hot_word_create(struct tx *tx, const struct hot_word *w, struct problem *p, int64_t *id)
{
	TRY(limit_hold(tx));
	TRY(refuse_same(tx, w->title, 0, p));
	TRY(db_exec_from(tx, hot_word_insert, hot_word_create_form, w));
	if (db_changed(tx) == 0)
		return CONTENT_LIMIT;
	const int64_t made = db_last_id(tx);
	TRY(content_write_texts(tx, &hot_word_table, made, &w->texts));
	*id = made;
	return OK;
}

err hot_word_update(struct tx *tx, const struct hot_word *w, struct problem *p)
{
	TRY(limit_hold(tx));
	TRY(db_exec_from(tx, hot_word_change, hot_word_update_form, w, w->id));
	TRY(content_changed(tx, &hot_word_table, w->id));
	TRY(refuse_same(tx, w->title, w->id, p));
	return content_write_texts(tx, &hot_word_table, w->id, &w->texts);
}

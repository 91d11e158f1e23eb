#include "announcement.h"
#include "../limit.h"

static const struct field row[] = {
	FIELD(struct announcement, id),
	FIELD(struct announcement, title),
	FIELD_ENUM(struct announcement, target_kind, content_target),
	FIELD(struct announcement, target_id),
	FIELD(struct announcement, target_title),
	FIELD(struct announcement, starts_at),
	FIELD(struct announcement, ends_at),
	FIELD_ENUM(struct announcement, state, content_state),
	FIELD_ENUM(struct announcement, phase, content_phase),
	FIELD(struct announcement, published_at),
	FIELD(struct announcement, version),
};
const struct shape announcement_row = SHAPE(announcement_row, row);

static const struct field shown_row[] = {
	FIELD(struct announcement, id),
	FIELD(struct announcement, title),
	FIELD_ENUM(struct announcement, target_kind, content_target),
	FIELD(struct announcement, target_id),
};
const struct shape announcement_shown_row = SHAPE(announcement_shown_row, shown_row);

static void check(const void *form, struct problem *p)
{
	const struct announcement *a = form;

	content_check_target(a->target_kind, a->target_id, p);
	content_check_time(a->starts_at, a->ends_at, p);
	content_check_texts(&a->texts, p);
}

/* clang-format off */
#define FORM \
	FIELD(struct announcement, title, .min = 1, .max = TITLE_MAX), \
	FIELD_ENUM(struct announcement, target_kind, content_target), \
	FIELD(struct announcement, target_id, .min = 1, .max = INT64_MAX), \
	FIELD(struct announcement, starts_at), \
	FIELD(struct announcement, ends_at), \
	FIELD_LIST(struct announcement, texts, content_text_form, .max = TEXTS_MAX, .optional = true)
/* clang-format on */
static const struct field create_form[] = { FORM };
const struct shape announcement_create_form = SHAPE(announcement_create_form, create_form, .check = check);
static const struct field update_form[] = { FORM, FIELD(struct announcement, version, .min = 1, .max = INT32_MAX) };
const struct shape announcement_update_form = SHAPE(announcement_update_form, update_form, .check = check);

/* clang-format off */
#define SELECT \
	"SELECT a.id, a.title, a.target_kind, a.target_id, " CONTENT_TARGET_TITLE("a") ", a.starts_at, a.ends_at, a.state," \
	" " CONTENT_PHASE_OF("a") ", a.published_at, a.version FROM announcement a WHERE a.state <> 'DELETED'"
/* clang-format on */
DB_QUERY(announcement_select_all, announcement_row, SELECT " ORDER BY a.position, a.id LIMIT 200");
DB_QUERY(announcement_select, announcement_row, SELECT " AND a.id = :id");
DB_QUERY(announcement_select_shown, announcement_shown_row,
	"SELECT a.id, COALESCE(t.title, a.title) AS title, " CONTENT_TARGET_FOR_BUYERS(
		"a") " FROM announcement a LEFT JOIN announcement_text t ON t.thing_id = a.id AND t.locale = :locale WHERE " CONTENT_OPEN("a") " ORDER BY a.position, a.id LIMIT 5");
DB_COMMAND(announcement_insert,
	"INSERT INTO announcement (title, target_kind, target_id, starts_at, ends_at, position, state, created_at)"
	" SELECT :title, :target_kind, :target_id, :starts_at, :ends_at, all_of.last + 1, 'DRAFT', NOW(3)"
	" FROM (SELECT COALESCE(MAX(position), 0) AS last, COUNT(*) AS n FROM announcement WHERE state <> 'DELETED') all_of WHERE all_of.n < 50");
DB_COMMAND(announcement_change,
	"UPDATE announcement SET title = :title, target_kind = :target_kind, target_id = :target_id, starts_at = :starts_at,"
	" ends_at = :ends_at, version = version + 1 WHERE id = :id AND version = :version AND state <> 'DELETED'");
CONTENT_TABLE_OF(announcement, content_text_row, "title", ":title", media_user_unset);

const struct query *const announcement_queries[] = { &announcement_select_all_query, &announcement_select_query,
	&announcement_select_shown_query, &announcement_insert_query, &announcement_change_query, CONTENT_QUERIES_OF(announcement),
	NULL };

err announcement_list(struct db *db, struct announcement_list *out) { return db_all(db, announcement_select_all, out); }

err announcement_list_shown(struct db *db, const char *locale, struct announcement_list *out)
{
	return db_all(db, announcement_select_shown, out, locale);
}

err announcement_find(struct db *db, int64_t id, struct announcement *out)
{
	struct announcement found;

	TRY(db_one(db, announcement_select, &found, id));
	TRY(content_read_texts(db, &announcement_table, id, &found.texts));
	*out = found;
	return OK;
}

err announcement_create(struct tx *tx, const struct announcement *a, int64_t *id)
{
	TRY(content_find_target(db_of(tx), a->target_kind, a->target_id));
	TRY(limit_hold(tx));
	TRY(db_exec_from(tx, announcement_insert, announcement_create_form, a));
	if (db_changed(tx) == 0)
		return CONTENT_LIMIT;
	const int64_t made = db_last_id(tx);
	TRY(content_write_texts(tx, &announcement_table, made, &a->texts));
	*id = made;
	return OK;
}

err announcement_update(struct tx *tx, const struct announcement *a)
{
	TRY(content_find_target(db_of(tx), a->target_kind, a->target_id));
	TRY(db_exec_from(tx, announcement_change, announcement_update_form, a, a->id));
	TRY(content_changed(tx, &announcement_table, a->id));
	return content_write_texts(tx, &announcement_table, a->id, &a->texts);
}

#include "banner.h"
#include "../limit.h"

static const struct field row[] = {
	FIELD(struct banner, id),
	FIELD(struct banner, title),
	FIELD(struct banner, image),
	FIELD_ENUM(struct banner, target_kind, content_target),
	FIELD(struct banner, target_id),
	FIELD(struct banner, target_title),
	FIELD(struct banner, starts_at),
	FIELD(struct banner, ends_at),
	FIELD_ENUM(struct banner, state, content_state),
	FIELD_ENUM(struct banner, phase, content_phase),
	FIELD(struct banner, published_at),
	FIELD(struct banner, version),
};
const struct shape banner_row = SHAPE(banner_row, row);

static const struct field shown_row[] = {
	FIELD(struct banner, id),
	FIELD(struct banner, title),
	FIELD(struct banner, image),
	FIELD_ENUM(struct banner, target_kind, content_target),
	FIELD(struct banner, target_id),
};
const struct shape banner_shown_row = SHAPE(banner_shown_row, shown_row);

static void check(const void *form, struct problem *p)
{
	const struct banner *b = form;

	media_check_path("image", b->image, p);
	content_check_target(b->target_kind, b->target_id, p);
	content_check_time(b->starts_at, b->ends_at, p);
	content_check_texts(&b->texts, p);
}

/* clang-format off */
#define FORM \
	FIELD(struct banner, title, .min = 1, .max = TITLE_MAX), \
	FIELD(struct banner, image, .min = 1, .max = IMAGE_MAX), \
	FIELD_ENUM(struct banner, target_kind, content_target), \
	FIELD(struct banner, target_id, .min = 1, .max = INT64_MAX), \
	FIELD(struct banner, starts_at), \
	FIELD(struct banner, ends_at), \
	FIELD_LIST(struct banner, texts, content_text_form, .max = TEXTS_MAX, .optional = true)
/* clang-format on */
static const struct field create_form[] = { FORM };
const struct shape banner_create_form = SHAPE(banner_create_form, create_form, .check = check);
static const struct field update_form[] = { FORM, FIELD(struct banner, version, .min = 1, .max = INT32_MAX) };
const struct shape banner_update_form = SHAPE(banner_update_form, update_form, .check = check);

/* clang-format off */
#define SELECT \
	"SELECT b.id, b.title, b.image, b.target_kind, b.target_id, " CONTENT_TARGET_TITLE("b") ", b.starts_at, b.ends_at, b.state," \
	" " CONTENT_PHASE_OF("b") ", b.published_at, b.version FROM banner b WHERE b.state <> 'DELETED'"
/* clang-format on */
DB_QUERY(banner_select_all, banner_row, SELECT " ORDER BY b.position, b.id LIMIT " LIMIT_TEXT(CONTENT_MAX));
DB_QUERY(banner_select, banner_row, SELECT " AND b.id = :id");
DB_QUERY(banner_select_shown, banner_shown_row,
	"SELECT b.id, COALESCE(t.title, b.title) AS title, b.image, " CONTENT_TARGET_FOR_BUYERS("b") " FROM banner b LEFT JOIN banner_text t ON t.thing_id = b.id AND t.locale = :locale WHERE " CONTENT_OPEN(
		"b") " ORDER BY b.position, b.id LIMIT " LIMIT_TEXT(BANNERS_SHOWN));
DB_COMMAND(banner_insert,
	"INSERT INTO banner (title, image, target_kind, target_id, starts_at, ends_at, position, state, created_at)"
	" SELECT :title, :image, :target_kind, :target_id, :starts_at, :ends_at, all_of.last + 1, 'DRAFT', NOW(3)"
	" FROM (SELECT COALESCE(MAX(position), 0) AS last, COUNT(*) AS n FROM banner WHERE state <> 'DELETED') all_of WHERE all_of.n < " LIMIT_TEXT(
		BANNERS_MAX));
DB_COMMAND(banner_change,
	"UPDATE banner SET title = :title, image = :image, target_kind = :target_kind, target_id = :target_id, starts_at = :starts_at,"
	" ends_at = :ends_at, version = version + 1 WHERE id = :id AND version = :version AND state <> 'DELETED'");
CONTENT_TABLE_OF(banner, content_text_row, "title", ":title", USED_BY_BANNER);

const struct query *const banner_queries[] = { &banner_select_all_query, &banner_select_query, &banner_select_shown_query,
	&banner_insert_query, &banner_change_query, CONTENT_QUERIES_OF(banner), NULL };

err banner_list(struct db *db, struct banner_list *out) { return db_all(db, banner_select_all, out); }

err banner_list_shown(struct db *db, const char *locale, struct banner_list *out)
{
	return db_all(db, banner_select_shown, out, locale);
}

err banner_find(struct db *db, int64_t id, struct banner *out)
{
	struct banner found;

	TRY(db_one(db, banner_select, &found, id));
	TRY(content_read_texts(db, &banner_table, id, &found.texts));
	*out = found;
	return OK;
}

static err record_use(struct tx *tx, int64_t id, const char *image)
{
	struct media_uses uses = { .n = 0 };

	media_uses_add(&uses, image);
	return media_use_record(tx, USED_BY_BANNER, id, &uses);
}

err banner_create(struct tx *tx, const struct banner *b, int64_t *id)
{
	TRY(content_find_target(db_of(tx), b->target_kind, b->target_id));
	TRY(limit_hold(tx));
	TRY(db_exec_from(tx, banner_insert, banner_create_form, b));
	if (db_changed(tx) == 0)
		return CONTENT_LIMIT;
	const int64_t made = db_last_id(tx);
	TRY(content_write_texts(tx, &banner_table, made, &b->texts));
	TRY(record_use(tx, made, b->image));
	*id = made;
	return OK;
}

err banner_update(struct tx *tx, const struct banner *b)
{
	TRY(content_find_target(db_of(tx), b->target_kind, b->target_id));
	TRY(db_exec_from(tx, banner_change, banner_update_form, b, b->id));
	TRY(content_changed(tx, &banner_table, b->id));
	TRY(content_write_texts(tx, &banner_table, b->id, &b->texts));
	return record_use(tx, b->id, b->image);
}

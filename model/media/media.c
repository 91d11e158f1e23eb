#include "media.h"
#include "../limit.h"
#include "folder.h"
#include "../goods/search.h"
#include "../../lib/crypto.h"
#include "../../lib/problem.h"
#include <string.h>

WORDS_DEFINE(media_state, MEDIA_STATES);
WORDS_DEFINE(media_shown, MEDIA_SHOWN);
WORDS_DEFINE(media_reason, MEDIA_REASONS);
MEDIA_ERRORS(ERR_DEFINE)

static const struct field row[] = { MEDIA_FIELDS };
const struct shape media_row = SHAPE(media_row, row);

static const struct field filter_fields[] = {
	FIELD(struct media_filter, folder, .min = 0, .max = INT64_MAX),
	FIELD(struct media_filter, keyword, .max = 40, .optional = true),
	FIELD_ENUM(struct media_filter, state, media_shown, .optional = true, .absent = MEDIA_SHOW_ALL),
	FIELD(struct media_filter, page, .min = 1, .max = 100000, .optional = true, .absent = 1),
	FIELD(struct media_filter, page_size, .min = 1, .max = 100, .optional = true, .absent = 20),
};
const struct shape media_filter = SHAPE(media_filter, filter_fields);

static const struct field crop_form[] = {
	FIELD(struct media_crop, x, .min = 0, .max = PICTURE_SIDE_MAX),
	FIELD(struct media_crop, y, .min = 0, .max = PICTURE_SIDE_MAX),
	FIELD(struct media_crop, width, .min = 1, .max = PICTURE_SIDE_MAX),
	FIELD(struct media_crop, height, .min = 1, .max = PICTURE_SIDE_MAX),
};
const struct shape media_crop_form = SHAPE(media_crop_form, crop_form);

static const struct field form[] = {
	FIELD(struct media_form, title, .min = 1, .max = MEDIA_TITLE_MAX),
	FIELD(struct media_form, folder_id, .min = 0, .max = INT64_MAX, .optional = true),
	FIELD(struct media_form, version, .min = 1, .max = INT32_MAX),
};
const struct shape media_form = SHAPE(media_form, form);

/* One as a transaction holds it. */
struct held {
	int32_t width, height;
	enum picture_kind kind;
	enum media_state state;
};
SHAPE_DECLARE(media_held_row, struct held);
static const struct field held_row[] = {
	FIELD(struct held, width),
	FIELD(struct held, height),
	FIELD_ENUM(struct held, kind, picture_kind),
	FIELD_ENUM(struct held, state, media_state),
};
const struct shape media_held_row = SHAPE(media_held_row, held_row);

struct media_number {
	int64_t n;
};
struct media_numbers {
	struct media_number *at;
	size_t n;
};
SHAPE_DECLARE(media_number_row, struct media_number);
static const struct field number_row[] = { FIELD(struct media_number, n) };
const struct shape media_number_row = SHAPE(media_number_row, number_row);

#define PATH(suffix) \
	"IF(m.state = 'READY', CONCAT('/media/', LEFT(m.name, 2), '/', m.name, IF(m.kind = 'SVG', '.svg', '" suffix \
	".webp')), NULL)"
#define SELECT \
	"SELECT m.id, m.folder_id, m.title, m.kind, m.size, m.width, m.height, m.state, m.reason, " PATH("") " AS path, " PATH( \
		"-320") " AS thumbnail, (SELECT COUNT(*) FROM media_use u WHERE u.media_id = m.id) AS uses, s.display_name AS uploaded_by, m.created_at," \
			" m.version FROM media m LEFT JOIN staff s ON s.id = m.uploaded_by"
#define FILTER \
	" WHERE (m.state = :state OR (:state = 'ALL' AND m.state IN ('WAITING', 'READY', 'REFUSED')))" \
	" AND (:folder IS NULL OR m.folder_id = :folder) AND (:like IS NULL OR m.title LIKE :like ESCAPE '!')"
DB_QUERY(media_page_select, media_row, SELECT FILTER " ORDER BY m.id DESC LIMIT :from_row, :page_size");
DB_QUERY(media_page_count, counted_row, COUNTED(" FROM media m" FILTER));
DB_QUERY(media_select, media_row, SELECT " WHERE m.id = :media");

#define HELD "SELECT width, height, kind, state FROM media WHERE id = :media"
DB_QUERY(media_select_held, media_held_row, HELD " LOCK IN SHARE MODE");
DB_QUERY(media_select_locked, media_held_row, HELD " AND state <> 'DELETED' FOR UPDATE");

DB_QUERY(media_select_same, media_number_row,
	"SELECT id AS n FROM media WHERE hash = :hash AND folder_id = :folder_id AND state IN ('WAITING', 'READY') AND source_name IS NULL"
	" ORDER BY id LIMIT 1");

DB_QUERY(media_count_uses, media_number_row, "SELECT COUNT(*) AS n FROM media_use WHERE media_id = :media");

DB_COMMAND(media_insert,
	"INSERT INTO media (name, folder_id, title, hash, kind, size, width, height, orientation, state, uploaded_by, created_at)"
	" VALUES (:name, :folder_id, :title, :hash, :kind, :size, :width, :height, :orientation, 'WAITING', :by, NOW(3))");

DB_COMMAND(media_insert_crop,
	"INSERT INTO media (name, folder_id, title, hash, kind, size, width, height, state, source_name, crop_x, crop_y, uploaded_by,"
	" created_at)"
	" SELECT :name, folder_id, title, hash, 'WEBP', size, :width, :height, 'WAITING', name, :x, :y, :by, NOW(3)"
	" FROM media WHERE id = :media");

DB_COMMAND(media_change,
	"UPDATE media SET title = :title, folder_id = :folder_id, version = version + 1"
	" WHERE id = :media AND version = :version AND state <> 'DELETED'");

DB_COMMAND(media_bury, "UPDATE media SET state = 'DELETED', deleted_at = NOW(3), version = version + 1 WHERE id = :media");

const struct query *const media_queries[] = { &media_page_select_query, &media_page_count_query, &media_select_query,
	&media_select_held_query, &media_select_locked_query, &media_select_same_query, &media_count_uses_query,
	&media_insert_query, &media_insert_crop_query, &media_change_query, &media_bury_query, NULL };

/* ---- reading ---- */

bool media_is_path(const char *path)
{
	static const char folder[] = "/media/";

	if (!path || !*path)
		return true;
	return strncmp(path, folder, sizeof folder - 1) == 0 && path[sizeof folder - 1] && !strstr(path, "..") &&
		!strstr(path, "//") && !strpbrk(path, "\t\r\n \"'<>?#%\\");
}

void media_check_path(const char *field, const char *path, struct problem *p)
{
	if (!media_is_path(path))
		problem_add(p, field, SAY_TEXT);
}

err media_page(struct db *db, struct arena *arena, const struct media_filter *f, struct media_list *out, int64_t *total)
{
	const char *state = media_shown_words.at[f->state];
	const int64_t from_row = (int64_t)(f->page - 1) * f->page_size;
	struct counted count;
	struct search search;

	TRY(search_parse(arena, f->keyword, &search));
	TRY(db_one(db, media_page_count, &count, state, f->folder, search.like));
	TRY(db_all(db, media_page_select, out, state, f->folder, search.like, from_row, f->page_size));
	*total = count.total;
	return OK;
}

err media_by_id(struct db *db, int64_t media, struct media *out) { return db_one(db, media_select, out, media); }

/* ---- writing ---- */

void media_draw_name(char out[MEDIA_NAME + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char random[MEDIA_NAME / 2];

	crypto_random(random, sizeof random);
	for (size_t i = 0; i < sizeof random; i++) {
		out[2 * i] = digits[random[i] >> 4];
		out[2 * i + 1] = digits[random[i] & 15];
	}
	out[MEDIA_NAME] = '\0';
}

err media_add(struct tx *tx, const struct media_upload *u, int64_t *id, bool *again)
{
	const struct picture *p = &u->picture;
	const char *kind = picture_kind_words.at[p->kind], *name = u->name;
	struct media_numbers same;

	TRY(folder_hold(tx, u->folder_id));
	TRY(db_all(db_of(tx), media_select_same, &same, u->hash, u->folder_id));
	*again = same.n > 0;
	if (*again) {
		*id = same.at[0].n;
		return OK;
	}
	const struct db_arg args[] = { DB_ARG(name) DB_ARG(u->folder_id) DB_ARG(u->title) DB_ARG(u->hash) DB_ARG(kind)
			DB_ARG(u->size) DB_ARG(p->width) DB_ARG(p->height) DB_ARG(p->orientation) DB_ARG(u->by){ .name = NULL } };
	TRY(db_exec_args(tx, &media_insert_query, NULL, NULL, args));
	*id = db_last_id(tx);
	return OK;
}

err media_crop(struct tx *tx, int64_t media, const struct media_crop *c, staff_id by, int64_t *id)
{
	char drawn[MEDIA_NAME + 1];
	const char *name = drawn;
	struct held source;

	TRY(db_one(db_of(tx), media_select_held, &source, media));
	if (source.state != MEDIA_READY || source.kind == PICTURE_SVG)
		return source.state == MEDIA_DELETED ? ERR_NOT_FOUND : MEDIA_STATE;
	if ((int64_t)c->x + c->width > source.width || (int64_t)c->y + c->height > source.height)
		return MEDIA_AREA;
	media_draw_name(drawn);
	TRY(db_exec_from(tx, media_insert_crop, media_crop_form, c, name, media, by));
	*id = db_last_id(tx);
	return OK;
}

err media_update(struct tx *tx, int64_t media, const struct media_form *f)
{
	struct held found;

	TRY(folder_hold(tx, f->folder_id));
	TRY(db_one(db_of(tx), media_select_locked, &found, media));
	TRY(db_exec_from(tx, media_change, media_form, f, media));
	return db_changed(tx) == 1 ? OK : ERR_CONFLICT;
}

err media_delete(struct tx *tx, int64_t media)
{
	struct media_number uses;
	struct held found;

	TRY(db_one(db_of(tx), media_select_locked, &found, media));
	TRY(db_one(db_of(tx), media_count_uses, &uses, media));
	if (uses.n > 0)
		return MEDIA_IN_USE;
	return db_exec(tx, media_bury, media);
}

#include "use.h"
#include "../limit.h"
#include "../ids.h"
#include <string.h>

WORDS_DEFINE(media_user, MEDIA_USERS);
MEDIA_USE_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD_ENUM(struct media_use, kind, media_user),
	FIELD(struct media_use, thing_id),
	FIELD(struct media_use, title),
};
const struct shape media_use_row = SHAPE(media_use_row, row);

struct media_use_id {
	int64_t id;
};
struct media_use_ids {
	struct media_use_id *at;
	size_t n;
};
SHAPE_DECLARE(media_use_id_row, struct media_use_id);
static const struct field id_row[] = { FIELD(struct media_use_id, id) };
const struct shape media_use_id_row = SHAPE(media_use_id_row, id_row);

/* IDS_AT_ONCE names, bound as ids are (ids.h). */
struct names {
	const char *name1, *name2, *name3, *name4, *name5, *name6, *name7, *name8;
};
SHAPE_DECLARE(media_names, struct names);
static const struct field name_fields[] = {
	FIELD(struct names, name1),
	FIELD(struct names, name2),
	FIELD(struct names, name3),
	FIELD(struct names, name4),
	FIELD(struct names, name5),
	FIELD(struct names, name6),
	FIELD(struct names, name7),
	FIELD(struct names, name8),
};
const struct shape media_names = SHAPE(media_names, name_fields);

DB_QUERY(media_use_lock, media_use_id_row,
	"SELECT id FROM media FORCE INDEX (media_name)"
	" WHERE name IN (:name1, :name2, :name3, :name4, :name5, :name6, :name7, :name8) AND state = 'READY' ORDER BY name FOR UPDATE");

DB_COMMAND(media_use_insert,
	"INSERT INTO media_use (kind, thing_id, media_id) SELECT :kind, :thing, id FROM media WHERE id IN " IDS_IN);
DB_COMMAND(media_use_name, "UPDATE media SET named = 1 WHERE id IN " IDS_IN);
DB_COMMAND(media_use_clear, "DELETE FROM media_use WHERE kind = :kind AND thing_id = :thing");

DB_QUERY(media_use_select, media_use_row,
	"SELECT u.kind, u.thing_id, COALESCE(p.title, c.name, d.name, b.title, a.title, g.kind) AS title FROM media_use u"
	" LEFT JOIN product p ON u.kind = 'PRODUCT' AND p.id = u.thing_id"
	" LEFT JOIN category c ON u.kind = 'CATEGORY' AND c.id = u.thing_id"
	" LEFT JOIN brand d ON u.kind = 'BRAND' AND d.id = u.thing_id"
	" LEFT JOIN banner b ON u.kind = 'BANNER' AND b.id = u.thing_id LEFT JOIN article a ON u.kind = 'ARTICLE' AND a.id = u.thing_id"
	" LEFT JOIN agreement g ON u.kind = 'AGREEMENT' AND g.id = u.thing_id"
	" WHERE u.media_id = :media ORDER BY u.kind, u.thing_id LIMIT " LIMIT_TEXT(MEDIA_USES_SHOWN));

const struct query *const media_use_queries[] = { &media_use_lock_query, &media_use_insert_query, &media_use_name_query,
	&media_use_clear_query, &media_use_select_query, NULL };

/* ---- which pictures a text names ---- */

static void add(struct media_uses *u, const char *name)
{
	size_t i = u->n;

	while (i > 0 && strncmp(u->name[i - 1], name, MEDIA_NAME) > 0)
		i--;
	if (i > 0 && strncmp(u->name[i - 1], name, MEDIA_NAME) == 0)
		return;
	if (u->n == MEDIA_USES_MAX) {
		u->too_many = true;
		return;
	}
	memmove(u->name[i + 1], u->name[i], (u->n - i) * sizeof *u->name);
	memcpy(u->name[i], name, MEDIA_NAME);
	u->name[i][MEDIA_NAME] = '\0';
	u->n++;
}

/* "/media/ab/ab…": the folder repeats how the name begins. */
void media_uses_add(struct media_uses *u, const char *text)
{
	static const char root[] = "/media/", hexadecimal[] = "0123456789abcdef";

	while (text && (text = strstr(text, root)) != NULL) {
		const char *folder = text += sizeof root - 1;
		if (strspn(folder, hexadecimal) == 2 && folder[2] == '/' && strspn(folder + 3, hexadecimal) == MEDIA_NAME &&
			strncmp(folder, folder + 3, 2) == 0)
			add(u, folder + 3);
	}
}

/* ---- writing ---- */

/* 1 to IDS_AT_ONCE of them; the last fills the places left. */
static struct names names_of(const char (*name)[MEDIA_NAME + 1], size_t n)
{
#define AT(i) name[(i) < n ? (i) : n - 1]
	return (struct names){ AT(0), AT(1), AT(2), AT(3), AT(4), AT(5), AT(6), AT(7) };
#undef AT
}

static err record_some(struct tx *tx, enum media_user user, int64_t thing, const char (*name)[MEDIA_NAME + 1], size_t n)
{
	const struct names names = names_of(name, n);
	const char *kind = media_user_words.at[user];
	struct media_use_ids found;
	int64_t id[IDS_AT_ONCE];

	TRY(db_all_from(db_of(tx), media_use_lock, &found, media_names, &names));
	if (found.n != n)
		return MEDIA_GONE;
	for (size_t i = 0; i < n; i++)
		id[i] = found.at[i].id;
	const struct ids ids = ids_of(id, n);
	TRY(db_exec_from(tx, media_use_insert, ids_row, &ids, kind, thing));
	return user == USED_BY_PRODUCT ? db_exec_from(tx, media_use_name, ids_row, &ids) : OK;
}

err media_use_record(struct tx *tx, enum media_user user, int64_t thing, const struct media_uses *uses)
{
	const char *kind = media_user_words.at[user];

	if (uses->too_many)
		return MEDIA_LIMIT;
	TRY(db_exec(tx, media_use_clear, kind, thing));
	for (size_t from = 0; from < uses->n; from += IDS_AT_ONCE) {
		const size_t rest = uses->n - from;
		TRY(record_some(tx, user, thing, uses->name + from, rest < IDS_AT_ONCE ? rest : IDS_AT_ONCE));
	}
	return OK;
}

err media_use_list_of(struct db *db, int64_t media, struct media_use_list *out) { return db_all(db, media_use_select, out, media); }

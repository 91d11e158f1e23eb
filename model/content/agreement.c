#include "agreement.h"
#include "../limit.h"
#include "../../lib/html.h"

WORDS_DEFINE(agreement_kind, AGREEMENT_KINDS);

static const struct field row[] = {
	FIELD(struct agreement, id),
	FIELD_ENUM(struct agreement, kind, agreement_kind),
	FIELD(struct agreement, number),
	FIELD(struct agreement, body),
	FIELD(struct agreement, created_at),
};
const struct shape agreement_row = SHAPE(agreement_row, row);

static const struct field version_row[] = {
	FIELD(struct agreement_version, number),
	FIELD(struct agreement_version, created_at),
};
const struct shape agreement_version_row = SHAPE(agreement_version_row, version_row);

static const struct field text_row[] = {
	FIELD_ENUM(struct content_text, locale, content_locale),
	FIELD(struct content_text, body),
};
const struct shape agreement_text_row = SHAPE(agreement_text_row, text_row);

static const struct field text_form[] = {
	FIELD_ENUM(struct content_text, locale, content_locale),
	FIELD(struct content_text, body, .min = 1, .max = BODY_CHARS_MAX),
};
const struct shape agreement_text_form = SHAPE(agreement_text_form, text_form);

static void check(const void *form, struct problem *p) { content_check_texts(&((const struct agreement *)form)->texts, p); }

static const struct field form[] = {
	FIELD(struct agreement, body, .min = 1, .max = BODY_CHARS_MAX),
	FIELD_LIST(struct agreement, texts, agreement_text_form, .max = TEXTS_MAX, .optional = true),
	FIELD(struct agreement, number, .min = 0, .max = 1000000),
};
const struct shape agreement_form = SHAPE(agreement_form, form, .check = check);

#define SELECT "SELECT id, kind, number, body, created_at FROM agreement WHERE kind = :kind"
DB_QUERY(agreement_select_last, agreement_row, SELECT " ORDER BY number DESC LIMIT 1");
DB_QUERY(agreement_select_number, agreement_row, SELECT " AND number = :number");
DB_QUERY(agreement_select_in, agreement_row,
	"SELECT a.id, a.kind, a.number, COALESCE(t.body, a.body) AS body, a.created_at FROM agreement a"
	" LEFT JOIN agreement_text t ON t.thing_id = a.id AND t.locale = :locale WHERE a.kind = :kind ORDER BY a.number DESC LIMIT 1");
DB_QUERY(agreement_select_versions, agreement_version_row,
	"SELECT number, created_at FROM agreement WHERE kind = :kind ORDER BY number DESC LIMIT " LIMIT_TEXT(AGREEMENT_VERSIONS));
DB_QUERY(agreement_select_texts, agreement_text_row,
	"SELECT locale, body FROM agreement_text WHERE thing_id = :id ORDER BY locale LIMIT " LIMIT_TEXT(TEXTS_MAX));
DB_COMMAND(agreement_insert,
	"INSERT INTO agreement (kind, number, body, staff_id, created_at)"
	" SELECT :kind, :number + 1, :body, :staff, NOW(3)"
	" FROM (SELECT COALESCE(MAX(number), 0) AS last FROM agreement WHERE kind = :kind) all_of WHERE all_of.last = :number");
DB_COMMAND(agreement_text_insert, "INSERT INTO agreement_text (thing_id, locale, body) VALUES (:id, :locale, :body)");

const struct query *const agreement_queries[] = { &agreement_select_last_query, &agreement_select_number_query,
	&agreement_select_in_query, &agreement_select_versions_query, &agreement_select_texts_query, &agreement_insert_query,
	&agreement_text_insert_query, NULL };

err agreement_find(struct db *db, enum agreement_kind kind_is, maybe_int64 number_is, struct agreement *out)
{
	const char *kind = agreement_kind_words.at[kind_is];
	const int64_t number = number_is.is;
	struct agreement found = { .kind = kind_is, .body = "" };

	const err e = number_is.has ? db_one(db, agreement_select_number, &found, kind, number)
				    : db_one(db, agreement_select_last, &found, kind);
	if (e && (e != ERR_NOT_FOUND || number_is.has))
		return e;
	TRY(db_all(db, agreement_select_versions, &found.versions, kind));
	if (found.id)
		TRY(db_all(db, agreement_select_texts, &found.texts, found.id));
	*out = found;
	return OK;
}

err agreement_find_in(struct db *db, enum agreement_kind kind_is, const char *locale, struct agreement *out)
{
	const char *kind = agreement_kind_words.at[kind_is];

	return db_one(db, agreement_select_in, out, kind, locale);
}

/* Two who add the same number: the key lets one through. */
static err insert(struct tx *tx, staff_id staff, enum agreement_kind kind_is, int32_t number, const char *body)
{
	const char *kind = agreement_kind_words.at[kind_is];
	const err e = db_exec(tx, agreement_insert, kind, number, body, staff);

	if (e)
		return e == ERR_DUPLICATE ? ERR_CONFLICT : e;
	return db_changed(tx) == 1 ? OK : ERR_CONFLICT;
}

err agreement_add(struct tx *tx, struct arena *arena, staff_id staff, enum agreement_kind kind, const struct agreement *said)
{
	struct media_uses uses = { .n = 0 }; /* for good: a version stays */
	const char *body;

	TRY(html_clean(arena, said->body, BODY_KEPT_MAX, &body));
	TRY(insert(tx, staff, kind, said->number, body));
	media_uses_add(&uses, body);
	const int64_t id = db_last_id(tx);
	for (size_t i = 0; i < said->texts.n; i++) {
		const struct content_text *text = &said->texts.at[i];
		const char *locale = content_locale_words.at[text->locale];
		TRY(html_clean(arena, text->body, BODY_KEPT_MAX, &body));
		TRY(db_exec(tx, agreement_text_insert, id, locale, body));
		media_uses_add(&uses, body);
	}
	return media_use_record(tx, USED_BY_AGREEMENT, id, &uses);
}

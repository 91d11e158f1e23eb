#include "content.h"
#include "../../lib/text.h"

WORDS_DEFINE(content_state, CONTENT_STATES);
WORDS_DEFINE(content_phase, CONTENT_PHASES);
WORDS_DEFINE(content_target, CONTENT_TARGETS);
WORDS_DEFINE(content_locale, CONTENT_LOCALES);
CONTENT_ERRORS(ERR_DEFINE)

static const struct field text_row[] = {
	FIELD_ENUM(struct content_text, locale, content_locale),
	FIELD(struct content_text, title),
};
const struct shape content_text_row = SHAPE(content_text_row, text_row);

static const struct field text_form[] = {
	FIELD_ENUM(struct content_text, locale, content_locale),
	FIELD(struct content_text, title, .min = 1, .max = TITLE_MAX),
};
const struct shape content_text_form = SHAPE(content_text_form, text_form);

static const struct field number_row[] = { FIELD(struct content_number, n) };
const struct shape content_number_row = SHAPE(content_number_row, number_row);

static const struct field id_form[] = { FIELD(struct content_id, id, .min = 1, .max = INT64_MAX) };
const struct shape content_id_form = SHAPE(content_id_form, id_form);

DB_QUERY(content_target, content_number_row,
	"SELECT CASE :kind WHEN 'PRODUCT' THEN (SELECT COUNT(*) FROM product WHERE id = :target AND state <> 'DELETED')"
	" WHEN 'CATEGORY' THEN (SELECT COUNT(*) FROM category WHERE id = :target AND state <> 'DELETED')"
	" ELSE (SELECT COUNT(*) FROM article WHERE id = :target AND state <> 'DELETED') END AS n");

const struct query *const content_queries[] = { &content_target_query, NULL };

/* ---- forms ---- */

void content_check_texts(const struct content_texts *texts, struct problem *p)
{
	bool seen[TEXTS_MAX + 1] = { 0 };

	for (size_t i = 0; i < texts->n; i++) {
		if (seen[texts->at[i].locale]) {
			problem_add(p, "texts", SAY_REPEATED);
			return;
		}
		seen[texts->at[i].locale] = true;
	}
}

void content_check_target(enum content_target kind, maybe_int64 id, struct problem *p)
{
	if ((kind == TARGET_NONE) == id.has)
		problem_add(p, "target_id", id.has ? SAY_UNKNOWN : SAY_REQUIRED);
}

void content_check_time(maybe_moment starts_at, maybe_moment ends_at, struct problem *p)
{
	if (starts_at.has && ends_at.has && ends_at.is.ms <= starts_at.is.ms)
		problem_add(p, "ends_at", SAY_TOO_EARLY);
}

void content_check_repeats(const char *field, const struct content_ids *ids, struct problem *p)
{
	for (size_t i = 0; i < ids->n; i++)
		for (size_t k = 0; k < i; k++)
			if (ids->at[k].id == ids->at[i].id) {
				problem_add(p, field, SAY_REPEATED);
				return;
			}
}

static void check_order(const void *form, struct problem *p)
{
	content_check_repeats("items", &((const struct content_order *)form)->items, p);
}

static const struct field order_form[] = { FIELD_LIST(struct content_order, items, content_id_form, .min = 1, .max = CONTENT_MAX) };
const struct shape content_order_form = SHAPE(content_order_form, order_form, .check = check_order);

/* ---- what they lead to ---- */

err content_find_target(struct db *db, enum content_target kind_is, maybe_int64 id)
{
	const char *kind = content_target_words.at[kind_is];
	const int64_t target = id.is;
	struct content_number found;

	if (kind_is == TARGET_NONE)
		return OK;
	TRY(db_one(db, content_target, &found, kind, target));
	return found.n ? OK : CONTENT_TARGET;
}

err content_print_ids(struct arena *arena, const struct content_ids *ids, const char **out)
{
	struct text t = { .arena = arena };

	for (size_t i = 0; i < ids->n; i++)
		text_printf(&t, "%s%lld", i ? "," : "[", (long long)ids->at[i].id);
	text_puts(&t, ids->n ? "]" : "[]");
	text_add(&t, "", 1);
	if (t.failed)
		return ERR_NOMEM;
	*out = t.at;
	return OK;
}

/* ---- acts ---- */

static err is_there(struct db *db, const struct content_table *table, int64_t id)
{
	struct content_number found;

	TRY(db_one_with(db, table->exists, &found, NULL, NULL, DB_ARGS(id)));
	return found.n ? OK : ERR_NOT_FOUND;
}

static err move(struct tx *tx, const struct content_table *table, const struct query *how, int64_t id)
{
	TRY(db_exec_args(tx, how, NULL, NULL, DB_ARGS(id)));
	if (db_changed(tx) == 1)
		return OK;
	TRY(is_there(db_of(tx), table, id));
	return CONTENT_STATE;
}

err content_publish(struct tx *tx, const struct content_table *t, int64_t id) { return move(tx, t, t->publish, id); }

err content_take_off(struct tx *tx, const struct content_table *t, int64_t id) { return move(tx, t, t->off, id); }

err content_delete(struct tx *tx, const struct content_table *t, int64_t id)
{
	static const struct media_uses none = { .n = 0 };

	TRY(move(tx, t, t->bury, id));
	return t->user ? media_use_record(tx, t->user, id, &none) : OK;
}

err content_changed(struct tx *tx, const struct content_table *table, int64_t id)
{
	if (db_changed(tx) == 1)
		return OK;
	TRY(is_there(db_of(tx), table, id));
	return ERR_CONFLICT;
}

err content_arrange(struct tx *tx, struct arena *arena, const struct content_table *table, const struct content_ids *items)
{
	struct content_number total;
	const char *ids;

	TRY(content_print_ids(arena, items, &ids));
	TRY(db_exec_args(tx, table->place, NULL, NULL, DB_ARGS(ids)));
	if (db_changed(tx) != (int64_t)items->n)
		return ERR_CONFLICT;
	TRY(db_one_with(db_of(tx), table->total, &total, NULL, NULL, DB_ARGS()));
	return total.n == (int64_t)items->n ? OK : ERR_CONFLICT;
}

/* ---- in other languages ---- */

err content_write_texts(struct tx *tx, const struct content_table *table, int64_t id, const struct content_texts *texts)
{
	TRY(db_exec_args(tx, table->clear, NULL, NULL, DB_ARGS(id)));
	for (size_t i = 0; i < texts->n; i++)
		TRY(db_exec_args(tx, table->add, table->texts->row, &texts->at[i], DB_ARGS(id)));
	return OK;
}

err content_read_texts(struct db *db, const struct content_table *table, int64_t id, struct content_texts *out)
{
	return db_all_with(db, table->texts, out, NULL, NULL, DB_ARGS(id));
}

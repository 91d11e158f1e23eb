#include "member.h"
#include "../limit.h"
#include "member_private.h"
#include "../session.h"
#include <string.h>

WORDS_DEFINE(member_state, MEMBER_STATES);
WORDS_DEFINE(member_filter, MEMBER_FILTERS);
MEMBER_ERRORS(ERR_DEFINE)

static const struct field row[] = { MEMBER_ROW_FIELDS };
const struct shape member_row = SHAPE(member_row, row);

static const struct field secret_row[] = {
	FIELD(struct member_secret, id),
	FIELD_ENUM(struct member_secret, state, member_state),
	FIELD(struct member_secret, phone),
	FIELD(struct member_secret, password_hash),
};
const struct shape member_secret_row = SHAPE(member_secret_row, secret_row);

#define SECRET "SELECT id, state, phone, password_hash FROM member"
/* clang-format off */
#define SEARCH " WHERE (:keyword = '' OR m.phone_index = :keyword_index" \
	" OR INSTR(m.nickname COLLATE utf8mb4_unicode_520_ci, :keyword) > 0) AND (:state = 'ALL' OR m.state = :state)"
/* clang-format on */

DB_QUERY(member_select, member_row, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.id = :id");
DB_QUERY(member_select_secret, member_secret_row, SECRET " WHERE id = :id");
DB_QUERY(member_select_secret_phone, member_secret_row, SECRET " WHERE phone_index = :phone_index");
DB_QUERY(member_select_lock, member_secret_row, SECRET " WHERE id = :id FOR UPDATE");
DB_QUERY(member_select_page, member_row,
	"SELECT " MEMBER_COLUMNS " FROM member m" SEARCH " ORDER BY m.id DESC LIMIT :page_size OFFSET :skip");
DB_QUERY(member_select_count, counted_row, COUNTED(" FROM member m" SEARCH));

DB_COMMAND(member_update_nickname,
	"UPDATE member SET nickname = :nickname, version = version + 1, updated_at = NOW(3) WHERE id = :id AND version = :version");
/* clang-format off */
DB_COMMAND(member_update_phone,
	"UPDATE member SET phone = :phone, phone_index = :phone_index, version = version + 1, updated_at = NOW(3) WHERE id = :id");
/* clang-format on */
DB_COMMAND(member_update_password,
	"UPDATE member SET password_hash = :hash, version = version + 1, updated_at = NOW(3) WHERE id = :id AND password_hash <=> :old");
/* clang-format off */
DB_COMMAND(member_update_state,
	"UPDATE member SET state = :state, version = version + 1, updated_at = NOW(3) WHERE id = :id");
/* clang-format on */

const struct query *const member_queries[] = { &member_select_query, &member_select_secret_query, &member_select_secret_phone_query,
	&member_select_lock_query, &member_select_page_query, &member_select_count_query, &member_update_nickname_query,
	&member_update_phone_query, &member_update_password_query, &member_update_state_query, NULL };

err member_find(struct db *db, member_id member, struct member *out) { return db_one(db, member_select, out, member.id); }

err member_secret_find(struct db *db, member_id member, struct member_secret *out)
{
	return db_one(db, member_select_secret, out, member.id);
}

err member_secret_by_phone(struct db *db, const char *phone, struct member_secret *out)
{
	return db_one(db, member_select_secret_phone, out, phone);
}

err member_lock(struct tx *tx, member_id member)
{
	struct member_secret locked;

	return db_one(db_of(tx), member_select_lock, &locked, member.id);
}

err member_with_hash(struct tx *tx, member_id member, const char *hash, struct member *out)
{
	struct member_secret locked;

	TRY(db_one(db_of(tx), member_select_lock, &locked, member.id));
	if (!locked.password_hash || strcmp(locked.password_hash, hash) != 0)
		return ERR_NOT_FOUND;
	if (locked.state != MEMBER_ACTIVE)
		return MEMBER_BARRED;
	return member_find(db_of(tx), member, out);
}

err member_rename(struct tx *tx, member_id member, const char *nickname, int32_t version)
{
	TRY(db_exec(tx, member_update_nickname, member.id, nickname, version));
	return db_changed(tx) ? OK : ERR_CONFLICT;
}

err member_set_phone(struct tx *tx, member_id member, const char *number)
{
	const sealed phone = { number };

	TRY(db_exec(tx, member_update_phone, member.id, phone));
	return db_changed(tx) ? OK : ERR_NOT_FOUND;
}

err member_set_password(struct tx *tx, member_id member, const char *old, const char *hash)
{
	TRY(db_exec(tx, member_update_password, member.id, old, hash));
	return db_changed(tx) ? OK : ERR_CONFLICT;
}

err member_list(struct db *db, const struct member_search *search, struct member_list *out, int64_t *total)
{
	const char *keyword = search->keyword ? search->keyword : "", *state = member_filter_words.at[search->state];
	const int64_t skip = (int64_t)(search->page - 1) * search->page_size;
	struct member_list found = { 0 };
	struct counted count;

	TRY(db_one(db, member_select_count, &count, keyword, state));
	TRY(db_all(db, member_select_page, &found, keyword, state, search->page_size, skip));
	*out = found;
	*total = count.total;
	return OK;
}

/* *changed: he was not so already. */
static err set_state(struct tx *tx, member_id member, enum member_state to, bool *changed)
{
	const char *state = member_state_words.at[to];
	struct member_secret locked;

	TRY(db_one(db_of(tx), member_select_lock, &locked, member.id));
	*changed = locked.state != to;
	return *changed ? db_exec(tx, member_update_state, member.id, state) : OK;
}

err member_disable(struct tx *tx, member_id member)
{
	bool changed;

	return set_state(tx, member, MEMBER_DISABLED, &changed);
}

err member_enable(struct tx *tx, member_id member)
{
	bool changed;

	TRY(set_state(tx, member, MEMBER_ACTIVE, &changed));
	return changed ? session_end_all(tx, member, (staff_id){ 0 }) : OK;
}

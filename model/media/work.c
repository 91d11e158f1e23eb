#include "work.h"

static const struct field row[] = {
	FIELD(struct media_work, id),
	FIELD(struct media_work, name),
	FIELD(struct media_work, source_name),
	FIELD_ENUM(struct media_work, kind, picture_kind),
	FIELD(struct media_work, orientation),
	FIELD(struct media_work, width),
	FIELD(struct media_work, height),
	FIELD(struct media_work, crop_x),
	FIELD(struct media_work, crop_y),
	FIELD(struct media_work, tries),
};
const struct shape media_work_row = SHAPE(media_work_row, row);

#define SELECT "SELECT id, name, source_name, kind, orientation, width, height, crop_x, crop_y, tries FROM media"

DB_QUERY(media_select_waiting, media_work_row,
	SELECT " WHERE state = 'WAITING' AND (claimed_until IS NULL OR claimed_until <= NOW(3)) ORDER BY id LIMIT :limit");

DB_QUERY(media_select_waiting_named, media_work_row, SELECT " WHERE name = :name AND state = 'WAITING'");

/* What an order may name keeps its files. */
DB_QUERY(media_select_sweepable, media_work_row,
	SELECT " WHERE state = 'DELETED' AND swept_at IS NULL AND deleted_at <= NOW(3) - INTERVAL :grace_s SECOND AND named = 0"
	       " AND (claimed_until IS NULL OR claimed_until <= NOW(3)) ORDER BY deleted_at LIMIT :limit");

DB_COMMAND(media_set_claimed,
	"UPDATE media SET claimed_until = NOW(3) + INTERVAL :claim_s SECOND, tries = tries + 1"
	" WHERE id = :id AND state = 'WAITING' AND tries = :tries");

DB_COMMAND(media_set_given_back, "UPDATE media SET tries = tries - 1 WHERE id = :id AND state = 'WAITING' AND tries = :tries + 1");

DB_COMMAND(media_set_ready,
	"UPDATE media SET state = 'READY', claimed_until = NULL, width = :width, height = :height, size = :size, version = version + 1"
	" WHERE id = :media AND state = 'WAITING'");

DB_COMMAND(media_set_refused,
	"UPDATE media SET state = 'REFUSED', claimed_until = NULL, reason = :reason, version = version + 1 WHERE id = :media AND state = 'WAITING'");

DB_COMMAND(media_set_put_off, "UPDATE media SET claimed_until = NOW(3) + INTERVAL :put_off_s SECOND WHERE id = :media");

DB_COMMAND(media_set_swept, "UPDATE media SET swept_at = NOW(3) WHERE id = :media");

const struct query *const media_work_queries[] = { &media_select_waiting_query, &media_select_waiting_named_query,
	&media_select_sweepable_query, &media_set_claimed_query, &media_set_given_back_query, &media_set_ready_query,
	&media_set_refused_query, &media_set_put_off_query, &media_set_swept_query, NULL };

err media_list_waiting(struct db *db, int32_t limit, struct media_works *out)
{
	return db_all(db, media_select_waiting, out, limit);
}

err media_claim(struct tx *tx, const struct media_work *w, bool *mine)
{
	const int32_t claim_s = MEDIA_CLAIM_S;

	TRY(db_exec(tx, media_set_claimed, w->id, w->tries, claim_s));
	*mine = db_changed(tx) == 1;
	return OK;
}

err media_give_back(struct tx *tx, const struct media_work *w) { return db_exec(tx, media_set_given_back, w->id, w->tries); }

err media_made(struct tx *tx, int64_t media, int32_t width, int32_t height, int64_t size)
{
	return db_exec(tx, media_set_ready, media, width, height, size);
}

err media_refuse(struct tx *tx, int64_t media, enum media_reason why)
{
	const char *reason = media_reason_words.at[why];

	return db_exec(tx, media_set_refused, media, reason);
}

err media_list_sweepable(struct db *db, int64_t grace_s, int32_t limit, struct media_works *out)
{
	return db_all(db, media_select_sweepable, out, grace_s, limit);
}

err media_put_off(struct tx *tx, int64_t media)
{
	const int32_t put_off_s = MEDIA_PUT_OFF_S;

	return db_exec(tx, media_set_put_off, media, put_off_s);
}

err media_swept(struct tx *tx, int64_t media) { return db_exec(tx, media_set_swept, media); }

err media_is_waiting(struct db *db, const char *name, bool *out)
{
	struct media_works found;

	TRY(db_all(db, media_select_waiting_named, &found, name));
	*out = found.n > 0;
	return OK;
}

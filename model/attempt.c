#include "attempt.h"

struct attempt {
	int32_t count;
};
SHAPE_DECLARE(attempt_row, struct attempt);
static const struct field row[] = { FIELD(struct attempt, count) };
const struct shape attempt_row = SHAPE(attempt_row, row);

/* Left to right: the count looks at the old window, then the window moves. The row stays locked. */
DB_COMMAND(attempt_count,
	"INSERT INTO attempt (kind, subject_index, since, count) VALUES (:kind, :subject_index, NOW(3), 1)"
	" ON DUPLICATE KEY UPDATE"
	"  count = IF(count = 0 OR since <= NOW(3) - INTERVAL :window_s SECOND, 1, LEAST(count, :limit) + 1),"
	"  since = IF(count = 1, NOW(3), since)");
/* clang-format off */
DB_COMMAND(attempt_uncount,
	"UPDATE attempt SET count = :limit WHERE kind = :kind AND subject_index = :subject_index");
DB_QUERY(attempt_select, attempt_row,
	"SELECT count FROM attempt WHERE kind = :kind AND subject_index = :subject_index");
DB_COMMAND(attempt_reset,
	"UPDATE attempt SET count = 0 WHERE kind = :kind AND subject_index = :subject_index");
/* clang-format on */

const struct query *const attempt_queries[] = { &attempt_count_query, &attempt_uncount_query, &attempt_select_query,
	&attempt_reset_query, NULL };

err attempt_take(struct tx *tx, const char *kind, const char *subject, int64_t limit, int64_t window_s)
{
	struct attempt now;

	TRY(db_exec(tx, attempt_count, kind, subject, window_s, limit));
	TRY(db_one(db_of(tx), attempt_select, &now, kind, subject));
	if (now.count <= limit)
		return OK;
	TRY(db_exec(tx, attempt_uncount, kind, subject, limit));
	return ERR_RATE;
}

err attempt_clear(struct tx *tx, const char *kind, const char *subject) { return db_exec(tx, attempt_reset, kind, subject); }

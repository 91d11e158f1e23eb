#include "clean.h"

static const struct field cart_fields[] = { FIELD(struct clean_cart, id) };
const struct shape clean_cart_row = SHAPE(clean_cart_row, cart_fields);
struct carts {
	struct clean_cart *at;
	size_t n;
};

DB_COMMAND(clean_session_delete, "DELETE FROM session WHERE expires_at <= NOW(3) ORDER BY expires_at LIMIT :limit");

/* clang-format off */
DB_COMMAND(clean_authorization_delete, "DELETE FROM wechat_authorization WHERE expires_at <= NOW(3) ORDER BY expires_at LIMIT :limit");
/* clang-format on */

DB_COMMAND(clean_idempotency_delete,
	"DELETE FROM idempotency WHERE created_at <= NOW(3) - INTERVAL :hours HOUR ORDER BY created_at LIMIT :limit");

DB_QUERY(clean_cart_select, clean_cart_row,
	"SELECT id FROM cart WHERE guest_hash IS NOT NULL AND updated_at <= NOW(3) - INTERVAL :days DAY ORDER BY updated_at LIMIT :limit");

/* The cart first, and only if it is still old: who came back meanwhile keeps it. */
DB_COMMAND(clean_cart_delete,
	"DELETE FROM cart WHERE id = :id AND guest_hash IS NOT NULL AND updated_at <= NOW(3) - INTERVAL :days DAY");
DB_COMMAND(clean_cart_line_delete, "DELETE FROM cart_line WHERE cart_id = :id");

DB_COMMAND(clean_attempt_delete, "DELETE FROM attempt WHERE since <= NOW(3) - INTERVAL :days DAY ORDER BY since LIMIT :limit");

/* The day is one of Shanghai, as phone_code counts it. */
DB_COMMAND(clean_phone_code_delete,
	"DELETE FROM phone_code WHERE expires_at <= NOW(3) - INTERVAL :days DAY"
	" AND sent_on < DATE(NOW(3) + INTERVAL 8 HOUR) - INTERVAL 1 DAY ORDER BY expires_at LIMIT :limit");

const struct query *const clean_queries[] = { &clean_session_delete_query, &clean_authorization_delete_query,
	&clean_idempotency_delete_query, &clean_cart_select_query, &clean_cart_delete_query, &clean_cart_line_delete_query,
	&clean_attempt_delete_query, &clean_phone_code_delete_query, NULL };

err clean_sessions(struct tx *tx, int32_t limit, int32_t *out)
{
	TRY(db_exec(tx, clean_session_delete, limit));
	*out = (int32_t)db_changed(tx);
	return OK;
}

err clean_authorizations(struct tx *tx, int32_t limit, int32_t *out)
{
	TRY(db_exec(tx, clean_authorization_delete, limit));
	*out = (int32_t)db_changed(tx);
	return OK;
}

err clean_idempotency(struct tx *tx, int32_t limit, int32_t *out)
{
	const int32_t hours = IDEMPOTENCY_KEPT_H;

	TRY(db_exec(tx, clean_idempotency_delete, hours, limit));
	*out = (int32_t)db_changed(tx);
	return OK;
}

err clean_guest_carts(struct tx *tx, int32_t limit, int32_t *out)
{
	const int32_t days = GUEST_CART_KEPT_D;
	struct carts carts;
	int32_t gone = 0;

	TRY(db_all(db_of(tx), clean_cart_select, &carts, days, limit));
	for (size_t i = 0; i < carts.n; i++) {
		TRY(db_exec(tx, clean_cart_delete, carts.at[i].id, days));
		if (db_changed(tx) != 1)
			continue;
		TRY(db_exec(tx, clean_cart_line_delete, carts.at[i].id));
		gone++;
	}
	*out = gone;
	return OK;
}

err clean_attempts(struct tx *tx, int32_t limit, int32_t *out)
{
	const int32_t days = ATTEMPT_KEPT_D;

	TRY(db_exec(tx, clean_attempt_delete, days, limit));
	*out = (int32_t)db_changed(tx);
	return OK;
}

err clean_phone_codes(struct tx *tx, int32_t limit, int32_t *out)
{
	const int32_t days = PHONE_CODE_KEPT_D;

	TRY(db_exec(tx, clean_phone_code_delete, days, limit));
	*out = (int32_t)db_changed(tx);
	return OK;
}

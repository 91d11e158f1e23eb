#include "phone_code.h"
#include "../../lib/crypto.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

PHONE_CODE_ERRORS(ERR_DEFINE)

struct phone_code {
	bool used;
};
SHAPE_DECLARE(phone_code_row, struct phone_code);
static const struct field row[] = { FIELD(struct phone_code, used) };
const struct shape phone_code_row = SHAPE(phone_code_row, row);

struct phone_code_pause {
	int64_t wait_s;
	bool used_up;
};
SHAPE_DECLARE(phone_code_pause_row, struct phone_code_pause);
static const struct field pause_row[] = { FIELD(struct phone_code_pause, wait_s), FIELD(struct phone_code_pause, used_up) };
const struct shape phone_code_pause_row = SHAPE(phone_code_pause_row, pause_row);

#define TODAY "DATE(NOW(3) + INTERVAL 8 HOUR)" /* Shanghai knows no summer time */

/* A row to lock; it gives no right to anything. */
DB_COMMAND(phone_code_insert,
	"INSERT INTO phone_code (phone_index, code_hash, tries, sent_at, expires_at, sent_on, sent_today)"
	" VALUES (:phone_index, UNHEX(REPEAT('00', 32)), 0, '2000-01-01', '2000-01-01', '2000-01-01', 0)"
	" ON DUPLICATE KEY UPDATE phone_index = phone_index");
/* Left to right: the count looks at the old day. */
DB_COMMAND(phone_code_renew,
	"UPDATE phone_code SET code_hash = :hash, tries = 0, sent_today = IF(sent_on = " TODAY ", sent_today + 1, 1),"
	" sent_on = " TODAY ", sent_at = NOW(3), expires_at = NOW(3) + INTERVAL :ttl_s SECOND, used_at = NULL"
	" WHERE phone_index = :phone_index AND sent_at <= NOW(3) - INTERVAL :again_s SECOND AND (sent_on <> " TODAY
	" OR sent_today < :daily)");
DB_COMMAND(phone_code_judge,
	"UPDATE phone_code SET tries = tries + 1, used_at = IF(code_hash = :hash, NOW(3), NULL)"
	" WHERE phone_index = :phone_index AND used_at IS NULL AND tries < :tries AND expires_at > NOW(3)");
/* clang-format off */
DB_QUERY(phone_code_select, phone_code_row,
	"SELECT used_at IS NOT NULL AS used FROM phone_code WHERE phone_index = :phone_index");
/* clang-format on */
#define USED_UP "sent_on = " TODAY " AND sent_today >= :daily"
/* A second begun counts: who comes when it is said is not too early. */
#define SECONDS(from, to) "(TIMESTAMPDIFF(MICROSECOND, " from ", " to ") + 999999) DIV 1000000"
/* clang-format off */
DB_QUERY(phone_code_select_pause, phone_code_pause_row,
	"SELECT COALESCE(MAX(GREATEST(0, " SECONDS("NOW(3)", "sent_at + INTERVAL :again_s SECOND") ","
	" IF(" USED_UP ", " SECONDS("NOW(3) + INTERVAL 8 HOUR", TODAY " + INTERVAL 1 DAY") ", 0))), 0) AS wait_s,"
	" COALESCE(MAX(" USED_UP "), 0) AS used_up"
	" FROM phone_code WHERE phone_index = :phone_index");
/* clang-format on */

const struct query *const phone_code_queries[] = { &phone_code_insert_query, &phone_code_renew_query, &phone_code_judge_query,
	&phone_code_select_query, &phone_code_select_pause_query, NULL };

bool phone_is_mobile(const char *phone)
{
	return strlen(phone) == 11 && strspn(phone, "0123456789") == 11 && phone[0] == '1' && phone[1] >= '3';
}

static bytes hash_of(const char *secret, const char *phone, const char *code, uint8_t out[CRYPTO_SHA256])
{
	char text[64];
	const int n = snprintf(text, sizeof text, "%s %s", phone, code);

	crypto_hmac_sha256(
		(bytes){ secret, strlen(secret) }, (bytes){ text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1 }, out);
	return (bytes){ out, CRYPTO_SHA256 };
}

err phone_code_draw(
	struct tx *tx, const char *secret, const char *phone, int64_t again_s, int64_t ttl_s, char code[PHONE_CODE_TEXT])
{
	const int64_t daily = PHONE_CODE_DAILY;
	struct phone_code_pause pause;
	char drawn[PHONE_CODE_TEXT];
	uint8_t digest[CRYPTO_SHA256];

	snprintf(drawn, sizeof drawn, "%06u", arc4random_uniform(1000000) % 1000000);
	const bytes hash = hash_of(secret, phone, drawn, digest);
	TRY(db_exec(tx, phone_code_insert, phone));
	TRY(db_exec(tx, phone_code_renew, hash, ttl_s, phone, again_s, daily));
	if (db_changed(tx) == 0) {
		TRY(db_one(db_of(tx), phone_code_select_pause, &pause, again_s, daily, phone));
		return pause.used_up ? CODE_USED_UP : CODE_TOO_SOON;
	}
	memcpy(code, drawn, sizeof drawn);
	return OK;
}

err phone_code_wait(struct db *db, const char *phone, int64_t again_s, int64_t *wait_s)
{
	const int64_t daily = PHONE_CODE_DAILY;
	struct phone_code_pause found;

	TRY(db_one(db, phone_code_select_pause, &found, again_s, daily, phone));
	*wait_s = found.wait_s;
	return OK;
}

err phone_code_try(struct tx *tx, const char *secret, const char *phone, const char *code, bool *right)
{
	const int64_t tries = PHONE_CODE_TRIES;
	uint8_t digest[CRYPTO_SHA256];
	struct phone_code now = { false };

	const bytes hash = hash_of(secret, phone, code, digest);
	TRY(db_exec(tx, phone_code_judge, hash, phone, tries));
	if (db_changed(tx) != 0)
		TRY(db_one(db_of(tx), phone_code_select, &now, phone));
	*right = now.used;
	return OK;
}

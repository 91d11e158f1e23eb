/* content.h - what banners, floors of the front page, articles, announcements and hot words have in common.
 *
 * Each stands in a table of its own: a row in the shop's language, and in <thing>_text what it says in
 * others. Published ones are shown, in the order that staff gave them and, where they name one, in their
 * time: that is decided by the database's clock. Deleting is a state. */
#ifndef CONTENT_H
#define CONTENT_H
#include "../db.h"
#include "../limit.h"
#include "../media/use.h"
#include "../../lib/problem.h"

/* clang-format off */
#define CONTENT_STATES(W) \
	W(CONTENT_DRAFT,     "DRAFT") \
	W(CONTENT_PUBLISHED, "PUBLISHED") \
	W(CONTENT_OFF,       "OFF") \
	W(CONTENT_DELETED,   "DELETED")
/* Where a published one stands in its time. */
#define CONTENT_PHASES(W) \
	W(PHASE_DRAFT,     "DRAFT") \
	W(PHASE_OFF,       "OFF") \
	W(PHASE_SCHEDULED, "SCHEDULED") \
	W(PHASE_LIVE,      "LIVE") \
	W(PHASE_ENDED,     "ENDED")
/* Where a tap leads: a thing of this shop, never an address. */
#define CONTENT_TARGETS(W) \
	W(TARGET_NONE,     "NONE") \
	W(TARGET_PRODUCT,  "PRODUCT") \
	W(TARGET_CATEGORY, "CATEGORY") \
	W(TARGET_ARTICLE,  "ARTICLE")
#define CONTENT_LOCALES(W) \
	W(TEXT_ZH_CN, "zh-CN") \
	W(TEXT_ZH_TW, "zh-TW") \
	W(TEXT_EN,    "en")
#define CONTENT_ERRORS(E) \
	E(CONTENT_STATE,  409, "content_state",  "It is not in a state for that") \
	E(CONTENT_LIMIT,  409, "content_limit",  "There are as many of these as there may be") \
	E(CONTENT_TARGET, 409, "content_target", "What it leads to does not exist")
/* clang-format on */
WORDS_DECLARE(content_state, CONTENT_STATES);
WORDS_DECLARE(content_phase, CONTENT_PHASES);
WORDS_DECLARE(content_target, CONTENT_TARGETS);
WORDS_DECLARE(content_locale, CONTENT_LOCALES);
CONTENT_ERRORS(ERR_DECLARE)

enum { TITLE_MAX = 120, IMAGE_MAX = 255, BODY_CHARS_MAX = 60000, BODY_KEPT_MAX = 2 * BODY_CHARS_MAX };
#define TEXTS_MAX 3     /* of a thing, one for each language */
#define CONTENT_MAX 200 /* of any of them in one list of staff */

/* The same in another language; body: of what has one. */
struct content_text {
	enum content_locale locale;
	const char *title, *body;
};
struct content_texts {
	struct content_text *at;
	size_t n;
};
SHAPE_DECLARE(content_text_row, struct content_text);
SHAPE_DECLARE(content_text_form, struct content_text);

struct content_id {
	int64_t id;
};
struct content_ids {
	struct content_id *at;
	size_t n;
};
SHAPE_DECLARE(content_id_form, struct content_id);
struct content_order {
	struct content_ids items;
};
SHAPE_DECLARE(content_order_form, struct content_order);

/* Rules across fields, for the checks of forms. */
void content_check_texts(const struct content_texts *, struct problem *);
void content_check_target(enum content_target, maybe_int64 id, struct problem *);
void content_check_time(maybe_moment starts_at, maybe_moment ends_at, struct problem *);
void content_check_repeats(const char *field, const struct content_ids *, struct problem *);

/* CONTENT_TARGET when staff know no such thing. */
err content_find_target(struct db *, enum content_target, maybe_int64 id) MUST_USE;
/* "[3,7]" for JSON_TABLE. */
err content_print_ids(struct arena *, const struct content_ids *, const char **out) MUST_USE;

/* The statements that all of them have, about the table of that name; the functions below take them. */
struct content_table {
	const struct query *publish, *off, *bury, *exists, *total, *place, *clear, *add, *texts;
	enum media_user user; /* of pictures; unset: it has none */
};
/* ERR_NOT_FOUND; CONTENT_STATE when it is so already. Publishing keeps the time of the first time. */
err content_publish(struct tx *, const struct content_table *, int64_t id) MUST_USE;
err content_take_off(struct tx *, const struct content_table *, int64_t id) MUST_USE;
err content_delete(struct tx *, const struct content_table *, int64_t id) MUST_USE;
/* All there are, as they shall stand. ERR_CONFLICT when they are not those. */
err content_arrange(struct tx *, struct arena *, const struct content_table *, const struct content_ids *) MUST_USE;
/* After an update by id and version: OK, ERR_CONFLICT, ERR_NOT_FOUND. */
err content_changed(struct tx *, const struct content_table *, int64_t id) MUST_USE;
/* In place of those there were. */
err content_write_texts(struct tx *, const struct content_table *, int64_t id, const struct content_texts *) MUST_USE;
err content_read_texts(struct db *, const struct content_table *, int64_t id, struct content_texts *out) MUST_USE;

struct content_number {
	int64_t n;
};
SHAPE_DECLARE(content_number_row, struct content_number);

/* clang-format off */
#define CONTENT_TABLE_OF(thing, text_shape, columns, values, pictures) \
	DB_COMMAND(thing##_publish, "UPDATE " #thing " SET state = 'PUBLISHED', published_at = COALESCE(published_at, NOW(3))," \
		" version = version + 1 WHERE id = :id AND state IN ('DRAFT', 'OFF')"); \
	DB_COMMAND(thing##_off, "UPDATE " #thing " SET state = 'OFF', version = version + 1 WHERE id = :id AND state = 'PUBLISHED'"); \
	DB_COMMAND(thing##_bury, "UPDATE " #thing " SET state = 'DELETED', version = version + 1 WHERE id = :id AND state <> 'DELETED'"); \
	DB_QUERY(thing##_exists, content_number_row, "SELECT COUNT(*) AS n FROM " #thing " WHERE id = :id AND state <> 'DELETED'"); \
	DB_QUERY(thing##_total, content_number_row, "SELECT COUNT(*) AS n FROM " #thing " WHERE state <> 'DELETED'"); \
	DB_COMMAND(thing##_place, "UPDATE " #thing " t JOIN JSON_TABLE(:ids, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT PATH '$')) o" \
		" ON o.id = t.id SET t.position = o.n WHERE t.state <> 'DELETED'"); \
	DB_COMMAND(thing##_text_clear, "DELETE FROM " #thing "_text WHERE thing_id = :id"); \
	DB_COMMAND(thing##_text_insert, "INSERT INTO " #thing "_text (thing_id, locale, " columns ") VALUES (:id, :locale, " values ")"); \
	DB_QUERY(thing##_text_select, text_shape, "SELECT locale, " columns " FROM " #thing "_text WHERE thing_id = :id ORDER BY locale LIMIT " LIMIT_TEXT(TEXTS_MAX)); \
	const struct content_table thing##_table = { &thing##_publish_query, &thing##_off_query, &thing##_bury_query, \
		&thing##_exists_query, &thing##_total_query, &thing##_place_query, &thing##_text_clear_query, \
		&thing##_text_insert_query, &thing##_text_select_query, pictures }
#define CONTENT_QUERIES_OF(thing) \
	&thing##_publish_query, &thing##_off_query, &thing##_bury_query, &thing##_exists_query, &thing##_total_query, \
	&thing##_place_query, &thing##_text_clear_query, &thing##_text_insert_query, &thing##_text_select_query

/* Pieces of SQL about a row that has a target and a time; x is its alias. */
#define CONTENT_OPEN(x) \
	x ".state = 'PUBLISHED' AND (" x ".starts_at IS NULL OR " x ".starts_at <= NOW(3)) AND (" x ".ends_at IS NULL OR " x ".ends_at > NOW(3))"
#define CONTENT_PHASE_OF(x) \
	"CASE WHEN " x ".state <> 'PUBLISHED' THEN " x ".state WHEN " x ".starts_at > NOW(3) THEN 'SCHEDULED'" \
	" WHEN " x ".ends_at <= NOW(3) THEN 'ENDED' ELSE 'LIVE' END AS phase"
#define CONTENT_TARGET_TITLE(x) \
	"CASE " x ".target_kind WHEN 'PRODUCT' THEN (SELECT title FROM product WHERE id = " x ".target_id)" \
	" WHEN 'CATEGORY' THEN (SELECT name FROM category WHERE id = " x ".target_id)" \
	" WHEN 'ARTICLE' THEN (SELECT title FROM article WHERE id = " x ".target_id) END AS target_title"
/* For buyers: nowhere, when they cannot see what is there. */
#define CONTENT_TARGET_SEEN(x) \
	"((" x ".target_kind = 'PRODUCT' AND EXISTS (SELECT 1 FROM product WHERE id = " x ".target_id AND state = 'ON_SALE'))" \
	" OR (" x ".target_kind = 'CATEGORY' AND EXISTS (SELECT 1 FROM category WHERE id = " x ".target_id AND state = 'ACTIVE'))" \
	" OR (" x ".target_kind = 'ARTICLE' AND EXISTS (SELECT 1 FROM article WHERE id = " x ".target_id AND state = 'PUBLISHED')))"
#define CONTENT_TARGET_FOR_BUYERS(x) \
	"IF(" CONTENT_TARGET_SEEN(x) ", " x ".target_kind, 'NONE') AS target_kind," \
	" IF(" CONTENT_TARGET_SEEN(x) ", " x ".target_id, NULL) AS target_id"
/* clang-format on */
#endif

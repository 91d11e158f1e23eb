#include "visit.h"
#include "../../lib/crypto.h"
#include "../../lib/render.h"
#include <string.h>

WORDS_DEFINE(visit_page, VISIT_PAGES);
WORDS_DEFINE(visit_source, VISIT_SOURCES);

#define MAYBE_TEXT(m, most, ...) FIELD(struct visit_view, m, .max = most, .optional = true, __VA_ARGS__)
static const struct field view_fields[] = {
	FIELD_ENUM(struct visit_view, page, visit_page),
	FIELD(struct visit_view, object_id, .min = 1, .max = INT64_MAX),
	FIELD(struct visit_view, path, .min = 1, .max = VISIT_PATH_MAX),
	MAYBE_TEXT(referrer_host, VISIT_HOST_MAX, .ascii = true),
	MAYBE_TEXT(utm_source, VISIT_UTM_MAX),
	MAYBE_TEXT(utm_medium, VISIT_UTM_MAX),
	MAYBE_TEXT(utm_campaign, VISIT_UTM_MAX),
	MAYBE_TEXT(share_code, VISIT_SHARE_MAX, .ascii = true),
	FIELD(struct visit_view, stay_ms, .min = 0, .max = VISIT_STAY_MAX_MS),
	FIELD(struct visit_view, ago_ms, .min = 0, .max = VISIT_AGO_MAX_MS),
};
const struct shape visit_view_form = SHAPE(visit_view_form, view_fields);

static const struct field batch_fields[] = {
	FIELD_LIST(struct visit_batch, views, visit_view_form, .min = 1, .max = VISITS_AT_ONCE),
};
const struct shape visit_batch_form = SHAPE(visit_batch_form, batch_fields);

static const struct field origin_fields[] = {
	FIELD_ENUM(struct visit_origin, source, visit_source),
	FIELD(struct visit_origin, name),
};
const struct shape visit_origin_row = SHAPE(visit_origin_row, origin_fields);

/* Of the session under way, when there is one. */
DB_QUERY(visit_select_session, visit_origin_row,
	"SELECT source, source_name AS name FROM visit WHERE visitor = :visitor AND at > NOW(3) - INTERVAL :minutes MINUTE"
	" ORDER BY at DESC, id DESC LIMIT 1");

/* clang-format off */
DB_COMMAND(visit_insert,
	"INSERT INTO visit (at, visitor, member_id, page, object_id, path, referrer_host, utm_source, utm_medium, utm_campaign,"
	"  share_code, source, source_name, stay_ms)"
	" SELECT NOW(3) - INTERVAL v.ago_ms * 1000 MICROSECOND, :visitor, NULLIF(:member, 0), v.page, v.object_id, v.path, v.referrer_host,"
	"  v.utm_source, v.utm_medium, v.utm_campaign, v.share_code, :source, :name, v.stay_ms"
	" FROM JSON_TABLE(:views, '$.views[*]' COLUMNS (page VARCHAR(16) PATH '$.page', object_id BIGINT PATH '$.object_id',"
	"  path VARCHAR(200) PATH '$.path', referrer_host VARCHAR(100) PATH '$.referrer_host', utm_source VARCHAR(64) PATH '$.utm_source',"
	"  utm_medium VARCHAR(64) PATH '$.utm_medium', utm_campaign VARCHAR(64) PATH '$.utm_campaign', share_code VARCHAR(32) PATH '$.share_code',"
	"  stay_ms INT PATH '$.stay_ms', ago_ms BIGINT PATH '$.ago_ms')) v ORDER BY v.ago_ms DESC");
/* clang-format on */

DB_COMMAND(visit_delete, "DELETE FROM visit WHERE at < :until ORDER BY at LIMIT :limit");

const struct query *const visit_queries[] = { &visit_select_session_query, &visit_insert_query, &visit_delete_query, NULL };

static bool says(const char *text) { return text && *text; }

struct visit_origin visit_origin_of(const struct visit_view *v, const char *own_host)
{
	if (says(v->utm_source) || says(v->utm_campaign))
		return (struct visit_origin){ SOURCE_CAMPAIGN, says(v->utm_source) ? v->utm_source : v->utm_campaign };
	if (says(v->share_code))
		return (struct visit_origin){ SOURCE_SHARE, v->share_code };
	if (says(v->referrer_host) && strcmp(v->referrer_host, own_host) != 0)
		return (struct visit_origin){ SOURCE_REFERRER, v->referrer_host };
	return (struct visit_origin){ SOURCE_DIRECT, "" };
}

/* The one that was opened first, however the browser has put them. */
static const struct visit_view *first_of(const struct visit_views *views)
{
	const struct visit_view *first = views->at;

	for (size_t i = 1; i < views->n; i++)
		if (views->at[i].ago_ms > first->ago_ms)
			first = &views->at[i];
	return first;
}

static err origin_of_session(struct db *db, const struct visit_batch *batch, bytes visitor, struct visit_origin *out)
{
	const int32_t minutes = VISIT_SESSION_MIN;
	const err e = db_one(db, visit_select_session, out, visitor, minutes);

	if (e == ERR_NOT_FOUND)
		*out = visit_origin_of(first_of(&batch->views), batch->own_host);
	return e == ERR_NOT_FOUND ? OK : e;
}

err visit_record(struct tx *tx, const struct visit_batch *batch)
{
	struct text json = { .arena = db_arena(db_of(tx)) };
	struct out o = { .writer = &json_writer, .text = &json };
	uint8_t hash[CRYPTO_SHA256];
	struct visit_origin origin;

	crypto_sha256((bytes){ batch->visitor, strlen(batch->visitor) }, hash);
	const bytes visitor = { hash, sizeof hash / 2 };
	TRY(origin_of_session(db_of(tx), batch, visitor, &origin));
	RENDER(&o, visit_batch_form, batch);
	text_add(&json, "", 1);
	if (json.failed)
		return ERR_NOMEM;
	const char *views = json.at;
	const int64_t member = batch->member.id;
	return db_exec_from(tx, visit_insert, visit_origin_row, &origin, visitor, member, views);
}

err visit_clean(struct tx *tx, moment until, int32_t limit, int32_t *out)
{
	TRY(db_exec(tx, visit_delete, until, limit));
	*out = (int32_t)db_changed(tx);
	return OK;
}

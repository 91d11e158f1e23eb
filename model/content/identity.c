#include "identity.h"
#include "../limit.h"
#include <string.h>

enum { NAME_MAX_CHARS = 64, PHONE_MAX = 32, HOURS_MAX = 120, ADDRESS_CHARS = 300, COMPANY_MAX = 120, COPYRIGHT_MAX = 200 };

/* clang-format off */
#define FACE(F) \
	F(name) F(logo) F(brand_colour) F(service_phone) F(service_hours) F(return_name) F(return_phone) F(return_address) \
	F(company) F(licence) F(icp_number) F(icp_url) F(copyright)
#define FACE_FIELD(m) FIELD(struct identity, m),
/* clang-format on */
static const struct field row[] = { FACE(FACE_FIELD) FACE_FIELD(user_agreement) FACE_FIELD(privacy_policy) FACE_FIELD(version) };
const struct shape identity_row = SHAPE(identity_row, row);

static const struct field text_row[] = {
	FIELD_ENUM(struct identity_text, locale, content_locale),
	FIELD(struct identity_text, name),
	FIELD(struct identity_text, service_hours),
	FIELD(struct identity_text, licence),
	FIELD(struct identity_text, copyright),
};
const struct shape identity_text_row = SHAPE(identity_text_row, text_row);

static const struct field text_form[] = {
	FIELD_ENUM(struct identity_text, locale, content_locale),
	FIELD(struct identity_text, name, .max = NAME_MAX_CHARS),
	FIELD(struct identity_text, service_hours, .max = HOURS_MAX),
	FIELD(struct identity_text, licence, .max = ADDRESS_CHARS),
	FIELD(struct identity_text, copyright, .max = COPYRIGHT_MAX),
};
const struct shape identity_text_form = SHAPE(identity_text_form, text_form);

static bool is_colour(const char *s)
{
	return *s == '\0' || (*s == '#' && strlen(s) == 7 && strspn(s + 1, "0123456789abcdefABCDEF") == 6);
}

static void check(const void *form, struct problem *p)
{
	const struct identity *f = form;
	bool seen[TEXTS_MAX + 1] = { 0 };

	media_check_path("logo", f->logo, p);
	if (!is_colour(f->brand_colour))
		problem_add(p, "brand_colour", SAY_TEXT);
	if (strspn(f->service_phone, "0123456789+- ") != strlen(f->service_phone))
		problem_add(p, "service_phone", SAY_TEXT);
	if (*f->icp_url && strncmp(f->icp_url, "https://", 8) != 0) /* buyers tap it: nothing that runs */
		problem_add(p, "icp_url", SAY_TEXT);
	for (size_t i = 0; i < f->texts.n; i++) {
		if (seen[f->texts.at[i].locale])
			problem_add(p, "texts", SAY_REPEATED);
		seen[f->texts.at[i].locale] = true;
	}
}

static const struct field form[] = {
	FIELD(struct identity, name, .min = 1, .max = NAME_MAX_CHARS),
	FIELD(struct identity, logo, .max = IMAGE_MAX),
	FIELD(struct identity, brand_colour, .max = 7),
	FIELD(struct identity, service_phone, .max = PHONE_MAX),
	FIELD(struct identity, service_hours, .max = HOURS_MAX),
	FIELD(struct identity, return_name, .max = NAME_MAX_CHARS),
	FIELD(struct identity, return_phone, .max = PHONE_MAX),
	FIELD(struct identity, return_address, .max = ADDRESS_CHARS),
	FIELD(struct identity, company, .max = COMPANY_MAX),
	FIELD(struct identity, licence, .max = ADDRESS_CHARS),
	FIELD(struct identity, icp_number, .max = NAME_MAX_CHARS),
	FIELD(struct identity, icp_url, .max = IMAGE_MAX),
	FIELD(struct identity, copyright, .max = COPYRIGHT_MAX),
	FIELD_LIST(struct identity, texts, identity_text_form, .max = TEXTS_MAX, .optional = true),
	FIELD(struct identity, version, .min = 1, .max = INT32_MAX),
};
const struct shape identity_form = SHAPE(identity_form, form, .check = check);

static const struct field place_fields[] = {
	FIELD(struct return_place, name),
	FIELD(struct return_place, phone),
	FIELD(struct return_place, address),
};
const struct shape return_place_row = SHAPE(return_place_row, place_fields);

#define LAST(kind) "COALESCE((SELECT MAX(number) FROM agreement WHERE kind = '" kind "'), 0) AS "
#define REST \
	"i.logo, i.brand_colour, i.service_phone, i.return_name, i.return_phone, i.return_address, i.company, i.icp_number," \
	" i.icp_url, " LAST("user") "user_agreement, " LAST("privacy") "privacy_policy, i.version FROM identity i"
#define IN_LANGUAGE(m) "COALESCE(NULLIF(t." #m ", ''), i." #m ") AS " #m ", "
DB_QUERY(identity_select, identity_row, "SELECT i.name, i.service_hours, i.licence, i.copyright, " REST " WHERE i.id = 1");
DB_QUERY(identity_select_in, identity_row,
	"SELECT " IN_LANGUAGE(name) IN_LANGUAGE(service_hours) IN_LANGUAGE(licence) IN_LANGUAGE(copyright) REST
	" LEFT JOIN identity_text t ON t.thing_id = i.id AND t.locale = :locale WHERE i.id = 1");
DB_QUERY(identity_select_texts, identity_text_row,
	"SELECT locale, name, service_hours, licence, copyright FROM identity_text WHERE thing_id = 1 ORDER BY locale LIMIT " LIMIT_TEXT(
		TEXTS_MAX));
DB_QUERY(identity_select_return_place, return_place_row,
	"SELECT return_name AS name, return_phone AS phone, return_address AS address FROM identity WHERE id = 1");
DB_COMMAND(identity_change,
	"UPDATE identity SET name = :name, logo = :logo, brand_colour = :brand_colour, service_phone = :service_phone,"
	" service_hours = :service_hours, return_name = :return_name, return_phone = :return_phone, return_address = :return_address,"
	" company = :company, licence = :licence, icp_number = :icp_number, icp_url = :icp_url, copyright = :copyright,"
	" version = version + 1 WHERE id = 1 AND version = :version");
DB_COMMAND(identity_text_clear, "DELETE FROM identity_text WHERE thing_id = 1");
DB_COMMAND(identity_text_insert,
	"INSERT INTO identity_text (thing_id, locale, name, service_hours, licence, copyright)"
	" VALUES (1, :locale, :name, :service_hours, :licence, :copyright)");

const struct query *const identity_queries[] = { &identity_select_query, &identity_select_in_query, &identity_select_texts_query,
	&identity_select_return_place_query, &identity_change_query, &identity_text_clear_query, &identity_text_insert_query,
	NULL };

err identity_read(struct db *db, struct identity *out)
{
	struct identity found = { 0 };

	TRY(db_one(db, identity_select, &found));
	TRY(db_all(db, identity_select_texts, &found.texts));
	*out = found;
	return OK;
}

err identity_read_in(struct db *db, const char *locale, struct identity *out)
{
	return db_one(db, identity_select_in, out, locale);
}

err identity_return_place(struct db *db, struct return_place *out) { return db_one(db, identity_select_return_place, out); }

static err record_use(struct tx *tx, const char *logo)
{
	struct media_uses uses = { .n = 0 };

	media_uses_add(&uses, logo);
	return media_use_record(tx, USED_BY_IDENTITY, 1, &uses);
}

err identity_update(struct tx *tx, const struct identity *f)
{
	TRY(db_exec_from(tx, identity_change, identity_form, f));
	if (db_changed(tx) == 0)
		return ERR_CONFLICT;
	TRY(db_exec(tx, identity_text_clear));
	for (size_t i = 0; i < f->texts.n; i++)
		TRY(db_exec_from(tx, identity_text_insert, identity_text_form, &f->texts.at[i]));
	return record_use(tx, f->logo);
}

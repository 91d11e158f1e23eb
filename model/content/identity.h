/* identity.h - who the shop is: its name and face, how to reach it, what the law wants said below each page.
 *
 * There is one row, of which every change is a version: a change made on an older one is ERR_CONFLICT. */
#ifndef IDENTITY_H
#define IDENTITY_H
#include "content.h"

struct identity_text {
	enum content_locale locale;
	const char *name, *service_hours, *licence, *copyright;
};
struct identity_texts {
	struct identity_text *at;
	size_t n;
};
SHAPE_DECLARE(identity_text_row, struct identity_text);
SHAPE_DECLARE(identity_text_form, struct identity_text);

struct identity {
	const char *name, *logo;
	const char *brand_colour; /* #rrggbb, or "" for that of the house */
	const char *service_phone, *service_hours;
	const char *return_name, *return_phone, *return_address;
	const char *company, *licence, *icp_number, *icp_url, *copyright;
	int32_t user_agreement, privacy_policy; /* the versions in force; 0: none yet */
	const char *locale;                     /* of these texts; the caller knows: it is in the settings */
	int32_t version;
	struct identity_texts texts; /* where a function says so */
};
SHAPE_DECLARE(identity_row, struct identity);
SHAPE_DECLARE(identity_form, struct identity);

err identity_read(struct db *, struct identity *out) MUST_USE;                        /* with texts */
err identity_read_in(struct db *, const char *locale, struct identity *out) MUST_USE; /* in that language where it is given */

/* Where goods come back to; for who has been sent some. */
struct return_place {
	const char *name, *phone, *address; /* "" each: not said yet */
};
SHAPE_DECLARE(return_place_row, struct return_place);
err identity_return_place(struct db *, struct return_place *out) MUST_USE;

err identity_update(struct tx *, const struct identity *) MUST_USE; /* by version */
#endif

/* agreement.h - what a buyer agrees to: the terms of use 用户协议, and what is done with his data 隐私政策.
 *
 * A version is never changed: each save adds the next number, with its date and who wrote it. Version 0
 * stands for none yet. */
#ifndef AGREEMENT_H
#define AGREEMENT_H
#include "content.h"

#define AGREEMENT_KINDS(W) W(AGREEMENT_USER, "user") W(AGREEMENT_PRIVACY, "privacy")
WORDS_DECLARE(agreement_kind, AGREEMENT_KINDS);

struct agreement_version {
	int32_t number;
	moment created_at;
};
struct agreement_versions {
	struct agreement_version *at;
	size_t n;
};
SHAPE_DECLARE(agreement_version_row, struct agreement_version);

struct agreement {
	int64_t id;
	enum agreement_kind kind;
	int32_t number;
	const char *body;
	maybe_moment created_at;
	struct content_texts texts;         /* bodies; where a function says so */
	struct agreement_versions versions; /* likewise, the newest first, at most AGREEMENT_VERSIONS */
};
SHAPE_DECLARE(agreement_row, struct agreement);
SHAPE_DECLARE(agreement_text_row, struct content_text);
SHAPE_DECLARE(agreement_text_form, struct content_text);
SHAPE_DECLARE(agreement_form, struct agreement);

#define AGREEMENT_VERSIONS 100

/* That version, or the last; with texts and versions. Without any: number 0, no body. ERR_NOT_FOUND for a
 * number there is not. */
err agreement_find(struct db *, enum agreement_kind, maybe_int64 number, struct agreement *out) MUST_USE;
/* The last in that language; ERR_NOT_FOUND without any. */
err agreement_find_in(struct db *, enum agreement_kind, const char *locale, struct agreement *out) MUST_USE;
/* The next after form->number, made harmless: html.h. ERR_CONFLICT when that is not the last. */
err agreement_add(struct tx *, struct arena *, staff_id, enum agreement_kind, const struct agreement *form) MUST_USE;
#endif

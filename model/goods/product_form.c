/* product_form.c - the form of a product, and the rules of its matrix. */
#include "product.h"
#include "../media/media.h"
#include "../../lib/problem.h"
#include <stdio.h>
#include <string.h>

static const struct field image[] = { FIELD(struct product_image, path, .min = 1, .max = 255) };
const struct shape product_image = SHAPE(product_image, image);

static const struct field tag[] = { FIELD(struct product_tag, word, .min = 1, .max = TAG_CHARS) };
const struct shape product_tag_entry = SHAPE(product_tag_entry, tag);

static const struct field parameter[] = {
	FIELD(struct product_parameter, name, .min = 1, .max = 32),
	FIELD(struct product_parameter, value, .min = 1, .max = 200),
};
const struct shape product_parameter = SHAPE(product_parameter, parameter);

/* What a complaint about a line of a list is about, as "skus.3.code". It lies here, not in the request's
 * memory, which a check does not have: a worker has one request at a time, and answers it before the next. */
static const char *name_of(const struct problem *p, const char *list, size_t i, const char *member)
{
	static char names[COMPLAINTS_MAX + 1][48]; /* one to spare: what comes beyond is dropped */
	char *name = names[p->n];

	snprintf(name, sizeof *names, "%s.%zu%s%s", list, i, *member ? "." : "", member);
	return name;
}

static void complain(struct problem *p, const char *list, size_t i, const char *member, enum say code)
{
	problem_add(p, name_of(p, list, i, member), code);
}

static bool is_empty(const char *s) { return !s || !*s; }

static bool is_ascii(const char *s)
{
	for (; s && *s; s++)
		if (*s < 0x21 || *s > 0x7E)
			return false;
	return true;
}

static bool is_same(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

/* Named from the first on, each by another name. */
static void check_options(const struct product_form *f, struct problem *p)
{
	if (is_empty(f->option1) && !is_empty(f->option2))
		problem_add(p, "option1", SAY_REQUIRED);
	if (is_empty(f->option2) && !is_empty(f->option3))
		problem_add(p, "option2", SAY_REQUIRED);
	if (!is_empty(f->option2) && is_same(f->option1, f->option2))
		problem_add(p, "option2", SAY_REPEATED);
	if (!is_empty(f->option3) && (is_same(f->option1, f->option3) || is_same(f->option2, f->option3)))
		problem_add(p, "option3", SAY_REPEATED);
}

static void check_value(struct problem *p, size_t i, const char *member, const char *option, const char *value)
{
	if (is_empty(option) != is_empty(value))
		complain(p, "skus", i, member, is_empty(value) ? SAY_REQUIRED : SAY_UNKNOWN);
}

/* One line by itself. */
static void check_sku(const struct product_form *f, size_t i, struct problem *p)
{
	const struct sku_form *s = &f->skus.at[i];

	check_value(p, i, "value1", f->option1, s->value1);
	check_value(p, i, "value2", f->option2, s->value2);
	check_value(p, i, "value3", f->option3, s->value3);
	if (!is_ascii(s->code))
		complain(p, "skus", i, "code", SAY_TEXT);
	if (!is_ascii(s->barcode))
		complain(p, "skus", i, "barcode", SAY_TEXT);
	if (!media_is_path(s->image))
		complain(p, "skus", i, "image", SAY_TEXT);
	if (s->id.has && s->stock.has) /* that is for an adjustment */
		complain(p, "skus", i, "stock", SAY_UNKNOWN);
	if (s->list_price.has && s->list_price.is.fen < s->price.fen)
		problem_add_bound(p, name_of(p, "skus", i, "list_price"), SAY_TOO_SMALL, s->price.fen);
}

/* One line against those before it. */
static void check_twins(const struct product_form *f, size_t i, struct problem *p)
{
	const struct sku_form *s = &f->skus.at[i];

	for (const struct sku_form *t = f->skus.at; t < s; t++) {
		if (is_same(s->value1, t->value1) && is_same(s->value2, t->value2) && is_same(s->value3, t->value3))
			complain(p, "skus", i, "", SAY_REPEATED);
		if (s->id.has && t->id.has && s->id.is == t->id.is)
			complain(p, "skus", i, "id", SAY_REPEATED);
		if (!is_empty(s->code) && is_same(s->code, t->code))
			complain(p, "skus", i, "code", SAY_REPEATED);
	}
}

/* What the row keeps as lines is without their ends. */
static bool is_line(const char *s) { return !strpbrk(s, "\t\r\n"); }

static void check_tags(const struct product_form *f, struct problem *p)
{
	for (size_t i = 0; i < f->tags.n; i++) {
		if (!is_line(f->tags.at[i].word))
			complain(p, "tags", i, "word", SAY_TEXT);
		for (size_t j = 0; j < i; j++)
			if (is_same(f->tags.at[i].word, f->tags.at[j].word))
				complain(p, "tags", i, "word", SAY_REPEATED);
	}
}

static void check_parameters(const struct product_form *f, struct problem *p)
{
	for (size_t i = 0; i < f->parameters.n; i++) {
		const struct product_parameter *one = &f->parameters.at[i];
		if (!is_line(one->name))
			complain(p, "parameters", i, "name", SAY_TEXT);
		if (!is_line(one->value))
			complain(p, "parameters", i, "value", SAY_TEXT);
		for (size_t j = 0; j < i; j++)
			if (is_same(one->name, f->parameters.at[j].name))
				complain(p, "parameters", i, "name", SAY_REPEATED);
	}
}

static void check(const void *form, struct problem *p)
{
	const struct product_form *f = form;

	check_options(f, p);
	if (f->purchase_max.has && f->purchase_max.is < f->minimum)
		problem_add_bound(p, "purchase_max", SAY_TOO_SMALL, f->minimum);
	media_check_path("image", f->image, p);
	media_check_path("video", f->video, p);
	check_tags(f, p);
	check_parameters(f, p);
	for (size_t i = 0; i < f->images.n; i++)
		if (!media_is_path(f->images.at[i].path))
			complain(p, "images", i, "path", SAY_TEXT);
	for (size_t i = 0; i < f->skus.n; i++) {
		check_sku(f, i, p);
		check_twins(f, i, p);
	}
}

/* clang-format off */
#define FORM \
	FIELD(struct product_form, category_id, .min = 1, .max = INT64_MAX), \
	FIELD(struct product_form, brand_id, .min = 1, .max = INT64_MAX), \
	FIELD(struct product_form, title, .min = 1, .max = 120), \
	FIELD(struct product_form, subtitle, .max = 200, .optional = true), \
	FIELD(struct product_form, image, .max = 255, .optional = true), \
	FIELD_LIST(struct product_form, images, product_image, .max = IMAGES_MAX, .optional = true), \
	FIELD(struct product_form, video, .max = 255, .optional = true), \
	FIELD_LIST(struct product_form, tags, product_tag_entry, .max = TAGS_MAX, .optional = true), \
	FIELD_LIST(struct product_form, parameters, product_parameter, .max = PARAMETERS_MAX, .optional = true), \
	FIELD(struct product_form, detail, .max = DETAIL_MAX, .optional = true), \
	FIELD(struct product_form, unit, .max = 16, .optional = true), \
	FIELD(struct product_form, option1, .max = 32, .optional = true), \
	FIELD(struct product_form, option2, .max = 32, .optional = true), \
	FIELD(struct product_form, option3, .max = 32, .optional = true), \
	FIELD(struct product_form, minimum, .min = 1, .max = 9999, .optional = true, .absent = 1), \
	FIELD(struct product_form, purchase_max, .min = 1, .max = 9999), \
	FIELD_LIST(struct product_form, skus, sku_form, .min = 1, .max = SKUS_MAX)
/* clang-format on */
static const struct field create_form[] = { FORM };
const struct shape product_create_form = SHAPE(product_create_form, create_form, .check = check);
static const struct field update_form[] = { FORM, FIELD(struct product_form, version, .min = 1, .max = INT32_MAX) };
const struct shape product_update_form = SHAPE(product_update_form, update_form, .check = check);

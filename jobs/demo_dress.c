#include "demo_dress.h"
#include "demo_file.h"
#include "demo_picture.h"
#include "../model/goods/brand.h"

enum { UNBRANDED_EVERY = 4, DEMO_TAGS = 3, DEMO_PARAMETERS = 4 };

struct branding {
	struct brand_form form;
	int64_t id;
};

static err make_brand(struct tx *tx, void *arg)
{
	struct branding *b = arg;

	return brand_create(tx, &b->form, &b->id);
}

err demo_brands(struct demo *d)
{
	struct demo_lines lines;

	TRY(demo_read(d, "brands.txt", &lines));
	for (size_t i = 0; i < lines.n && d->brand_n < DEMO_BRANDS_MAX; i++) {
		const struct demo_line *l = &lines.at[i];
		struct branding b = { .form = { .name = l->field[0], .position = (int32_t)i + 1, .state = BRAND_SHOWN_ACTIVE } };
		if (l->n != 3)
			return ERR_INVALID;
		TRY(demo_picture_draw(d, &(struct demo_picture){ "品牌", l->field[0], "", "leaf", l->field[1], (uint32_t)i, false },
			&b.form.image));
		TRY(demo_picture_tx(d, make_brand, &b));
		d->brands[d->brand_n++] = (struct demo_brand){ b.id, l->field[0], l->field[2] };
	}
	return OK;
}

static err give_tags(struct demo *d, int n, struct product_form *form)
{
	static const char *const words[] = { "送长辈", "新品", "回购多", "限量", "家庭装", "手工", "顺丰包邮" };
	const size_t count = sizeof words / sizeof *words, wanted = (size_t)n % (DEMO_TAGS + 1);
	struct product_tag *tag = ARENA_NEW(d->arena, struct product_tag, DEMO_TAGS);

	if (!tag)
		return ERR_NOMEM;
	for (size_t i = 0; i < wanted; i++)
		tag[i].word = words[((size_t)n + 2 * i) % count];
	form->tags = (struct product_tags){ tag, wanted };
	return OK;
}

static err give_parameters(struct demo *d, int32_t weight_g, const struct demo_brand *brand, struct product_form *form)
{
	struct product_parameter *at = ARENA_NEW(d->arena, struct product_parameter, DEMO_PARAMETERS);
	const char *weight = demo_text(d, "约 %d 克", (int)weight_g);
	size_t n = 0;

	if (!at || !weight)
		return ERR_NOMEM;
	if (brand) {
		at[n++] = (struct product_parameter){ "品牌", brand->name };
		at[n++] = (struct product_parameter){ "产地", brand->origin };
	}
	at[n++] = (struct product_parameter){ "单件重量", weight };
	at[n++] = (struct product_parameter){ "计价单位", form->unit };
	form->parameters = (struct product_parameters){ at, n };
	return OK;
}

err demo_dress(struct demo *d, int n, int32_t weight_g, struct product_form *form)
{
	const struct demo_brand *brand = NULL;

	if (d->brand_n && n % UNBRANDED_EVERY)
		brand = &d->brands[(size_t)n % d->brand_n];
	if (brand)
		form->brand_id = (maybe_int64){ true, brand->id };
	TRY(give_tags(d, n, form));
	return give_parameters(d, weight_g, brand, form);
}

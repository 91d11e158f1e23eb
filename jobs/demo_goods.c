/* demo_goods.c - categories and products of the demo shop, out of goods.txt. */
#include "demo_dress.h"
#include "demo_file.h"
#include "demo_matrix.h"
#include "demo_picture.h"
#include "../model/goods/category.h"
#include <stdlib.h>
#include <string.h>

enum {
	CATEGORIES_OF_DEMO = 200,
	CATEGORY_GRAMS_MAX = 100000,
	DRAFT_EVERY = 73,
	OFF_SALE_EVERY = 50,
	LIMIT_EVERY = 29,
	PAIR_EVERY = 41,
	LIMIT = 5,
	PAIR = 2,
	STRIDE = 89, /* a prime */
};

struct place {
	const char *path;
	int64_t id;
};

/* What the root and the category that were named last say of the goods below them. */
struct about {
	const char *colour, *shape, *words, *unit, *options;
	int64_t category;
	int32_t weight_g;
};

struct goods {
	const struct demo_line *line;
	struct about about;
};

struct shelf {
	struct place places[CATEGORIES_OF_DEMO];
	struct goods goods[DEMO_LINES_MAX];
	size_t n, goods_n;
	struct about about;
};

struct making {
	struct arena *arena;
	const struct category_form *category;
	const struct product_form *product;
	bool sell, withdraw;
	int64_t id;
};

static err make_category(struct tx *tx, void *arg)
{
	struct making *m = arg;

	return category_create(tx, m->category, &m->id);
}

static err make_product(struct tx *tx, void *arg)
{
	struct making *m = arg;
	struct problem unread = { .n = 0 };

	TRY(product_create(tx, m->arena, m->product, &unread, &m->id));
	if (m->sell)
		TRY(product_put_on_sale(tx, m->id));
	return m->withdraw ? product_take_off_sale(tx, m->id) : OK;
}

static err add_category(struct demo *d, struct shelf *s, const char *path, const char *name, int64_t parent, int64_t *id)
{
	struct category_form form = {
		.parent_id = { parent != 0, parent }, .name = name, .position = (int32_t)s->n, .state = SHOWN_ACTIVE
	};
	struct making m = { .category = &form };

	if (s->n == CATEGORIES_OF_DEMO)
		return ERR_INVALID;
	TRY(demo_picture_draw(d, &(struct demo_picture){ "分类", name, "", s->about.shape, s->about.colour, (uint32_t)s->n, false },
		&form.image));
	TRY(demo_picture_tx(d, make_category, &m));
	s->places[s->n++] = (struct place){ path, m.id };
	d->categories++;
	*id = m.id;
	return OK;
}

/* The category of that path, made where it is missing, with those above it. */
static err find_category(struct demo *d, struct shelf *s, const char *path, int64_t *out)
{
	const char *names[CATEGORY_LEVELS], *so_far = "";
	char *copy = arena_strndup(d->arena, path, strlen(path));
	int64_t id = 0;

	if (!copy)
		return ERR_NOMEM;
	const size_t n = demo_split(copy, '/', names, CATEGORY_LEVELS);
	for (size_t i = 0; i < n; i++) {
		const int64_t parent = id;
		so_far = demo_text(d, "%s/%s", so_far, names[i]);
		if (!so_far)
			return ERR_NOMEM;
		id = 0;
		for (size_t k = 0; k < s->n && !id; k++)
			if (strcmp(s->places[k].path, so_far) == 0)
				id = s->places[k].id;
		if (!id)
			TRY(add_category(d, s, so_far, names[i], parent, &id));
	}
	*out = id;
	return OK;
}

static err open_root(struct demo *d, struct shelf *s, const struct demo_line *l)
{
	if (l->n != 4)
		return ERR_INVALID;
	s->about.colour = l->field[1];
	s->about.shape = l->field[2];
	s->about.words = l->field[3];
	return find_category(d, s, l->field[0], &s->about.category);
}

static err open_category(struct demo *d, struct shelf *s, const struct demo_line *l)
{
	const long grams = l->n == 4 ? strtol(l->field[2], NULL, 10) : 0;

	if (!s->about.words || grams < 1 || grams > CATEGORY_GRAMS_MAX)
		return ERR_INVALID;
	s->about.unit = l->field[1];
	s->about.weight_g = (int32_t)grams;
	s->about.options = l->field[3];
	return find_category(d, s, l->field[0], &s->about.category);
}

/* The title in two lines, broken at its first space; three pictures of it. */
static err draw_product(struct demo *d, const struct about *a, const struct demo_line *l, struct product_form *form)
{
	const char *seconds[] = { "", l->field[1], "细节图" };
	const size_t n = sizeof seconds / sizeof *seconds;
	struct product_image *images = ARENA_NEW(d->arena, struct product_image, n);
	char *first = arena_strndup(d->arena, l->field[0], strlen(l->field[0]));

	if (!images || !first)
		return ERR_NOMEM;
	char *space = strchr(first, ' ');
	if (space) {
		*space = '\0';
		seconds[0] = space + 1;
	}
	for (size_t i = 0; i < n; i++) {
		TRY(demo_picture_draw(d,
			&(struct demo_picture){ "商品", first, seconds[i], a->shape, a->colour,
				(uint32_t)d->products * 7 + (uint32_t)i * 3, false },
			&images[i].path));
	}
	form->images = (struct product_images){ images, n };
	return OK;
}

/* Whose texts are our own: nothing in the file is markup. */
static const char *describe(struct demo *d, const struct about *a, const struct product_form *f)
{
	return demo_text(d,
		"<h3>%s</h3><p>%s。</p><p><img src=\"%s\" alt=\"%s\"></p><h3>购买须知</h3><p>%s</p><p><img src=\"%s\" alt=\"\"></p>",
		f->title, f->subtitle, f->images.at[1].path, f->title, a->words, f->images.at[2].path);
}

/* Orders take what has stock and no limits. */
static err remember_skus(struct demo *d, int64_t product)
{
	struct skus skus;

	TRY(sku_list_of(d->db, product, &skus));
	for (size_t i = 0; i < skus.n && d->sku_n < DEMO_SKUS_MAX; i++)
		if (skus.at[i].stock > 20)
			d->skus[d->sku_n++] = (struct demo_sku){ skus.at[i].id, product, skus.at[i].price, skus.at[i].stock };
	return OK;
}

static err add_product(struct demo *d, const struct about *a, const struct demo_line *l)
{
	struct demo_matrix matrix = {
		.options = l->n > 3 ? l->field[3] : a->options, .weight_g = a->weight_g, .product = ++d->products
	};
	const int n = d->products;
	struct product_form form = { .category_id = a->category,
		.title = l->field[0],
		.subtitle = l->n > 1 ? l->field[1] : "",
		.unit = a->unit,
		.minimum = n % PAIR_EVERY == 0 ? PAIR : 1,
		.purchase_max = { n % LIMIT_EVERY == 0, LIMIT } };
	struct making m = {
		.arena = d->arena, .product = &form, .sell = n % DRAFT_EVERY != 0, .withdraw = n % OFF_SALE_EVERY == 0
	};

	if (l->n < 3 || !a->options || !demo_yuan(l->field[2], &matrix.price))
		return ERR_INVALID;
	TRY(demo_matrix_write(d, &matrix, &form));
	TRY(draw_product(d, a, l, &form));
	TRY(demo_dress(d, n, a->weight_g, &form));
	form.detail = describe(d, a, &form);
	if (!form.detail)
		return ERR_NOMEM;
	TRY(demo_picture_tx(d, make_product, &m));
	if (!m.sell || m.withdraw || form.minimum > 1 || form.purchase_max.has)
		return OK;
	return remember_skus(d, m.id);
}

/* The n-th of all in an order that takes the rows of every category apart: what is new is of all kinds. */
static const struct goods *mixed(const struct shelf *s, size_t n) { return &s->goods[n * STRIDE % s->goods_n]; }

static err open_line(struct demo *d, struct shelf *s, const struct demo_line *l)
{
	if (l->mark == '!')
		return open_root(d, s, l);
	if (l->mark == '@')
		return open_category(d, s, l);
	s->goods[s->goods_n++] = (struct goods){ l, s->about };
	return OK;
}

static err at_line(struct demo *d, const struct demo_line *l, err e)
{
	if (e && !d->fault)
		d->fault = demo_text(d, "%s/goods.txt:%d", d->folder, l->number);
	return e;
}

err demo_goods(struct demo *d)
{
	struct shelf *shelf = ARENA_NEW(d->arena, struct shelf, 1);
	struct demo_lines lines;

	if (!shelf)
		return ERR_NOMEM;
	TRY(demo_read(d, "goods.txt", &lines));
	TRY(demo_brands(d));
	for (size_t i = 0; i < lines.n; i++)
		TRY(at_line(d, &lines.at[i], open_line(d, shelf, &lines.at[i])));
	if (shelf->goods_n % STRIDE == 0) /* it would not come round to all of them */
		return ERR_INVALID;
	for (size_t i = 0; i < shelf->goods_n; i++)
		TRY(at_line(d, mixed(shelf, i)->line, add_product(d, &mixed(shelf, i)->about, mixed(shelf, i)->line)));
	return OK;
}

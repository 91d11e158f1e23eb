#include "demo_matrix.h"
#include "demo_file.h"
#include <stdlib.h>
#include <string.h>

enum { PERCENT = 100, COST_PERCENT = 55, LIST_PERCENT = 125, YUAN = 100 };

struct value {
	const char *text;
	int32_t percent;
};
struct option {
	const char *name;
	struct value values[DEMO_VALUES_MAX];
	size_t n;
};
struct options {
	struct option at[DEMO_OPTIONS_MAX];
	size_t n;
};

bool demo_yuan(const char *text, money *out)
{
	char *end;
	const long yuan = strtol(text, &end, 10);
	long tenths = 0;

	if (end == text || yuan < 0 || yuan > 100000)
		return false;
	if (*end == '.' && end[1] >= '0' && end[1] <= '9') {
		tenths = end[1] - '0';
		end += 2;
	}
	if (*end != '\0' || yuan + tenths == 0)
		return false;
	out->fen = yuan * YUAN + tenths * 10;
	return true;
}

static err parse_option(char *text, struct option *out)
{
	const char *sides[2], *values[DEMO_VALUES_MAX];

	if (demo_split(text, '=', sides, 2) != 2)
		return ERR_INVALID;
	out->name = sides[0];
	out->n = demo_split((char *)(uintptr_t)sides[1], ',', values, DEMO_VALUES_MAX);
	for (size_t i = 0; i < out->n; i++) {
		const char *parts[2];
		const size_t n = demo_split((char *)(uintptr_t)values[i], '*', parts, 2);
		const long percent = n == 2 ? strtol(parts[1], NULL, 10) : PERCENT;
		if (percent < 1 || percent > 10000 || *parts[0] == '\0')
			return ERR_INVALID;
		out->values[i] = (struct value){ parts[0], (int32_t)percent };
	}
	return OK;
}

static err parse(struct demo *d, const char *text, struct options *out)
{
	const char *pieces[DEMO_OPTIONS_MAX];
	char *copy = arena_strndup(d->arena, text, strlen(text));

	if (!copy)
		return ERR_NOMEM;
	out->n = demo_split(copy, ';', pieces, DEMO_OPTIONS_MAX);
	for (size_t i = 0; i < out->n; i++)
		TRY(parse_option((char *)(uintptr_t)pieces[i], &out->at[i]));
	return OK;
}

/* A price keeps how the first one ends: 29.90 times two is 59.90. */
static money scale(money first, const struct options *o, const size_t *at)
{
	int64_t fen = first.fen;

	for (size_t i = 0; i < o->n; i++)
		fen = fen * o->at[i].values[at[i]].percent / PERCENT;
	if (fen != first.fen)
		fen = fen / YUAN * YUAN + first.fen % YUAN;
	return (money){ fen };
}

static int32_t draw_stock(struct demo *d)
{
	const uint32_t chance = demo_chance(d, 100);

	return chance < 4 ? 0 : chance < 12 ? (int32_t)demo_chance(d, 9) + 1 : (int32_t)demo_chance(d, 400) + 40;
}

static err write_sku(
	struct demo *d, const struct demo_matrix *m, const struct options *o, const size_t *at, struct sku_form *out, size_t i)
{
	const char *values[DEMO_OPTIONS_MAX] = { NULL };
	struct sku_form f = { .price = scale(m->price, o, at), .stock = { true, draw_stock(d) } };

	for (size_t k = 0; k < o->n; k++)
		values[k] = o->at[k].values[at[k]].text;
	f.value1 = values[0];
	f.value2 = values[1];
	f.value3 = values[2];
	f.code = demo_text(d, "D%04d-%02zu", m->product, i + 1);
	f.weight_g = m->weight_g * o->at[0].values[at[0]].percent / PERCENT;
	f.cost = (maybe_money){ true, { f.price.fen * COST_PERCENT / PERCENT } };
	if (m->product % 3 == 0)
		f.list_price = (maybe_money){ true, { f.price.fen * LIST_PERCENT / PERCENT / YUAN * YUAN } };
	*out = f;
	return f.code ? OK : ERR_NOMEM;
}

/* The next combination, the last option fastest; false after the last. */
static bool step(const struct options *o, size_t *at)
{
	for (size_t k = o->n; k-- > 0;) {
		if (++at[k] < o->at[k].n)
			return true;
		at[k] = 0;
	}
	return false;
}

err demo_matrix_write(struct demo *d, const struct demo_matrix *m, struct product_form *form)
{
	struct options o = { .n = 0 };
	struct sku_form *skus = ARENA_NEW(d->arena, struct sku_form, DEMO_MATRIX_MAX);
	size_t at[DEMO_OPTIONS_MAX] = { 0 }, n = 0;

	if (!skus)
		return ERR_NOMEM;
	TRY(parse(d, m->options, &o));
	do {
		if (n == DEMO_MATRIX_MAX)
			return ERR_INVALID;
		TRY(write_sku(d, m, &o, at, &skus[n], n));
		n++;
	} while (step(&o, at));
	form->option1 = o.at[0].name;
	form->option2 = o.n > 1 ? o.at[1].name : NULL;
	form->option3 = o.n > 2 ? o.at[2].name : NULL;
	form->skus = (struct sku_forms){ skus, n };
	return OK;
}

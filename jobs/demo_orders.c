/* demo_orders.c - who buys what in the demo shop, and what still lies in the carts. */
#include "demo_ways.h"
#include "demo_money.h"
#include "demo_time.h"
#include "../model/goods/stock.h"
#include "../model/order/cart.h"
#include "../lib/must.h"

enum { LINES_MAX = 4, CART_EVERY = 3, TRIES = 50, TURNS_MAX = DEMO_DEALS_MAX };

static const char *const remarks[] = { "", "", "", "", "工作日送货，周末公司没人", "", "送礼用，请不要放价格单", "",
	"麻烦包装仔细一点", "", "到了放丰巢", "" };
static const char *const reasons[] = { "不想要了", "拍错规格", "地址填错了", "和家人重复买了" };

static err submit(struct tx *tx, struct demo_step *s) { return order_submit(tx, s->rules, &s->submission, &s->wishes, &s->order); }

/* Some goods are liked more than others. */
static struct demo_sku *choose(struct demo *d, int32_t quantity)
{
	for (int i = 0; i < TRIES; i++) {
		const uint32_t a = demo_chance(d, (uint32_t)d->sku_n), b = demo_chance(d, (uint32_t)d->sku_n);
		struct demo_sku *sku = &d->skus[a % 5 == 0 ? a : b % 8 == 0 ? b : a < b ? a : b];
		if (sku->stock > quantity + 10)
			return sku;
	}
	return NULL;
}

static err fill_wishes(struct demo *d, size_t lines_min, struct wish *at, struct wishes *out)
{
	const size_t n = lines_min + demo_chance(d, LINES_MAX - (uint32_t)lines_min + 1);
	size_t made = 0;

	for (int i = 0; i < TRIES && made < n; i++) {
		const int32_t quantity = (int32_t)(demo_chance(d, 4) / 2 + demo_chance(d, 2) * demo_chance(d, 2)) + 1;
		struct demo_sku *sku = choose(d, quantity);
		bool is_new = sku != NULL;
		for (size_t k = 0; is_new && k < made; k++)
			is_new = at[k].sku_id != sku->id;
		if (!is_new)
			continue;
		sku->stock -= quantity;
		at[made++] = (struct wish){ sku->id, quantity };
	}
	*out = (struct wishes){ at, made };
	return made >= lines_min ? OK : STOCK_SOLD_OUT;
}

static size_t members_by_now(const struct demo *d)
{
	size_t n = d->member_n;

	while (n > 1 && d->members[n - 1].since.ms > d->clock.ms)
		n--;
	return n;
}

static err make_order(struct demo *d, const struct demo_plan *plan, const struct rules_settings *rules)
{
	static const char *const sources[] = { "H5", "WECHAT", "DESKTOP" };
	const struct demo_member *m = &d->members[(size_t)d->orders % members_by_now(d)];
	struct wish wish[LINES_MAX];
	struct demo_step s = { .rules = rules,
		.parcel = { .staff_id = d->staff },
		.reason = reasons[demo_chance(d, 4)],
		.submission = { .member = m->id,
			.address = m->address,
			.source = sources[demo_chance(d, 3)],
			.remark = remarks[demo_chance(d, 12)] } };

	TRY(fill_wishes(d, plan->lines_min, wish, &s.wishes));
	TRY(demo_take(d, &s, submit));
	s.act = (struct act){ demo_text(d, "member:%lld", (long long)m->id.id), "" };
	if (!s.act.actor)
		return ERR_NOMEM;
	TRY(plan->way(d, &s));
	d->orders++;
	return OK;
}

static err add_to_cart(struct tx *tx, struct demo_step *s)
{
	for (size_t i = 0; i < s->wishes.n; i++)
		TRY(cart_add(tx, (struct cart_owner){ .member = s->submission.member }, &s->wishes.at[i]));
	return OK;
}

static err fill_carts(struct demo *d)
{
	for (size_t i = 0; i < d->member_n; i += CART_EVERY) {
		struct wish wish[LINES_MAX];
		struct demo_step s = { .submission = { .member = d->members[i].id } };
		TRY(fill_wishes(d, 1, wish, &s.wishes));
		TRY(demo_take(d, &s, add_to_cart));
	}
	return OK;
}

struct turn {
	const struct demo_plan *plan;
	moment at;
};

/* Oldest first, as a shop has them. */
static size_t draw_turns(struct demo *d, struct turn *turns)
{
	size_t n = 0;

	for (const struct demo_plan *plan = demo_plans; plan->n; plan++)
		for (int32_t i = 0; i < plan->n; i++) {
			const struct turn turn = { plan, plan->most ? demo_time_draw(d, plan->most, plan->least) : d->now };
			size_t k = n++;
			must(n <= TURNS_MAX);
			for (; k > 0 && turns[k - 1].at.ms > turn.at.ms; k--)
				turns[k] = turns[k - 1];
			turns[k] = turn;
		}
	return n;
}

/* Unpaid orders of a demo wait longer than others, or they would be gone before anybody looks. */
err demo_orders(struct demo *d)
{
	struct rules_settings rules = d->settings->rules;
	struct turn *turns = ARENA_NEW(d->arena, struct turn, TURNS_MAX);

	if (!turns)
		return ERR_NOMEM;
	rules.pay_within = DEMO_QUIET_S;
	const size_t n = draw_turns(d, turns);
	for (size_t i = 0; i < n; i++) {
		TRY(demo_time_set(d, turns[i].at));
		TRY(make_order(d, turns[i].plan, &rules));
	}
	TRY(demo_time_end(d));
	return fill_carts(d);
}

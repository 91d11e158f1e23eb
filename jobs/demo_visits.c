/* demo_visits.c - who looked at the demo shop in its thirty days: people passing by, and those who bought. */
#include "demo_time.h"
#include "../lib/monotonic.h"
#include "report.h"
#include "../lib/must.h"
#include "../model/clock.h"
#include "../model/report/day.h"
#include "../model/report/visit.h"

enum { PASSING = 26, WEEKEND_MORE = 12, RETURNING = 120, STEPS_MAX = 7, MIN_MS = 60000, SESSIONS_MAX = DEMO_DEALS_MAX };

/* Where people go, one step after another; the last are those of a buyer. */
static const enum visit_page browsing[] = { VISIT_HOME, VISIT_CATEGORY, VISIT_LIST, VISIT_PRODUCT, VISIT_PRODUCT, VISIT_SEARCH,
	VISIT_PRODUCT };
static const enum visit_page buying[STEPS_MAX] = { VISIT_HOME, VISIT_LIST, VISIT_PRODUCT, VISIT_CART, VISIT_CHECKOUT, VISIT_PAY,
	VISIT_ORDER };
static const char *const paths[] = { [VISIT_HOME] = "/",
	[VISIT_CATEGORY] = "/category",
	[VISIT_SEARCH] = "/search",
	[VISIT_LIST] = "/products",
	[VISIT_CART] = "/cart",
	[VISIT_CHECKOUT] = "/checkout",
	[VISIT_PAY] = "/pay",
	[VISIT_ORDER] = "/orders" };

struct session {
	moment at;
	struct visit_batch batch;
	struct visit_view views[STEPS_MAX];
};

/* Of a day, or all of those who bought: by one transaction each, there are more than a thousand. */
struct sessions {
	struct session at[SESSIONS_MAX];
	size_t n;
};

static err record(struct tx *tx, void *arg)
{
	const struct sessions *s = arg;

	for (size_t i = 0; i < s->n; i++) {
		TRY(clock_set(tx, s->at[i].at));
		TRY(visit_record(tx, &s->at[i].batch));
	}
	return OK;
}

/* Of a hundred: 22 by a campaign, 24 by a share, 18 from elsewhere, the others by themselves. */
static void draw_origin(struct demo *d, struct visit_view *first)
{
	static const char *const campaigns[] = { "wechat_moments", "xiaohongshu", "douyin" };
	static const char *const hosts[] = { "www.baidu.com", "mp.weixin.qq.com", "www.zhihu.com" };
	const uint32_t n = demo_chance(d, 100), which = demo_chance(d, 3);

	if (n < 22) {
		first->utm_source = campaigns[which];
		first->utm_medium = "social";
		first->utm_campaign = "autumn";
	} else if (n < 46) {
		first->share_code = which ? "DEMO1" : "DEMO2";
	} else if (n < 64) {
		first->referrer_host = hosts[which];
	}
}

/* The steps end at the session's moment; each took between five seconds and two minutes. */
static err add(struct demo *d, struct sessions *to, struct session session, const enum visit_page *steps, size_t n)
{
	struct session *s = &to->at[to->n];
	int32_t ago = 0;

	must(to->n < SESSIONS_MAX);
	*s = session;
	for (size_t i = n; i-- > 0;) {
		struct visit_view *v = &s->views[i];
		*v = (struct visit_view){ .page = steps[i], .path = paths[steps[i] == VISIT_PRODUCT ? VISIT_HOME : steps[i]] };
		if (v->page == VISIT_PRODUCT) {
			v->object_id = (maybe_int64){ true, d->skus[demo_chance(d, (uint32_t)d->sku_n)].product };
			v->path = demo_text(d, "/product/%lld", (long long)v->object_id.is);
		}
		v->stay_ms = (int32_t)(5000 + demo_chance(d, 2 * MIN_MS));
		v->ago_ms = ago += v->stay_ms;
		if (!v->path || !s->batch.visitor)
			return ERR_NOMEM;
	}
	draw_origin(d, &s->views[0]);
	s->batch.own_host = "";
	s->batch.views = (struct visit_views){ s->views, n };
	to->n++;
	return OK;
}

/* Most look at little; some come back under the name they had. */
static err pass_by(struct demo *d, struct sessions *to, moment at)
{
	const size_t n = 1 + demo_chance(d, 3) + demo_chance(d, 2) * demo_chance(d, 4);
	const char *name = demo_chance(d, 3) ? demo_text(d, "passing %d", ++d->passing)
					     : demo_text(d, "returning %u", demo_chance(d, RETURNING));

	return add(d, to, (struct session){ .at = at, .batch = { .visitor = name } }, browsing, n);
}

static err buyers(struct demo *d, struct sessions *to)
{
	to->n = 0;
	for (size_t i = 0; i < d->deal_n; i++) {
		const struct demo_deal *deal = &d->deals[i];
		const char *name = demo_text(d, "member %lld", (long long)deal->member.id);
		TRY(add(d, to, (struct session){ .at = deal->at, .batch = { .visitor = name, .member = deal->member } }, buying,
			STEPS_MAX));
	}
	return db_tx(d->db, record, to);
}

/* A little more from week to week, and at weekends; of today only the part that is over. */
static err passers(struct demo *d, struct sessions *to, int back)
{
	const struct span today = day_of(d->now);
	const int64_t weekday = (day_back(today, back).until.ms / DEMO_DAY_MS + 3) % 7; /* 0: Monday */
	int64_t n = PASSING + (DEMO_DAYS - back) / 2 + (weekday >= 5 ? WEEKEND_MORE : 0) + (int64_t)demo_chance(d, 9);

	if (back == 0)
		n = n * (d->now.ms - today.from.ms) / DEMO_DAY_MS;
	to->n = 0;
	for (int64_t i = 0; i < n; i++)
		TRY(pass_by(d, to, demo_time_draw(d, back, back)));
	return db_tx(d->db, record, to);
}

/* As the job does it, as often as it takes. */
static err sum_up(struct demo *d)
{
	struct job_run run = { .world = { .settings = d->settings, .db = d->db, .arena = d->arena },
		.deadline_ms = clock_ms() + JOB_RUN_MS };
	int32_t before;

	do {
		before = run.items;
		TRY(daily_summary(&run));
	} while (run.items > before + 1); /* yesterday may stay due */
	return OK;
}

err demo_visits(struct demo *d)
{
	struct sessions *some = ARENA_NEW(d->arena, struct sessions, 1);

	if (!some)
		return ERR_NOMEM;
	for (int back = DEMO_DAYS - 1; back >= 0; back--)
		TRY(passers(d, some, back));
	TRY(buyers(d, some));
	TRY(demo_time_end(d));
	return sum_up(d);
}

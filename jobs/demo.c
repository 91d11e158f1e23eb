#include "demo_time.h"
#include "../model/goods/product_list.h"
#include "../model/staff/staff.h"
#include "../lib/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

enum { DEMO_TEXT_MAX = 4096 };

/* splitmix64: small, and the same everywhere. */
uint32_t demo_chance(struct demo *d, uint32_t below)
{
	uint64_t z = d->chance += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return below ? (uint32_t)((z ^ z >> 31) % below) : 0;
}

const char *demo_text(struct demo *d, const char *format, ...)
{
	char text[DEMO_TEXT_MAX];
	va_list args;

	va_start(args, format);
	const int n = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return n < 0 || (size_t)n >= sizeof text ? NULL : arena_strndup(d->arena, text, (size_t)n);
}

static err refuse_goods(struct demo *d, enum product_shown shown)
{
	const struct product_filter filter = { .state = shown, .page = 1, .page_size = 1 };
	struct product_list found;
	int64_t total;

	TRY(product_page(d->db, d->arena, &filter, &found, &total));
	if (total == 0)
		return OK;
	d->fault = "there are goods in this shop already";
	return ERR_CONFLICT;
}

static err find_staff(struct demo *d)
{
	struct staff_list staff;
	int64_t total;

	TRY(staff_list(d->db, 1, 1, &staff, &total));
	if (staff.n == 0) {
		d->fault = "nobody could ship: add a member of staff first";
		return ERR_NOT_FOUND;
	}
	d->staff = (staff_id){ staff.at[0].id };
	return OK;
}

err demo_fill(struct demo *d)
{
	TRY(refuse_goods(d, SHOW_ALL));
	TRY(refuse_goods(d, SHOW_DELETED));
	TRY(find_staff(d));
	d->now = (moment){ (int64_t)time(NULL) * 1000 };
	TRY(demo_time_set(d, (moment){ d->now.ms - (int64_t)DEMO_GOODS_DAYS * DEMO_DAY_MS }));
	TRY(demo_goods(d));
	TRY(demo_members(d));
	TRY(demo_orders(d));
	return demo_visits(d);
}

/* demo_members.c - members of the demo shop: who signs in by phone finds his orders there. */
#include "demo_file.h"
#include "demo_time.h"
#include "../model/member/address.h"

enum { ADDRESSES_MAX = 3, SOME_MORE = 40, FIRST_DAYS = 55 };

/* 160 is given to no operator: nobody real gets a message. */
#define PHONE "16000000%03d"

struct arrival {
	const char *nickname, *phone;
	struct address at[ADDRESSES_MAX];
	size_t n;
	struct demo_member made;
};

static err arrive(struct tx *tx, void *arg)
{
	struct arrival *a = arg;
	struct member m;

	TRY(member_of_phone(tx, a->phone, "", &m));
	const member_id id = { m.id };
	TRY(member_rename(tx, id, a->nickname, m.version));
	for (size_t i = a->n; i-- > 0;) /* the first, which orders go to, is the newest */
		TRY(address_create(tx, id, &a->at[i], &a->made.address));
	a->made.id = id;
	return OK;
}

static struct address address_of(const struct demo_line *l, const char *name, const char *phone)
{
	return (struct address){ .name = { name },
		.phone = { phone },
		.region = l->field[0],
		.province = l->field[1],
		.city = l->field[2],
		.district = l->field[3],
		.detail = { l->field[4] } };
}

/* One after another through FIRST_DAYS; the last an hour ago. */
static moment since(const struct demo *d, size_t people, size_t i)
{
	const int64_t step = (int64_t)FIRST_DAYS * DEMO_DAY_MS / (int64_t)people;

	return (moment){ d->now.ms - DEMO_HOUR_MS - step * (int64_t)(people - 1 - i) };
}

err demo_members(struct demo *d)
{
	struct demo_lines people, places;

	TRY(demo_read(d, "people.txt", &people));
	TRY(demo_read(d, "addresses.txt", &places));
	for (size_t i = 0; i < people.n && d->member_n < DEMO_MEMBERS_MAX; i++) {
		const struct demo_line *l = &people.at[i];
		struct arrival a = { .nickname = l->field[0], .phone = demo_text(d, PHONE, (int)i + 1) };
		if (l->n != 2 || !a.phone || !places.n) {
			d->fault = demo_text(d, "%s/people.txt:%d", d->folder, l->number);
			return ERR_INVALID;
		}
		do {
			const struct demo_line *place = &places.at[demo_chance(d, (uint32_t)places.n)];
			if (place->n != 5) {
				d->fault = demo_text(d, "%s/addresses.txt:%d", d->folder, place->number);
				return ERR_INVALID;
			}
			a.at[a.n++] = address_of(place, l->field[1], a.phone);
		} while (a.n < ADDRESSES_MAX && demo_chance(d, 100) < SOME_MORE);
		TRY(demo_time_set(d, since(d, people.n, i)));
		TRY(db_tx(d->db, arrive, &a));
		a.made.since = d->clock;
		d->members[d->member_n++] = a.made;
	}
	return OK;
}

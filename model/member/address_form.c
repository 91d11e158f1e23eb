/* address_form.c - an address as a member writes it into his book, or staff onto an order. */
#include "address.h"
#include "../../lib/problem.h"
#include <string.h>

enum { NAME_MAX_CHARS = 64, PHONE_MIN = 5, PHONE_MAX = 20, PLACE_MAX = 32, DETAIL_MAX = 200 };

static void check(const void *p, struct problem *problem)
{
	const struct address *a = p;

	if (strspn(a->phone, "0123456789+- ") != strlen(a->phone))
		problem_add(problem, "phone", SAY_TEXT);
	if (strspn(a->region, "0123456789") != REGION_DIGITS)
		problem_add(problem, "region", SAY_TEXT);
}

/* clang-format off */
#define PLACE \
	FIELD(struct address, name, .min = 1, .max = NAME_MAX_CHARS), \
	FIELD(struct address, phone, .min = PHONE_MIN, .max = PHONE_MAX), \
	FIELD(struct address, region, .min = REGION_DIGITS, .max = REGION_DIGITS), \
	FIELD(struct address, province, .min = 1, .max = PLACE_MAX), \
	FIELD(struct address, city, .min = 1, .max = PLACE_MAX), \
	FIELD(struct address, district, .min = 0, .max = PLACE_MAX), \
	FIELD(struct address, detail, .min = 1, .max = DETAIL_MAX)
#define IS_DEFAULT FIELD(struct address, is_default, .optional = true)
#define OF_VERSION FIELD(struct address, version, .min = 1, .max = INT32_MAX)
/* clang-format on */

static const struct field form[] = { PLACE, IS_DEFAULT };
const struct shape address_form = SHAPE(address_form, form, .check = check);

static const struct field change[] = { PLACE, IS_DEFAULT, OF_VERSION };
const struct shape address_change_form = SHAPE(address_change_form, change, .check = check);

static const struct field receiver[] = { PLACE, OF_VERSION };
const struct shape receiver_form = SHAPE(receiver_form, receiver, .check = check);

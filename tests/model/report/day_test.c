/* The business day begins at midnight in Shanghai. */
#include "../../test.h"
#include "../../../model/report/day.h"

static moment at(const char *text)
{
	moment m;

	assert_true(moment_parse(text, &m));
	return m;
}

static void assert_span(struct span span, const char *from, const char *until)
{
	char is[MOMENT_TEXT];

	moment_print(span.from, is);
	assert_string_equal(is, from);
	moment_print(span.until, is);
	assert_string_equal(is, until);
}

static void a_day_begins_at_midnight_in_shanghai(void **state)
{
	(void)state;

	assert_span(day_of(at("2026-11-11T00:00:00+08:00")), "2026-11-10T16:00:00.000Z", "2026-11-11T16:00:00.000Z");
	assert_span(day_of(at("2026-11-11T23:59:59.999+08:00")), "2026-11-10T16:00:00.000Z", "2026-11-11T16:00:00.000Z");
	assert_span(day_of(at("2026-11-12T00:00:00+08:00")), "2026-11-11T16:00:00.000Z", "2026-11-12T16:00:00.000Z");
	assert_span(day_of(at("2026-11-10T17:00:00Z")), "2026-11-10T16:00:00.000Z", "2026-11-11T16:00:00.000Z");
}

static void days_back_cross_months_and_years(void **state)
{
	(void)state;

	assert_span(day_back(day_of(at("2028-03-01T12:00:00+08:00")), 1), "2028-02-28T16:00:00.000Z", "2028-02-29T16:00:00.000Z");
	assert_span(day_back(day_of(at("2026-01-01T00:30:00+08:00")), 29), "2025-12-02T16:00:00.000Z", "2025-12-03T16:00:00.000Z");
}

static void yesterday_ends_at_the_same_time_of_day(void **state)
{
	(void)state;

	assert_span(day_before_until(at("2026-11-11T10:20:30+08:00")), "2026-11-09T16:00:00.000Z", "2026-11-10T02:20:30.000Z");
	assert_span(day_before_until(at("2026-11-11T00:00:00+08:00")), "2026-11-09T16:00:00.000Z", "2026-11-09T16:00:00.000Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_begins_at_midnight_in_shanghai),
		cmocka_unit_test(days_back_cross_months_and_years),
		cmocka_unit_test(yesterday_ends_at_the_same_time_of_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* How often one address may ask, however it is written. */
#include "../test.h"
#include "../../fcgi/rate.h"
#include "../../model/settings.h"
#include <time.h>
#include <unistd.h>

enum { MOST = 3, MARGIN_S = 10 };

static const struct settings settings = { .limits = { .read_per_minute = MOST, .write_per_minute = MOST } };

static err ask(const char *subject) { return rate_take(&settings, RATE_READ, subject); }

static void use_up(const char *subject)
{
	for (int i = 0; i < MOST; i++)
		assert_err(ask(subject), OK);
	assert_err(ask(subject), ERR_RATE);
}

static void one_address_does_not_use_up_another(void **state)
{
	(void)state;
	use_up("192.0.2.1");
	use_up("192.0.2.2");
	use_up("member:1");
	use_up("member:12");
	use_up("staff:1");
	assert_err(rate_take(&settings, RATE_WRITE, "192.0.2.1"), OK);
}

static void a_household_is_one_however_its_addresses_are_written(void **state)
{
	(void)state;
	use_up("2001:db8::1");
	assert_err(ask("2001:db8::2"), ERR_RATE);
	assert_err(ask("2001:0db8:0000:0000:ffff:ffff:ffff:ffff"), ERR_RATE);
	assert_err(ask("2001:DB8:0:0:1::"), ERR_RATE);
	use_up("2001:db8:0:1::1"); /* the one next door */
	use_up("2001:db8:1::1");
	use_up("::1");
}

static void an_ipv4_address_in_ipv6_is_not_one_with_all_others(void **state)
{
	(void)state;
	use_up("::ffff:198.51.100.1");
	assert_err(ask("::ffff:c633:6401"), ERR_RATE);
	use_up("::ffff:198.51.100.2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_address_does_not_use_up_another),
		cmocka_unit_test(a_household_is_one_however_its_addresses_are_written),
		cmocka_unit_test(an_ipv4_address_in_ipv6_is_not_one_with_all_others),
	};
	if (time(NULL) % 60 > 60 - MARGIN_S)
		sleep(MARGIN_S); /* counts are of the minute */
	rate_open();
	return cmocka_run_group_tests(tests, NULL, NULL);
}

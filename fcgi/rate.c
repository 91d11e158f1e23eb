#include "rate.h"
#include "../model/settings.h"
#include <arpa/inet.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { SLOTS = 16384, WAYS = 4 };

/* Who, in which minute, and how often, in one word, so that it changes at once:
 * 24 bits of the subject's hash, 20 of the minute, 20 of the count. */
static _Atomic uint64_t *slots;

void rate_open(void)
{
	void *at = mmap(NULL, SLOTS * sizeof *slots, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	must(at != MAP_FAILED);
	slots = at;
}

static int32_t limit_of(const struct settings *s, enum rate rate)
{
	switch (rate) {
	case RATE_READ: return s->limits.read_per_minute;
	case RATE_WRITE: return s->limits.write_per_minute;
	case RATE_SIGN_IN: return s->limits.sign_in_per_minute;
	case RATE_CALLBACK: return s->limits.callback_per_minute;
	case RATE_VISIT: return s->limits.visit_per_minute;
	}
	return 0;
}

/* FNV-1a. */
static uint64_t hash_bytes(enum rate rate, bytes of)
{
	uint64_t h = UINT64_C(14695981039346656037) ^ (uint64_t)rate;
	const unsigned char *p = of.at;

	for (size_t i = 0; i < of.n; i++)
		h = (h ^ p[i]) * UINT64_C(1099511628211);
	return h ^ h >> 29;
}

/* Of an IPv6 address, which can be written in many ways, its first half; but of one that only wraps an IPv4 address that. */
static uint64_t hash(enum rate rate, const char *subject)
{
	struct in6_addr six;

	if (inet_pton(AF_INET6, subject, &six) != 1)
		return hash_bytes(rate, (bytes){ subject, strlen(subject) });
	return hash_bytes(rate, IN6_IS_ADDR_V4MAPPED(&six) ? (bytes){ six.s6_addr + 12, 4 } : (bytes){ six.s6_addr, 8 });
}

err rate_take(const struct settings *s, enum rate rate, const char *subject)
{
	const int32_t limit = limit_of(s, rate);

	if (!slots || limit == 0)
		return OK;
	const uint64_t h = hash(rate, subject), who = h & 0xFFFFFF, minute = ((uint64_t)time(NULL) / 60) & 0xFFFFF;
	const uint64_t tag = who << 40 | minute << 20;
	for (unsigned i = 0; i < WAYS; i++) {
		_Atomic uint64_t *slot = &slots[(h >> 24) % SLOTS ^ i];
		uint64_t is = atomic_load(slot);
		while (is >> 20 == tag >> 20 || (is >> 20 & 0xFFFFF) != minute) { /* ours, or of a minute that is over */
			const uint64_t want = is >> 20 == tag >> 20 ? is + 1 : tag | 1;
			if ((want & 0xFFFFF) > (uint64_t)limit)
				return ERR_RATE;
			if (atomic_compare_exchange_weak(slot, &is, want))
				return OK;
		}
	}
	return OK; /* the table is full of others: let it pass */
}

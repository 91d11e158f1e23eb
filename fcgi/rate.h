/* rate.h - how often one address, and one principal, may ask in a minute.
 *
 * Counters lie in memory that the master shares with its workers; a restart forgets them. What has
 * to hold across hosts and restarts (passwords, codes) is counted in the database instead. */
#ifndef RATE_H
#define RATE_H
#include "request.h"

/* Before the workers are forked. */
void rate_open(void);
/* ERR_RATE when this subject asked too often in this minute. A subject is an address (an IPv6 one by
 * its /64, which is what one household has) or a caller's name. */
err rate_take(const struct settings *, enum rate, const char *subject) MUST_USE;
#endif

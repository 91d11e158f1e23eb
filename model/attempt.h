/* attempt.h - how often somebody tried, counted where every host sees it (reliability 49).
 *
 * A try is taken before it is judged, and in a transaction that commits whatever the judgement: so
 * tries side by side cannot pass the limit. A subject need not exist: unknown names count alike.
 * What lies there is the subject's index, as it may be somebody's phone. */
#ifndef ATTEMPT_H
#define ATTEMPT_H
#include "db.h"

/* At most `limit` in window_s seconds from the first on; ERR_RATE, and nothing counted, past it. */
err attempt_take(struct tx *, const char *kind, const char *subject, int64_t limit, int64_t window_s) MUST_USE;
/* After a success: the next try is the first again. */
err attempt_clear(struct tx *, const char *kind, const char *subject) MUST_USE;
#endif

/* refund_send.h - refunds go out under their stable number, and are asked after until they are final.
 *
 * The channel's "accepted" is not "done". Who crashes in between leaves the row claimed for a while;
 * then the same number goes out again, which the channel takes for the same refund. */
#ifndef REFUND_SEND_H
#define REFUND_SEND_H
#include "world.h"
#include "../model/money/refund.h"

/* One that is WAITING and due. Refused for the twelfth time it is ABNORMAL; while the channel cannot
 * be asked it waits, longer each time and without end. */
err refund_send(const struct world *, const struct refund *) MUST_USE;
/* One that is SENT and due: ask. */
err refund_follow(const struct world *, const struct refund *) MUST_USE;
/* Ask the channel and apply its answer, whatever the state here: for who got a hint. */
err refund_confirm(const struct world *, const struct refund *) MUST_USE;
#endif

/* clock.h - lets one connection live at another time: a demo has a past.
 *
 * What asks the database's clock on this connection, as every deadline and every created_at does, gets
 * that moment and stays there. Nothing that serves requests calls this. */
#ifndef CLOCK_H
#define CLOCK_H
#include "db.h"

/* { 0 }: now again. Holds beyond the transaction. */
err clock_set(struct tx *, moment) MUST_USE;
#endif

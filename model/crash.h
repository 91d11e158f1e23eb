/* crash.h - a worker that dies, or stands still, at a chosen point of its transactions, in builds that test this.
 *
 * With --enable-crash-points, the file that CRASH_FILE names holds a number n: the process kills itself
 * at the nth point that a request meets, or stops (SIGSTOP) when the file says "n stop". A point is before
 * and after BEGIN, each statement inside a transaction, and COMMIT; reads outside count for nothing. No
 * file: nothing happens. In other builds there is nothing of this. */
#ifndef CRASH_H
#define CRASH_H

#ifdef CRASH_POINTS
void crash_begin(void); /* a request begins: count from 0 again */
void crash_point(void);
#else
static inline void crash_begin(void) {}
static inline void crash_point(void) {}
#endif
#endif

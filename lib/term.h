/* term.h - SIGTERM, taken only where somebody waits.
 *
 * It stays blocked from term_catch on, so that it can neither cut anything short nor slip by just before
 * the wait: ppoll with *while_waiting lets it in. */
#ifndef TERM_H
#define TERM_H
#include <signal.h>
#include <stdbool.h>

void term_catch(sigset_t *while_waiting);
bool term_came(void);
#endif

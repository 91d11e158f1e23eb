#include "term.h"
#include <stddef.h>

static volatile sig_atomic_t came;

static void on_term(int signal_number)
{
	(void)signal_number;
	came = 1;
}

void term_catch(sigset_t *while_waiting)
{
	struct sigaction on = { .sa_handler = on_term };
	sigset_t term;

	sigaction(SIGTERM, &on, NULL);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	sigemptyset(while_waiting);
}

bool term_came(void) { return came != 0; }

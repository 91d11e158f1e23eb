/* master_sockets.h - the folder a master owns: its lock, and a listening socket for each pool. */
#ifndef MASTER_SOCKETS_H
#define MASTER_SOCKETS_H
#include "../model/settings.h"
#include "board.h"
#include <stdbool.h>
#include <sys/types.h>

enum { SOCKETS_PATH = 4200 };

/* master: its process; lock: of master.pid, held while the descriptor is open; listening: -1 where a pool has none.
 * folder: where they are, whatever the settings say by now. */
struct sockets {
	pid_t master;
	int lock, listening[POOLS];
	char folder[SOCKETS_PATH];
};

/* False, having said why on stderr, when another master lives here or a socket cannot be made. */
bool sockets_open(const struct serve_settings *, struct sockets *out);
void sockets_close(const struct sockets *);
#endif

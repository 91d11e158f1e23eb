/* db_trouble.c - which errors of the server and the line pass by themselves (reliability R8). */
#include "db_private.h"
#include <errmsg.h>
#include <mysqld_error.h>

/* Those without a name in both client libraries. */
enum {
	RECORD_CHANGED = 1020,
	READ_ONLY_MODE = 1836,
	LINE_KILLED = 1927,
	TIME_OVER_MARIADB = 1969,
	LINE_LOST_MORE = 2055,
	TIME_OVER_MYSQL = 3024,
};

static const struct trouble troubles[] = {
	{ ER_LOCK_DEADLOCK, 8, false },
	{ RECORD_CHANGED, 8, false },
	{ ER_LOCK_WAIT_TIMEOUT, 2, false },
	{ ER_UNKNOWN_COM_ERROR, 2, false }, /* 1047: a cluster node not ready */
	{ CR_SERVER_GONE_ERROR, 2, true },
	{ CR_SERVER_LOST, 2, true },
	{ LINE_LOST_MORE, 2, true },
	{ LINE_KILLED, 2, true },
	{ ER_SERVER_SHUTDOWN, 2, true },
	{ ER_OPTION_PREVENTS_STATEMENT, 2, true }, /* 1290, 1836: it only reads now; the writer is elsewhere */
	{ READ_ONLY_MODE, 2, true },
	{ TIME_OVER_MARIADB, 1, false },
	{ TIME_OVER_MYSQL, 1, false },
};

const struct trouble *db_trouble(unsigned code)
{
	for (const struct trouble *t = troubles; t < troubles + sizeof troubles / sizeof *troubles; t++)
		if (t->code == code)
			return t;
	return NULL;
}

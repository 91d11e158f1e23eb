/* db_snapshot.c - many reads of one moment (reliability R3). */
#include "db_private.h"
#include "../lib/must.h"

err db_snapshot(struct db *db, err (*body)(struct db *, void *), void *arg)
{
	must(!db->in_tx && !db->in_snapshot);
	TRY(db_connect(db));
	TRY(db_command(db, "snapshot", "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")); /* of the next one alone */
	TRY(db_command(db, "snapshot", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"));
	db->in_snapshot = true;
	const err e = body(db, arg);
	db->in_snapshot = false;
	if (!db->lost && mysql_query(&db->mysql, "ROLLBACK") != 0)
		db->lost = true; /* it ends with the line */
	return e;
}

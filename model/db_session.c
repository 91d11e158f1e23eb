/* db_session.c - what a connection is told before anything else (reliability R2). */
#include "db_private.h"
#include <stdio.h>
#include <string.h>

enum { LOCK_WAIT_S = 2, TABLE_WAIT_S = 5, IDLE_S = 10, STATEMENT_S = 3 };

/* The two servers name one limit differently; that of a transaction that stands still only MariaDB has. */
err db_session(struct db *db)
{
	const bool mariadb = strstr(mysql_get_server_info(&db->mysql), "MariaDB") != NULL;
	const int statement_s = db->config.statement_s ? db->config.statement_s : STATEMENT_S;
	char sql[384], idle[48] = "";

	if (mariadb)
		snprintf(idle, sizeof idle, " idle_transaction_timeout = %d,", IDLE_S);
	snprintf(sql, sizeof sql,
		"SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = %d, lock_wait_timeout = %d,%s %s = %d,"
		" sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
		"NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY'",
		LOCK_WAIT_S, TABLE_WAIT_S, idle, mariadb ? "max_statement_time" : "max_execution_time",
		mariadb ? statement_s : statement_s * 1000);
	TRY(db_command(db, "session", sql));
	return db_command(db, "session", "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
}

/* Migrations: once each, resumed where they were cut off, and the grants afterwards. */
#include "../test.h"
#include "../database.h"
#include "../../lib/must.h"
#include "../../model/db_admin.h"
#include "../../model/migration.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SCHEMA "migration_test"
static struct arena arena = { .limit = 16 << 20 };
static char folder[] = "/tmp/migration_test.XXXXXX";
static const struct database_settings *database;

static void put(const char *name, const char *text)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void drop(const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	unlink(path);
}

static int ask(const char *sql) { return (int)database_ask(SCHEMA, sql); }

static int start(void **state)
{
	(void)state;
	database_ask(NULL, "DROP DATABASE IF EXISTS " SCHEMA);
	put("0001_first.sql",
		"-- A comment; with a semicolon;\nCREATE TABLE a (id INT PRIMARY KEY);\n\nINSERT INTO a VALUES (1),\n (2);\n");
	drop("0002_second.sql");
	drop("grants.txt");
	return 0;
}

static err run(int *applied, const char **why) { return migration_run(&arena, database, folder, applied, why); }

static void each_statement_is_applied_once(void **state)
{
	const char *why = "";
	int applied = -1;
	(void)state;

	assert_err(run(&applied, &why), OK);
	assert_int_equal(applied, 2);
	assert_err(run(&applied, &why), OK);
	assert_int_equal(applied, 0);
	put("0002_second.sql", "ALTER TABLE a ADD b INT NOT NULL DEFAULT 0;\n");
	assert_err(run(&applied, &why), OK);
	assert_int_equal(applied, 1);
	assert_int_equal(ask("SELECT COUNT(*) FROM a WHERE b = 0"), 2);
	assert_int_equal(ask("SELECT COUNT(*) FROM migration WHERE applied_at IS NOT NULL"), 3);
}

static void what_was_applied_may_not_change(void **state)
{
	const char *why = "";
	int applied = 0;
	(void)state;

	assert_err(run(&applied, &why), OK);
	put("0001_first.sql", "CREATE TABLE a (id INT PRIMARY KEY, x INT);\n");
	assert_err(run(&applied, &why), ERR_INVALID);
	assert_non_null(strstr(why, "0001_first.sql, statement 1: was applied with another text"));
}

/* Killed after the change of the schema and before the journal; or in the middle of the rows. */
static void a_run_that_was_cut_off_goes_on(void **state)
{
	const char *why = "";
	int applied = 0;
	(void)state;

	assert_err(run(&applied, &why), OK);
	ask("UPDATE migration SET applied_at = NULL WHERE statement = 1");
	ask("DELETE FROM migration WHERE statement = 2");
	ask("DELETE FROM a");
	assert_err(run(&applied, &why), OK);
	assert_int_equal(applied, 2);
	assert_int_equal(ask("SELECT COUNT(*) FROM a"), 2);
}

static void a_statement_refused_is_told_and_tried_again(void **state)
{
	const char *why = "";
	int applied = 0;
	(void)state;

	put("0002_second.sql", "ALTER TABLE nowhere ADD b INT;\n");
	assert_err(run(&applied, &why), ERR_INVALID);
	assert_non_null(strstr(why, "0002_second.sql, statement 1: error 1146"));
	assert_int_equal(ask("SELECT COUNT(*) FROM migration"), 2);
	put("0002_second.sql", "CREATE TABLE a (id INT);\n");
	assert_err(run(&applied, &why), ERR_INVALID); /* there already, and not by a run cut off */
	put("0002_second.sql", "CREATE TABLE c (id INT)");
	assert_err(run(&applied, &why), ERR_INVALID);
	assert_non_null(strstr(why, "no ; at the end"));
	put("0002_second.sql", "CREATE TABLE c (id INT);\n");
	assert_err(run(&applied, &why), OK);
}

static int may(const char *privilege, const char *table)
{
	char sql[320];

	snprintf(sql, sizeof sql,
		"SELECT COUNT(*) FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = '" SCHEMA "'"
		" AND GRANTEE LIKE '%%migration\\_mall%%' AND TABLE_NAME = '%s' AND PRIVILEGE_TYPE = '%s'",
		table, privilege);
	return ask(sql);
}

static void grants_follow_the_list(void **state)
{
	const char *why = "";
	int applied = 0;
	(void)state;

	put("0002_second.sql", "CREATE TABLE ledger (id INT);\nCREATE TABLE cart (id INT);\n");
	put("grants.txt", "# who may what\nDELETE cart\nINSERT-ONLY ledger\n");
	assert_err(run(&applied, &why), OK);
	assert_int_equal(may("UPDATE", "a") + may("INSERT", "a") + may("SELECT", "a"), 3);
	assert_int_equal(may("DELETE", "a"), 0);
	assert_int_equal(may("DELETE", "cart"), 1);
	assert_int_equal(may("UPDATE", "ledger") + may("DELETE", "ledger"), 0);
	assert_int_equal(may("INSERT", "ledger"), 1);
	assert_int_equal(may("INSERT", "migration") + may("UPDATE", "migration"), 0);
	put("grants.txt", "");
	assert_err(run(&applied, &why), OK);
	assert_int_equal(may("DELETE", "cart"), 0);
	assert_int_equal(may("UPDATE", "ledger"), 1);
	put("grants.txt", "DELETE nothing\n");
	assert_err(run(&applied, &why), ERR_INVALID);
	put("grants.txt", "DROP cart\n");
	assert_err(run(&applied, &why), ERR_INVALID);
}

static void text_in_a_statement_is_quoted(void **state)
{
	struct text t = { .arena = &arena };
	(void)state;

	db_admin_quote(&t, "it's \\ a");
	db_admin_name(&t, "a`b");
	text_add(&t, "", 1);
	assert_string_equal(t.at, "'it\\'s \\\\ a'`a``b`");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(each_statement_is_applied_once, start),
		cmocka_unit_test_setup(what_was_applied_may_not_change, start),
		cmocka_unit_test_setup(a_run_that_was_cut_off_goes_on, start),
		cmocka_unit_test_setup(a_statement_refused_is_told_and_tried_again, start),
		cmocka_unit_test_setup(grants_follow_the_list, start),
		cmocka_unit_test(text_in_a_statement_is_quoted),
	};
	const struct database_settings d = { .socket = getenv("TEST_SOCKET"), .user = "migration_mall", .schema = SCHEMA };

	database = &d;
	must(mkdtemp(folder));
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	start(NULL);
	drop("0001_first.sql");
	rmdir(folder);
	arena_reset(&arena);
	return failed;
}

#include "command_staff.h"
#include "../flows/account.h"
#include "../model/password.h"
#include <stdio.h>
#include <string.h>

enum { COMMAND_ARENA_MAX = 1 << 20, NAME_BYTES_MAX = 64 };

struct staff_options {
	const char *name, *role;
	bool password_stdin;
};

static bool parse(int argc, char **argv, struct staff_options *out)
{
	struct staff_options o = { .role = "owner" };

	if (argc < 2 || strcmp(argv[1], "add") != 0)
		return false;
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--password-stdin") == 0)
			o.password_stdin = true;
		else if (strcmp(argv[i], "--name") == 0 && i + 1 < argc)
			o.name = argv[++i];
		else if (strcmp(argv[i], "--role") == 0 && i + 1 < argc)
			o.role = argv[++i];
		else
			return false;
	}
	*out = o;
	return o.name && o.password_stdin && *o.name && strlen(o.name) <= NAME_BYTES_MAX && !strpbrk(o.name, " \t\r\n");
}

static err add(const struct settings *s, struct arena *arena, struct db *db, const struct staff_options *o, const char *password,
	int64_t *id)
{
	const struct visitor by = { .db = db, .arena = arena, .settings = s, .address = "" };
	struct staff_role link = { 0 };
	struct role role;

	const err e = role_by_name(db, o->role, &role);
	if (e)
		return e == ERR_NOT_FOUND ? STAFF_ROLE_UNKNOWN : e;
	link.id = role.id;
	const struct staff made = { .name = o->name, .display_name = o->name, .roles = { &link, 1 } };
	return staff_add(&by, (staff_id){ 0 }, &made, password, id);
}

static int run(const struct settings *s, const struct staff_options *o, const char *password)
{
	const struct db_config config = settings_database(s);
	struct arena arena = { .limit = COMMAND_ARENA_MAX };
	struct db *db = NULL;
	int64_t id = 0;

	err e = db_open(&config, &arena, &db);
	if (!e)
		e = add(s, &arena, db, o, password, &id);
	if (e)
		fprintf(stderr, "staff: %s%s%s\n", e->title, e->status >= 500 && db ? ": " : "",
			e->status >= 500 && db ? db_error(db) : "");
	else
		printf("staff: %s is number %lld, with the role %s\n", o->name, (long long)id, o->role);
	if (db)
		db_close(db);
	arena_reset(&arena);
	return e != OK;
}

int command_staff(const struct settings *s, int argc, char **argv)
{
	struct staff_options options;
	char password[PASSWORD_BYTES_MAX + 2];

	if (!parse(argc, argv, &options)) {
		fprintf(stderr, "usage: micromall staff add --name NAME [--role ROLE] --password-stdin\n");
		return 2;
	}
	if (!fgets(password, sizeof password, stdin)) {
		fprintf(stderr, "staff: no password on standard input\n");
		return 1;
	}
	password[strcspn(password, "\r\n")] = '\0';
	const int status = run(s, &options, password);
	explicit_bzero(password, sizeof password);
	return status;
}

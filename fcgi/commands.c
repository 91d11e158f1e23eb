#include "commands.h"
#include "../model/migration.h"
#include "../jobs/command_demo.h"
#include "../jobs/command_job.h"
#include "../jobs/command_picture.h"
#include "../jobs/command_rekey.h"
#include "../jobs/runner.h"
#include "command_check.h"
#include "command_config.h"
#include "command_staff.h"
#include "configuration.h"
#include "dispatch.h"
#include "master.h"
#include "openapi.h"
#include "router.h"
#include <stdio.h>
#include <string.h>

enum { OPENAPI_ARENA_MAX = 64 << 20 };

const char *commands_config = "/etc/micromall/micromall.conf";

static err read_settings(struct arena *arena, struct settings *out)
{
	const char *why = "";
	const err e = settings_load(arena, commands_config, out, &why);

	if (e)
		fprintf(stderr, "%s\n", e == ERR_INVALID ? why : e->title);
	return e;
}

static int serve(const struct settings *s, int argc, char **argv)
{
	struct arena arena = { .limit = ROUTER_ARENA_MAX };
	const char *fault = NULL;

	(void)s;
	(void)argc;
	(void)argv;
	for (const struct route *const *table = routes; *table; table++)
		for (const struct route *r = *table; !fault && r->method != METHOD_NONE; r++)
			fault = route_fault(r);
	if (fault) {
		fprintf(stderr, "micromall: %s\n", fault);
		return 1;
	}
	const int status = master_run(commands_config, router_fold(&arena, routes), jobs_run);
	arena_reset(&arena);
	return status;
}

static int migrate(const struct settings *s, int argc, char **argv)
{
	struct arena arena = { .limit = 16 << 20 };
	const char *why = "", *from = argc > 1 ? argv[1] : SQL_FOLDER;
	int applied = 0;
	const err e = migration_run(&arena, &s->database, from, &applied, &why);

	if (e)
		fprintf(stderr, "migrate: %s\n", why);
	else
		printf("migrate: %d new statements\n", applied);
	arena_reset(&arena);
	return e != OK;
}

static int list_routes(const struct settings *s, int argc, char **argv)
{
	static const char *const methods[] = { "-", "GET", "POST", "PUT", "DELETE" };
	static const char *const who[] = { "-", "anyone", "member", "staff" };

	(void)s;
	(void)argc;
	(void)argv;
	for (const struct route *const *table = routes; *table; table++)
		for (const struct route *r = *table; r->method != METHOD_NONE; r++)
			printf("%-6s %-60s %-7s %s\n", methods[r->method], r->path, who[r->who],
				r->permit ? permission_words.at[r->permit] : "-");
	return 0;
}

static int print_openapi(const struct settings *s, int argc, char **argv)
{
	struct arena arena = { .limit = OPENAPI_ARENA_MAX };
	struct text t;

	(void)s;
	(void)argc;
	(void)argv;
	const err e = openapi_write(&arena, routes, &t);
	if (!e)
		printf("%.*s\n", (int)t.n, t.at);
	arena_reset(&arena);
	return e != OK;
}

static int help(const struct settings *s, int argc, char **argv)
{
	(void)s;
	(void)argc;
	(void)argv;
	printf("usage: micromall [--config FILE] COMMAND\n\n");
	for (const struct command *c = commands; c->name; c++)
		if (c->help)
			printf("  %-10s %s\n", c->name, c->help);
	return 0;
}

const struct command commands[] = {
	{ "serve", "the master, its workers and the job runner, until SIGTERM", serve, false },
	{ "migrate", "bring the schema up to date: migrate [FOLDER], the installed one unless said otherwise", migrate, true },
	{ "job", "what runs by the clock: job list, job run NAME", command_job, true },
	{ "demo", "fills an empty shop with goods, members and orders to look at: demo [FOLDER]", command_demo, true },
	{ "staff", "staff add --name NAME --role ROLE --password-stdin", command_staff, true },
	{ "check", "the proof of the books: a line for each rule; 1 when one is broken", command_check, true },
	{ "rekey", "seals personal data that is under an old key anew", command_rekey, true },
	{ "routes", "every endpoint: method, path, who may call it, by which permission", list_routes, false },
	{ "openapi", "the OpenAPI 3.1 document of all endpoints, as JSON", print_openapi, false },
	{ "config", "the settings in force, secrets as stars", command_config, true },
	{ PICTURE_COMMAND, NULL, command_picture, false },
	{ "help", "this list", help, false },
	{ .name = NULL },
};

static const struct command *find(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

int commands_run(int argc, char **argv)
{
	struct arena arena = { .limit = CONFIGURATION_ARENA_MAX };
	struct settings settings;
	int at = 1;

	if (at + 1 < argc && strcmp(argv[at], "--config") == 0) {
		commands_config = argv[at + 1];
		at += 2;
	}
	const struct command *c = find(at < argc ? argv[at] : "");
	if (!c) {
		fprintf(stderr, "micromall: no such command; `micromall help` lists them\n");
		return 2;
	}
	if (c->needs_settings && read_settings(&arena, &settings))
		return 1;
	const int status = c->run(c->needs_settings ? &settings : NULL, argc - at, argv + at);
	arena_reset(&arena);
	return status;
}

#include "command_config.h"
#include "../lib/config.h"
#include "../lib/must.h"
#include "../model/shop_rule.h"
#include "configuration.h"
#include <stdio.h>
#include <string.h>

enum { RULES_MAX = 32 };

static err read_rules(const struct settings *s, struct arena *arena, struct shop_rules *out)
{
	const struct db_config config = settings_database(s);
	struct db *db;

	TRY(db_open(&config, arena, &db));
	const err e = shop_rules_read(db, out);
	if (e)
		fprintf(stderr, "what is set in the panel is unknown: %s %s\n", e->title, db_error(db));
	db_close(db);
	return e;
}

/* set is NULL when nobody could be asked. What the file says is not told from the default when it is the same. */
static const char *source(
	const struct field *rule, const struct field *of_file, const struct settings *s, const struct shop_rules *set)
{
	int64_t is = 0;

	if (!set)
		return "unless set in the panel";
	if (field_load(rule->kind, (const char *)set + rule->offset, &is))
		return "panel";
	field_load(of_file->kind, (const char *)&s->rules + of_file->offset, &is);
	return is == of_file->absent ? "default" : "file";
}

int command_config(const struct settings *s, int argc, char **argv)
{
	struct arena arena = { .limit = CONFIGURATION_ARENA_MAX };
	struct text t = { .arena = &arena };
	struct config_note notes[RULES_MAX + 1] = { { NULL, NULL } };
	struct settings now = *s;
	struct shop_rules set;
	size_t n = 0;

	(void)argc;
	(void)argv;
	const bool known = read_rules(s, &arena, &set) == OK;
	if (known)
		shop_rules_apply(&set, &now.rules);
	must(shop_rules_form.count <= RULES_MAX);
	for (const struct field *f = shop_rules_form.fields; f < shop_rules_form.fields + shop_rules_form.count; f++) {
		const struct field *of_file = shape_find(&rules_settings_shape, f->name, strlen(f->name));
		struct text key = { .arena = &arena };
		text_printf(&key, "rules.%s%c", f->name, '\0');
		if (of_file && !key.failed)
			notes[n++] = (struct config_note){ key.at, source(f, of_file, s, known ? &set : NULL) };
	}
	settings_write(&t, &now, notes);
	fwrite(t.at, 1, t.n, stdout);
	arena_reset(&arena);
	return t.failed;
}

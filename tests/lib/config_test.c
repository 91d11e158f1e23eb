/* A configuration file and the environment into a struct, and what is said of a bad one. */
#include "../test.h"
#include "../../lib/config.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COLOURS(W) W(COLOUR_RED, "red") W(COLOUR_BLUE, "blue")
WORDS_DECLARE(colour, COLOURS);
WORDS_DEFINE(colour, COLOURS);

struct door {
	const char *name, *key;
	int32_t width;
	bool open;
	enum colour colour;
};
struct roof {
	int64_t height;
	const char *tiles, *more;
};
struct house {
	struct door door;
	struct roof roof;
};
SHAPE_DECLARE(door_shape, struct door);
SHAPE_DECLARE(roof_shape, struct roof);
SHAPE_DECLARE(house_shape, struct house);

static const struct field door_fields[] = {
	FIELD(struct door, name, .min = 1, .max = 20),
	FIELD(struct door, key, .max = 20, .optional = true),
	FIELD(struct door, width, .min = 10, .max = 90, .optional = true, .absent = 80),
	FIELD(struct door, open, .max = 1, .optional = true, .absent = true),
	FIELD_ENUM(struct door, colour, colour, .optional = true, .absent = COLOUR_BLUE),
};
const struct shape door_shape = SHAPE(door_shape, door_fields);
static const struct field roof_fields[] = { FIELD(struct roof, height, .min = 1, .max = INT64_MAX, .optional = true, .absent = 7),
	FIELD(struct roof, tiles, .max = 5000, .optional = true), FIELD(struct roof, more, .max = 5000, .optional = true) };
const struct shape roof_shape = SHAPE(roof_shape, roof_fields);
static const struct field house_fields[] = {
	FIELD_OBJECT(struct house, door, door_shape),
	FIELD_OBJECT(struct house, roof, roof_shape),
};
const struct shape house_shape = SHAPE(house_shape, house_fields);

static struct arena arena = { .limit = 1 << 20 };
static char path[] = "/tmp/config_test.XXXXXX";

static err load(const char *text, struct house *out, const char **why)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return config_load(&arena, &house_shape, path, out, why);
}

/* The complaint, without the file's name before each line. */
static void refused(const char *text, const char *want)
{
	struct house house = { .roof = { .height = 4 } };
	const char *why = "";
	char full[512];

	assert_err(load(text, &house, &why), ERR_INVALID);
	snprintf(full, sizeof full, "%s:%s", path, want);
	assert_string_equal(why, full);
	assert_int_equal(house.roof.height, 4);
}

static void every_kind_is_read_and_the_absent_takes_its_default(void **state)
{
	struct house h;
	const char *why;
	(void)state;

	assert_err(load("; a comment\n[door]\nname = 前门 \nwidth=85\nopen = false\ncolour = red\n[roof]\n", &h, &why), OK);
	assert_string_equal(h.door.name, "前门");
	assert_null(h.door.key);
	assert_int_equal(h.door.width, 85);
	assert_false(h.door.open);
	assert_int_equal(h.door.colour, COLOUR_RED);
	assert_int_equal(h.roof.height, 7);
	assert_err(load("[door]\nname = x\n", &h, &why), OK);
	assert_int_equal(h.door.width, 80);
	assert_true(h.door.open);
	assert_int_equal(h.door.colour, COLOUR_BLUE);
}

static void a_mistake_is_named_with_its_line(void **state)
{
	(void)state;
	refused("[door]\nname = x\nwidht = 3\n", "3: door.widht: there is no such key");
	refused("[door]\nname = x\n[dor]\nname = y\n", "4: dor.name: there is no such section");
	refused("[door]\nname = x\nname = y\n", "3: door.name: is given twice");
	refused("[door]\nname = x\n[roof]\n[door]\nname = y\n", "5: door.name: is given twice");
	refused("[door]\nname = x\nwidth = wide\n", "3: door.width: is not a number, or not true or false");
	refused("[door]\nname = x\nwidth = 1e3\n", "3: door.width: is not a number, or not true or false");
	refused("[door]\nname = x\nopen = yes\n", "3: door.open: is not a number, or not true or false");
	refused("[door]\nname = x\nwidth = 9\n", "3: door.width: is less than 10");
	refused("[door]\nname = x\nwidth = 91\n", "3: door.width: is more than 90");
	refused("[door]\nname = x\ncolour = green\n", "3: door.colour: is not one of the words it may be");
	refused("[door]\nname =\n", "2: door.name: is shorter than 1 characters");
	refused("[door]\nname = x\nwhat is this\n", "3: neither [section] nor key = value");
	refused("", " door.name: is required");
}

/* Longer than the 200 bytes that the parser has room for. */
static void a_long_line_is_read_whole(void **state)
{
	char text[6000], tiles[1001];
	struct house h;
	const char *why;
	(void)state;

	memset(tiles, 't', sizeof tiles - 1);
	tiles[500] = ' ';
	tiles[600] = '=';
	for (int n = 180; n <= 1000; n += n < 220 ? 1 : 39) {
		snprintf(text, sizeof text,
			"; %.*s\n[door]\nname = x\n[roof]\ntiles =  %.*s \t\nmore = %.*s ; %.*s\nheight = 3\n# %.*s = ;", n, tiles,
			n, tiles, n, tiles, n, tiles, n, tiles);
		assert_err(load(text, &h, &why), OK);
		tiles[n] = '\0';
		assert_string_equal(h.roof.tiles, tiles);
		assert_string_equal(h.roof.more, tiles);
		assert_int_equal(h.roof.height, 3);
		arena_reset(&arena);
		tiles[n] = n == 500 ? ' ' : n == 600 ? '=' : n == 1000 ? '\0' : 't';
	}
}

static void a_line_too_long_is_named_and_its_value_not_told(void **state)
{
	char text[6000], secret[4300];
	(void)state;

	memset(secret, 's', sizeof secret - 1);
	secret[sizeof secret - 1] = '\0';
	snprintf(text, sizeof text, "[roof]\ntiles = %s\nheight = 3\n[door]\nname = x\n", secret);
	refused(text, "2: roof.tiles: the line is too long");
	secret[300] = '\0';
	snprintf(text, sizeof text, "[door]\nname = x\n%s\n", secret);
	refused(text, "3: neither [section] nor key = value");
}

static void all_mistakes_are_told_at_once(void **state)
{
	struct house h;
	const char *why = "";
	(void)state;

	assert_err(load("[door]\nwidth = 9\n[roof]\nheight = 0\n", &h, &why), ERR_INVALID);
	assert_non_null(strstr(why, "door.name: is required\n"));
	assert_non_null(strstr(why, "door.width: is less than 10\n"));
	assert_non_null(strstr(why, "roof.height: is less than 1"));
}

static void the_environment_wins(void **state)
{
	struct house h;
	const char *why = "";
	(void)state;

	setenv("MICROMALL_DOOR_NAME", "back", 1);
	setenv("MICROMALL_ROOF_HEIGHT", "12", 1);
	assert_err(load("[door]\nname = front\n", &h, &why), OK);
	assert_string_equal(h.door.name, "back");
	assert_int_equal(h.roof.height, 12);
	setenv("MICROMALL_ROOF_HEIGHT", "high", 1);
	refused("[door]\nname = x\n", " roof.height: is not a number, or not true or false");
	unsetenv("MICROMALL_DOOR_NAME");
	unsetenv("MICROMALL_ROOF_HEIGHT");
}

static void a_file_that_is_not_there(void **state)
{
	struct house h;
	const char *why = "";
	(void)state;

	assert_err(config_load(&arena, &house_shape, "/nowhere/a.conf", &h, &why), ERR_INVALID);
	assert_string_equal(why, "/nowhere/a.conf: No such file or directory");
}

static void what_is_written_can_be_read_and_secrets_are_stars(void **state)
{
	static const char *const none[] = { NULL }, *const secret[] = { "door.key", NULL };
	static const struct config_note notes[] = { { "door.width", "as built" }, { "door.height", "no such key" },
		{ NULL, NULL } };
	const struct house was = { { "x", "hush", 33, false, COLOUR_RED }, { 5, NULL, NULL } };
	struct text t = { .arena = &arena };
	struct house h;
	const char *why = "";
	(void)state;

	config_write(&t, &house_shape, &was, none, notes);
	text_add(&t, "", 1);
	assert_non_null(strstr(t.at, "width = 33 ; as built\n"));
	assert_non_null(strstr(t.at, "key = hush\n"));
	assert_err(load(t.at, &h, &why), OK);
	assert_string_equal(h.door.key, "hush");
	assert_int_equal(h.door.width, 33);
	assert_int_equal(h.door.colour, COLOUR_RED);
	t = (struct text){ .arena = &arena };
	config_write(&t, &house_shape, &was, secret, NULL);
	text_add(&t, "", 1);
	assert_null(strstr(t.at, "hush"));
	assert_non_null(strstr(t.at, "key = ********\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_read_and_the_absent_takes_its_default),
		cmocka_unit_test(a_mistake_is_named_with_its_line),
		cmocka_unit_test(a_long_line_is_read_whole),
		cmocka_unit_test(a_line_too_long_is_named_and_its_value_not_told),
		cmocka_unit_test(all_mistakes_are_told_at_once),
		cmocka_unit_test(the_environment_wins),
		cmocka_unit_test(a_file_that_is_not_there),
		cmocka_unit_test(what_is_written_can_be_read_and_secrets_are_stars),
	};
	close(mkstemp(path));
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	arena_reset(&arena);
	return failed;
}

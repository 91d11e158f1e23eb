/* The library: what waits, what is used, what is deleted, and who wins when two want the same picture. */
#include "../../test.h"
#include "../../database.h"
#include "../../../lib/must.h"
#include "../../../model/media/folder.h"
#include "../../../model/media/use.h"
#include "../../../model/media/work.h"
#include <stdio.h>
#include <string.h>

#define SCHEMA "media_test"
static struct arena arena = { .limit = 8 << 20 };
static struct db *db;
static const staff_id staff = { 1 };

struct work {
	int64_t id, other;
	struct media_upload upload;
	struct media_folder folder;
	struct media_crop crop;
	struct media_work made;
	const char *text;
	bool yes;
	err (*how)(struct tx *, struct work *);
};

static err run(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return w->how(tx, w);
}

static err take(struct work *w, err (*how)(struct tx *, struct work *))
{
	w->how = how;
	return db_tx(db, run, w);
}

static err add(struct tx *tx, struct work *w) { return media_add(tx, &w->upload, &w->id, &w->yes); }
static err crop(struct tx *tx, struct work *w) { return media_crop(tx, w->id, &w->crop, staff, &w->other); }
static err claim(struct tx *tx, struct work *w) { return media_claim(tx, &w->made, &w->yes); }
static err give_back(struct tx *tx, struct work *w) { return media_give_back(tx, &w->made); }
static err put_off(struct tx *tx, struct work *w) { return media_put_off(tx, w->id); }
static err finish(struct tx *tx, struct work *w) { return media_made(tx, w->id, 160, 80, 999); }
static err refuse(struct tx *tx, struct work *w) { return media_refuse(tx, w->id, MEDIA_UNREADABLE); }
static err bury(struct tx *tx, struct work *w) { return media_delete(tx, w->id); }

static err use(struct tx *tx, struct work *w)
{
	struct media_uses uses = { .n = 0 };

	media_uses_add(&uses, w->text);
	return media_use_record(tx, USED_BY_PRODUCT, w->other, &uses);
}

static err use_in_category(struct tx *tx, struct work *w)
{
	struct media_uses uses = { .n = 0 };

	media_uses_add(&uses, w->text);
	return media_use_record(tx, USED_BY_CATEGORY, w->other, &uses);
}

static struct media_upload some_upload(int64_t folder)
{
	static uint8_t hash[MEDIA_HASH];
	struct media_upload u = {
		.folder_id = folder, .title = "cup.png", .size = 10, .picture = { PICTURE_PNG, 320, 160, 1 }, .by = staff
	};

	hash[0]++;
	media_draw_name(u.name);
	u.hash = (bytes){ hash, sizeof hash };
	return u;
}

/* READY; its path is in `out`. */
static int64_t ready(char out[64])
{
	struct work w = { .upload = some_upload(0) };
	struct media m;

	assert_err(take(&w, add), OK);
	assert_err(take(&w, finish), OK);
	assert_err(media_by_id(db, w.id, &m), OK);
	assert_int_equal(m.state, MEDIA_READY);
	snprintf(out, 64, "%s", m.path);
	return w.id;
}

static void what_was_uploaded_waits_until_it_is_made(void **state)
{
	struct work w = { .upload = some_upload(0) };
	struct media_works waiting;
	struct media m;
	(void)state;

	assert_err(take(&w, add), OK);
	assert_false(w.yes);
	assert_err(media_by_id(db, w.id, &m), OK);
	assert_true(m.state == MEDIA_WAITING && !m.path && !m.thumbnail && m.width == 320);
	assert_err(media_list_waiting(db, 50, &waiting), OK);
	assert_int_equal(waiting.n, 1);
	w.made = waiting.at[0];
	assert_err(take(&w, claim), OK);
	assert_true(w.yes);
	assert_err(take(&w, claim), OK);
	assert_false(w.yes); /* it is somebody's */
	assert_err(media_list_waiting(db, 50, &waiting), OK);
	assert_int_equal(waiting.n, 0);
	assert_err(take(&w, finish), OK);
	assert_err(media_by_id(db, w.id, &m), OK);
	assert_true(m.state == MEDIA_READY && m.width == 160 && m.size == 999);
	assert_int_equal(strncmp(m.path, "/media/", 7), 0);
	assert_non_null(strstr(m.thumbnail, "-320.webp"));
	assert_err(take(&w, refuse), OK); /* too late: it is made */
	assert_err(media_by_id(db, w.id, &m), OK);
	assert_int_equal(m.state, MEDIA_READY);
}

static int64_t tries_of(int64_t id)
{
	char ask[80];

	snprintf(ask, sizeof ask, "SELECT tries FROM media WHERE id = %lld", (long long)id);
	return database_ask(SCHEMA, ask);
}

static void a_try_that_was_not_the_file_s_fault_does_not_count(void **state)
{
	struct work w = { .upload = some_upload(0) };
	struct media_works waiting;
	(void)state;

	assert_err(take(&w, add), OK);
	assert_err(media_list_waiting(db, 50, &waiting), OK);
	w.made = waiting.at[waiting.n - 1];
	assert_int_equal(w.made.id, w.id);
	assert_err(take(&w, claim), OK);
	assert_int_equal(tries_of(w.id), 1);
	assert_err(take(&w, give_back), OK);
	assert_int_equal(tries_of(w.id), 0);
	assert_err(take(&w, give_back), OK); /* once */
	assert_int_equal(tries_of(w.id), 0);
	assert_err(media_list_waiting(db, 50, &waiting), OK);
	for (size_t i = 0; i < waiting.n; i++)
		assert_true(waiting.at[i].id != w.id); /* not at once again */
	assert_err(take(&w, bury), OK);
}

static void the_same_bytes_in_the_same_folder_are_one(void **state)
{
	struct work w = { .upload = some_upload(0) };
	(void)state;

	assert_err(take(&w, add), OK);
	const int64_t first = w.id;
	media_draw_name(w.upload.name);
	assert_err(take(&w, add), OK);
	assert_true(w.yes && w.id == first);
	assert_err(take(&w, bury), OK);
	assert_err(take(&w, add), OK);
	assert_true(!w.yes && w.id != first);
	w.upload.folder_id = 999;
	assert_err(take(&w, add), FOLDER_PARENT);
}

static void a_text_names_its_pictures(void **state)
{
	static struct media_uses uses;
	(void)state;

	media_uses_add(&uses, NULL);
	media_uses_add(&uses,
		"/media/demo/a.svg /media/ab/0123 /media/zz/zz0123456789abcdef0123456789abcd.webp"
		" /media/ab/cd0123456789abcdef0123456789abcd.webp");
	assert_int_equal(uses.n, 0);
	media_uses_add(&uses,
		"<p><img src=\"/media/cd/cd0123456789abcdef0123456789abcd-750.webp\"><img src=\"/media/ab/ab0123456789abcdef0123456789abcd.webp\">");
	media_uses_add(&uses, "/media/cd/cd0123456789abcdef0123456789abcd.webp");
	assert_int_equal(uses.n, 2);
	assert_string_equal(uses.name[0], "ab0123456789abcdef0123456789abcd");
	assert_string_equal(uses.name[1], "cd0123456789abcdef0123456789abcd");
	for (int i = 0; i < 500; i++) {
		char path[64];
		snprintf(path, sizeof path, "/media/00/00%030x.webp", (unsigned)i);
		media_uses_add(&uses, path);
	}
	assert_true(uses.n == MEDIA_USES_MAX && uses.too_many);
	assert_string_equal(uses.name[0], "00000000000000000000000000000000");
}

static void what_is_used_stays(void **state)
{
	char text[1200] = "", path[64];
	struct work w = { .other = 7, .text = text };
	struct media_use_list used;
	int64_t id[10];
	(void)state;

	for (int i = 0; i < 10; i++) { /* more than are bound at once */
		id[i] = ready(path);
		strcat(text, path);
		strcat(text, " ");
	}
	assert_err(take(&w, use), OK);
	assert_err(take(&w, use), OK); /* saved again */
	for (int i = 0; i < 10; i++) {
		assert_err(media_use_list_of(db, id[i], &used), OK);
		assert_true(used.n == 1 && used.at[0].kind == USED_BY_PRODUCT && used.at[0].thing_id == 7);
		w.id = id[i];
		assert_err(take(&w, bury), MEDIA_IN_USE);
	}
	w.text = path; /* the last one alone */
	assert_err(take(&w, use), OK);
	assert_err(take(&w, bury), MEDIA_IN_USE);
	w.id = id[0];
	assert_err(take(&w, bury), OK);
	assert_err(take(&w, bury), ERR_NOT_FOUND);
	w.text = text; /* names what is gone */
	assert_err(take(&w, use), MEDIA_GONE);
	assert_err(media_use_list_of(db, id[9], &used), OK);
	assert_int_equal(used.n, 1); /* nothing was changed then */
}

static void what_waits_is_not_used(void **state)
{
	struct work w = { .upload = some_upload(0), .other = 8 };
	char path[64];
	(void)state;

	assert_err(take(&w, add), OK);
	snprintf(path, sizeof path, "/media/%.2s/%s.webp", w.upload.name, w.upload.name);
	w.text = path;
	assert_err(take(&w, use), MEDIA_GONE);
}

static bool is_sweepable(int64_t id)
{
	struct media_works over;

	assert_err(media_list_sweepable(db, 0, 1000, &over), OK);
	for (size_t i = 0; i < over.n; i++)
		if (over.at[i].id == id)
			return true;
	return false;
}

static void files_of_what_a_product_had_are_never_swept(void **state)
{
	char path[64];
	struct work w = { .other = 9, .text = path };
	(void)state;

	w.id = ready(path);
	assert_err(take(&w, use), OK);
	w.text = "";
	assert_err(take(&w, use), OK);
	assert_false(is_sweepable(w.id));
	assert_err(take(&w, bury), OK);
	assert_false(is_sweepable(w.id)); /* an order may name it */
	w.text = path;
	w.id = ready(path);
	assert_err(take(&w, use_in_category), OK);
	w.text = "";
	assert_err(take(&w, use_in_category), OK);
	assert_err(take(&w, bury), OK);
	assert_true(is_sweepable(w.id)); /* no order names what a category had */
	assert_err(take(&w, put_off), OK);
	assert_false(is_sweepable(w.id)); /* its files did not go: others come first */
}

static void a_crop_lies_within(void **state)
{
	char path[64];
	struct work w = { .crop = { 100, 40, 60, 40 } };
	struct media m;
	(void)state;

	w.id = ready(path);
	assert_err(take(&w, crop), OK);
	assert_err(media_by_id(db, w.other, &m), OK);
	assert_true(m.state == MEDIA_WAITING && m.width == 60 && m.height == 40);
	w.crop.x = 101;
	assert_err(take(&w, crop), MEDIA_AREA);
	w.crop = (struct media_crop){ PICTURE_SIDE_MAX, 0, PICTURE_SIDE_MAX, 1 };
	assert_err(take(&w, crop), MEDIA_AREA);
	w.id = w.other;
	assert_err(take(&w, crop), MEDIA_STATE);
	w.id = 99999;
	assert_err(take(&w, crop), ERR_NOT_FOUND);
}

/* ---- one deletes what another begins to use ---- */

enum { RACES = 20 };
static char raced[RACES][64];
static int64_t raced_id[RACES];

static int race(int who)
{
	struct arena own = { .limit = 8 << 20 };
	int won = 0;

	db = database_open(SCHEMA, &own);
	for (int i = 0; i < RACES; i++) {
		struct work w = { .id = raced_id[i], .other = 100 + i, .text = raced[i] };
		const err e = take(&w, who == 0 ? bury : use);
		must(!e || e == (who == 0 ? MEDIA_IN_USE : MEDIA_GONE));
		won += !e;
	}
	db_close(db);
	return won;
}

static void a_picture_is_deleted_or_used_never_both(void **state)
{
	(void)state;

	for (int i = 0; i < RACES; i++)
		raced_id[i] = ready(raced[i]);
	assert_int_equal(database_race(2, race), RACES);
	assert_int_equal(
		database_ask(SCHEMA, "SELECT COUNT(*) FROM media_use u JOIN media m ON m.id = u.media_id WHERE m.state <> 'READY'"),
		0);
}

/* ---- folders ---- */

static err make_folder(struct tx *tx, struct work *w) { return folder_create(tx, &w->folder, &w->id); }
static err change_folder(struct tx *tx, struct work *w) { return folder_update(tx, w->id, &w->folder); }
static err remove_folder(struct tx *tx, struct work *w) { return folder_delete(tx, w->id); }

static int64_t folder(const char *name, int64_t parent)
{
	struct work w = { .folder = { .name = name, .parent_id = parent } };

	assert_err(take(&w, make_folder), OK);
	return w.id;
}

static void folders_are_four_levels_deep_and_never_in_themselves(void **state)
{
	const int64_t a = folder("a", 0), b = folder("b", a), c = folder("c", b), d = folder("d", c), x = folder("x", 0),
		      y = folder("y", x);
	struct work w = { .folder = { .name = "e", .parent_id = d } };
	(void)state;

	assert_err(take(&w, make_folder), FOLDER_PARENT);
	w.folder.parent_id = 9999;
	assert_err(take(&w, make_folder), FOLDER_PARENT);
	w = (struct work){ .id = a, .folder = { .name = "a", .parent_id = c, .version = 1 } };
	assert_err(take(&w, change_folder), FOLDER_PARENT); /* into what lies in it */
	w.folder.parent_id = a;
	assert_err(take(&w, change_folder), FOLDER_PARENT);
	w = (struct work){ .id = x, .folder = { .name = "x", .parent_id = c, .version = 1 } };
	assert_err(take(&w, change_folder), FOLDER_PARENT); /* y would be the fifth */
	w.folder.parent_id = b;
	assert_err(take(&w, change_folder), OK);
	assert_err(take(&w, change_folder), ERR_CONFLICT);
	w.folder = (struct media_folder){ .name = "c", .parent_id = b, .version = 2 };
	assert_err(take(&w, change_folder), ERR_DUPLICATE);
	w.id = b;
	assert_err(take(&w, remove_folder), FOLDER_IN_USE);
	w = (struct work){ .id = y, .upload = some_upload(y) };
	assert_err(take(&w, add), OK);
	const int64_t media = w.id;
	w.id = y;
	assert_err(take(&w, remove_folder), FOLDER_IN_USE);
	w.id = media;
	assert_err(take(&w, bury), OK);
	w.id = y;
	assert_err(take(&w, remove_folder), OK);
	assert_err(take(&w, remove_folder), ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_uploaded_waits_until_it_is_made),
		cmocka_unit_test(a_try_that_was_not_the_file_s_fault_does_not_count),
		cmocka_unit_test(the_same_bytes_in_the_same_folder_are_one),
		cmocka_unit_test(a_text_names_its_pictures),
		cmocka_unit_test(what_is_used_stays),
		cmocka_unit_test(what_waits_is_not_used),
		cmocka_unit_test(files_of_what_a_product_had_are_never_swept),
		cmocka_unit_test(a_crop_lies_within),
		cmocka_unit_test(a_picture_is_deleted_or_used_never_both),
		cmocka_unit_test(folders_are_four_levels_deep_and_never_in_themselves),
	};
	database_make(SCHEMA);
	db = database_open(SCHEMA, &arena);
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	db_close(db);
	arena_reset(&arena);
	return rc;
}

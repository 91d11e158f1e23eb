#include "../test.h"
#include "../../lib/multipart.h"
#include "../../lib/text.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MUTATIONS = 30000, MUTANT_MAX = 4096, SEEDS_MAX = 32 };
static struct arena arena = { .limit = 16 << 20 };
static const char type[] = "multipart/form-data; boundary=b";

static err parse(const char *content_type, const char *body, struct parts *out)
{
	return multipart_parse(&arena, content_type, (bytes){ body, strlen(body) }, out);
}

#define FIELD(name, value) "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define FILE_PART(name, filename, value) \
	"Content-Disposition: form-data; name=\"" name "\"; filename=\"" filename "\"\r\nContent-Type: image/png\r\n\r\n" value \
	"\r\n"

static void assert_part(const struct part *p, const char *name, const char *filename, const char *data)
{
	assert_string_equal(p->name, name);
	if (filename)
		assert_string_equal(p->filename, filename);
	else
		assert_null(p->filename);
	assert_int_equal(p->data.n, strlen(data));
	assert_memory_equal(p->data.at, data, p->data.n);
}

static void fields_and_files_are_read(void **state)
{
	struct parts p;
	(void)state;

	assert_err(parse(type,
			   "--b\r\n" FIELD("folder_id", "3") "--b\r\n" FILE_PART(
				   "file", "a\\\"b 茶.png", "\r\n-b\r\n--\r\n") "--b--\r\n",
			   &p),
		OK);
	assert_int_equal(p.n, 2);
	assert_part(&p.at[0], "folder_id", NULL, "3");
	assert_part(&p.at[1], "file", "a\"b 茶.png", "\r\n-b\r\n--\r\n");
	assert_string_equal(p.at[1].type, "image/png");
	assert_err(parse(type, "--b\r\n" FIELD("a", "") "--b\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n--b--", &p), OK);
	assert_part(&p.at[0], "a", NULL, "");
	assert_part(&p.at[1], "b", NULL, "");
	assert_err(parse("Multipart/Form-Data ;  Boundary=\"a'()+_,-./:=?\"", "--a'()+_,-./:=?--", &p), OK);
	assert_int_equal(p.n, 0);
	assert_err(parse(type, "--b\r\ncontent-disposition:form-data;name=\"x\";filename=\"\"\r\n\r\ny\r\n--b--\r\n", &p), OK);
	assert_part(&p.at[0], "x", "", "y");
}

static const char *const bad_types[] = { "", "multipart/form-data", "multipart/form-data;",
	"multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=\"b",
	"multipart/form-data; boundary=b;", "multipart/form-data; boundary=b; boundary=b",
	"multipart/form-data; charset=utf-8; boundary=b", "multipart/mixed; boundary=b", "multipart/form-datax; boundary=b",
	"application/json", "multipart/form-data; boundary=\"b b\"", "multipart/form-data; boundary=b\r\n",
	"multipart/form-data; boundary=茶",
	"multipart/form-data; boundary=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" };

static const char *const bad_bodies[] = { "", "--b", "--b\r\n", "--b-", "--", "x--b--", "\r\n--b--", "--b--x", "--b--\r\nx",
	"--b\n--b--", "--bb--", "--b \r\n" FIELD("a", "1") "--b--", "--b\r\n--b--", "--b\r\n\r\n1\r\n--b--",
	"--b\r\n" FIELD("a", "1"), "--b\r\n" FIELD("a", "1") "--b", "--b\r\n" FIELD("a", "1") "--b\r\n",
	"--b\r\n" FIELD("a", "1") "--b\r\n" FIELD("a", "2") "--b--", "--b\r\n" FIELD("", "1") "--b--",
	"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; filename=\"x\"\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; name=\"a\" x\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n--b--",
	"--b\r\nX: y\r\n" FIELD("a", "1") "--b--", "--b\r\nContent-Transfer-Encoding: base64\r\n" FIELD("a", "1") "--b--",
	"--b\r\n Content-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; name=\"\x01\"\r\n\r\n1\r\n--b--",
	"--b\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n1\r\n--b--" };

static void anything_else_is_refused(void **state)
{
	struct parts p = { .n = 77 };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(bad_types); i++)
		if (parse(bad_types[i], "--b\r\n" FIELD("a", "1") "--b--\r\n", &p) != ERR_INVALID)
			fail_msg("type: %s", bad_types[i]);
	for (size_t i = 0; i < TEST_COUNT(bad_bodies); i++)
		if (parse(type, bad_bodies[i], &p) != ERR_INVALID)
			fail_msg("body: %s", bad_bodies[i]);
	assert_int_equal(p.n, 77);
}

static void limits_are_kept(void **state)
{
	struct text body = { .arena = &arena };
	struct parts p;
	(void)state;

	for (int n = 1; n <= PARTS_MAX + 1; n++) {
		text_printf(&body, "--b\r\nContent-Disposition: form-data; name=\"f%d\"\r\n\r\nx\r\n", n);
		const size_t before = body.n;
		text_printf(&body, "--b--%c", '\0');
		assert_false(body.failed);
		assert_err(parse(type, body.at, &p), n <= PARTS_MAX ? OK : ERR_INVALID);
		body.n = before;
	}
	struct text longest = { .arena = &arena };
	text_puts(&longest, "--b\r\nContent-Disposition: form-data; name=\"");
	for (int i = 0; i <= PART_NAME_MAX; i++)
		text_puts(&longest, "n");
	text_printf(&longest, "\"\r\n\r\nx\r\n--b--%c", '\0');
	assert_err(parse(type, longest.at, &p), ERR_INVALID);
}

static void every_cut_is_refused(void **state)
{
	static const char whole[] = "--b\r\n" FIELD("a", "1") "--b\r\n" FILE_PART("f", "x", "y") "--b--";
	struct parts p;
	(void)state;

	for (size_t n = 0; n < sizeof whole - 1; n++)
		assert_err(multipart_parse(&arena, type, (bytes){ whole, n }, &p), ERR_INVALID);
	assert_err(multipart_parse(&arena, type, (bytes){ whole, sizeof whole - 1 }, &p), OK);
}

/* ---- mutations of the seeds: what the fuzzer does, a little of it and the same each time ---- */

struct seed {
	char at[MUTANT_MAX];
	size_t n;
};
static struct seed seeds[SEEDS_MAX];
static size_t seed_n;

static void load_seeds(void)
{
	glob_t files;

	assert_int_equal(glob("tests/fuzz/multipart/*", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc && seed_n < SEEDS_MAX; i++) {
		FILE *f = fopen(files.gl_pathv[i], "rb");
		assert_non_null(f);
		seeds[seed_n].n = fread(seeds[seed_n].at, 1, MUTANT_MAX / 2, f);
		seed_n++;
		fclose(f);
	}
	globfree(&files);
	assert_true(seed_n >= 5);
}

static uint32_t chance(uint32_t below)
{
	static uint64_t x = 88172645463325252u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (uint32_t)(x >> 32) % below;
}

/* A byte changed, a piece cut out, or a piece of another seed put in. */
static void mutate(struct seed *s)
{
	static const char bytes_[] = "\r\n-\"\\;:= \0b\xFF";

	const size_t at = s->n ? chance((uint32_t)s->n) : 0, rest = s->n - at;
	switch (chance(3)) {
	case 0:
		if (s->n)
			s->at[at] = bytes_[chance(sizeof bytes_ - 1)];
		break;
	case 1: {
		const size_t cut = rest ? chance((uint32_t)rest) : 0;
		memmove(s->at + at, s->at + at + cut, rest - cut);
		s->n -= cut;
		break;
	}
	default: {
		const struct seed *other = &seeds[chance((uint32_t)seed_n)];
		const size_t from = other->n ? chance((uint32_t)other->n) : 0,
			     piece = other->n ? chance((uint32_t)(other->n - from) + 1) : 0;
		if (s->n + piece > MUTANT_MAX)
			break;
		memmove(s->at + at + piece, s->at + at, rest);
		memcpy(s->at + at, other->at + from, piece);
		s->n += piece;
	}
	}
}

/* Whatever comes, the parts lie in the body, in order, each behind the one before. */
static void no_mutation_reaches_out_of_the_body(void **state)
{
	static struct seed s;
	int taken = 0;
	(void)state;

	load_seeds();
	for (int i = 0; i < MUTATIONS; i++) {
		const struct arena_mark before = arena_mark(&arena);
		struct parts p;
		s = seeds[chance((uint32_t)seed_n)];
		for (uint32_t n = chance(4); n > 0; n--)
			mutate(&s);
		char *exact = malloc(s.n ? s.n : 1); /* a read beyond it is seen by a sanitizer */
		assert_non_null(exact);
		memcpy(exact, s.at, s.n);
		const char *last = exact;
		const err e = multipart_parse(&arena, type, (bytes){ exact, s.n }, &p);
		assert_true(!e || e == ERR_INVALID);
		taken += !e;
		for (size_t k = 0; !e && k < p.n; k++) {
			const char *at = p.at[k].data.at;
			assert_true(at >= last && at + p.at[k].data.n <= exact + s.n);
			last = at + p.at[k].data.n;
		}
		free(exact);
		arena_rewind(&arena, before);
	}
	assert_true(taken > MUTATIONS / 10 && taken < MUTATIONS); /* both ways were gone */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_and_files_are_read),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(limits_are_kept),
		cmocka_unit_test(every_cut_is_refused),
		cmocka_unit_test(no_mutation_reaches_out_of_the_body),
	};
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}

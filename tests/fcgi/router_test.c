/* Which route a path takes, of tables folded into a tree: a word before any, and back where that way does not end. */
#include "../test.h"
#include "../../fcgi/dispatch.h"
#include "../../fcgi/router.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena arena = { .limit = 8 << 20 };

/* clang-format off */
#define GET(where) { .method = METHOD_GET, .path = (where) }
#define POST(where) { .method = METHOD_POST, .path = (where) }
#define PUT(where) { .method = METHOD_PUT, .path = (where) }
#define END { .method = METHOD_NONE }
static const struct route goods[] = {
	GET("/goods"), POST("/goods"), GET("/goods/:id"), PUT("/goods/:number"), GET("/goods/:id/skus/:sku"), END
};
static const struct route acts[] = {
	POST("/goods/sort"), GET("/goods/sort/skus"), POST("/goods/:id/skus"), GET("/:any/of/:all"), GET("/"), END
};
/* clang-format on */
static const struct route *const tables[] = { goods, acts, NULL };

struct way {
	err e;
	const struct route *route;
	struct pairs params;
	const char *allow;
};

static struct way way_in(const struct route *const of[], const char *method, const char *path)
{
	struct way w = { .route = NULL };

	w.e = router_find(&arena, router_fold(&arena, of), method, path, &w.route, &w.params, &w.allow);
	return w;
}

static void leads(const char *method, const char *path, const struct route *to, const char *params)
{
	const struct way w = way_in(tables, method, path);
	char said[100] = "";

	assert_err(w.e, OK);
	assert_string_equal(w.route->path, to->path);
	assert_ptr_equal(w.route, to);
	for (size_t i = 0; i < w.params.n; i++)
		snprintf(said + strlen(said), sizeof said - strlen(said), "%s=%s ", w.params.at[i].name, w.params.at[i].value);
	assert_string_equal(said, params);
}

static void a_path_leads_to_its_route(void **state)
{
	(void)state;
	leads("GET", "/goods", &goods[0], "");
	leads("HEAD", "/goods", &goods[0], "");
	leads("POST", "/goods", &goods[1], "");
	leads("GET", "/goods/7", &goods[2], "id=7 ");
	leads("PUT", "/goods/M7", &goods[3], "number=M7 "); /* each by its own name */
	leads("GET", "/goods/7/skus/红 a", &goods[4], "id=7 sku=红 a ");
	leads("GET", "/", &acts[4], "");
}

static void a_word_goes_before_any_and_back_where_it_does_not_end(void **state)
{
	(void)state;
	leads("POST", "/goods/sort", &acts[0], "");
	leads("GET", "/goods/sort", &goods[2], "id=sort ");
	leads("GET", "/goods/sort/skus", &acts[1], "");
	leads("POST", "/goods/sort/skus", &acts[2], "id=sort ");
	leads("GET", "/goods/sort/skus/3", &goods[4], "id=sort sku=3 ");
	leads("GET", "/goods/of/3", &acts[3], "any=goods all=3 ");
}

static void nothing_is_found_where_nothing_is(void **state)
{
	static const char *const nowhere[] = { "", "goods", "/good", "/goodss", "/goods/7/sku", "/goods/7/skus/3/x", "//goods",
		"/goods/sort/of", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p" };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(nowhere); i++)
		assert_err(way_in(tables, "GET", nowhere[i]).e, ERR_NOT_FOUND);
}

static void another_method_is_told_which_there_are(void **state)
{
	(void)state;
	struct way w = way_in(tables, "DELETE", "/goods");
	assert_err(w.e, ERR_METHOD);
	assert_string_equal(w.allow, "GET, HEAD, POST");
	w = way_in(tables, "DELETE", "/goods/sort"); /* by the word and by any, each once */
	assert_err(w.e, ERR_METHOD);
	assert_string_equal(w.allow, "GET, HEAD, POST, PUT");
	w = way_in(tables, "BREW", "/goods/7");
	assert_err(w.e, ERR_METHOD);
	assert_string_equal(w.allow, "GET, HEAD, PUT");
	assert_err(way_in(tables, "", "/goods/7").e, ERR_METHOD);
}

/* Whether a house with these routes starts. */
static bool starts(const struct route *const of[])
{
	int status = 0;
	const pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		signal(SIGABRT, SIG_DFL);
		if (!freopen("/dev/null", "w", stderr))
			_exit(2);
		router_fold(&arena, of);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_false(WIFEXITED(status) && WEXITSTATUS(status) != 0);
	return WIFEXITED(status);
}

static void two_that_no_request_tells_apart_do_not_start(void **state)
{
	const struct route same[] = { GET("/goods"), END }, other_name[] = { GET("/goods/:number"), END },
			   other_end[] = { GET("/goods/:id/skus/:number/x"), END };
	(void)state;

	assert_true(starts(tables));
	assert_true(starts((const struct route *const[]){ goods, other_end, NULL }));
	assert_false(starts((const struct route *const[]){ goods, same, NULL }));
	assert_false(starts((const struct route *const[]){ goods, other_name, NULL }));
}

/* Each :word is 1. */
static const char *path_of(const struct route *r)
{
	struct text t = { .arena = &arena };

	for (const char *p = r->path; *p;) {
		const size_t name = *p == ':' ? strcspn(p, "/") : 0;
		text_add(&t, name ? "1" : p, 1);
		p += name ? name : 1;
	}
	text_add(&t, "", 1);
	return t.at;
}

static void every_route_of_the_house_is_found(void **state)
{
	const struct router *router = router_fold(&arena, routes);
	const struct route *found;
	struct pairs params;
	const char *allow;
	(void)state;

	for (const struct route *const *table = routes; *table; table++)
		for (const struct route *r = *table; r->method != METHOD_NONE; r++) {
			assert_err(router_find(&arena, router, method_name(r->method), path_of(r), &found, &params, &allow), OK);
			assert_ptr_equal(found, r);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_leads_to_its_route),
		cmocka_unit_test(a_word_goes_before_any_and_back_where_it_does_not_end),
		cmocka_unit_test(nothing_is_found_where_nothing_is),
		cmocka_unit_test(another_method_is_told_which_there_are),
		cmocka_unit_test(two_that_no_request_tells_apart_do_not_start),
		cmocka_unit_test(every_route_of_the_house_is_found),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_reset(&arena);
	return failed;
}

/* ask.h - a request as a client would send it, through dispatch(), and what came back. */
#ifndef TESTS_ASK_H
#define TESTS_ASK_H
#include "../fcgi/dispatch.h"

/* Absent parts are NULL. `as` is the Authorization header. */
struct ask {
	const char *method, *path, *query, *accept, *language, *as, *key, *body;
	const struct settings *settings;
};

/* The reply, its body ended by '\0'. */
struct reply ask_of(struct db *, struct arena *, const struct route *const tables[], struct ask);

/* Signed in, as an Authorization header: one of the two is not 0. The rows must be there. */
const char *ask_session(struct db *, struct arena *, member_id, staff_id);

/* Fails the test, naming the line, unless the reply has that status and its body that part. */
#define assert_says(said, status, part) ask_says((said), (status), (part), __FILE__, __LINE__)
void ask_says(struct reply, int status, const char *part, const char *file, int line);
#endif

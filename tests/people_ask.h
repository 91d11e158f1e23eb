/* people_ask.h - requests through dispatch() over every route, as browsers and API clients send them. */
#ifndef PEOPLE_ASK_H
#define PEOPLE_ASK_H
#include "../fcgi/request.h"
#include "../model/settings.h"

struct ask {
	const char *method, *path, *query, *body;
	const char *token;                   /* sent as Bearer */
	const char *cookies, *csrf, *origin; /* as a browser sends them */
};

extern struct settings people_settings; /* a password costs 1; no rates */

/* The schema made anew, and what the asking works with. */
void people_begin(const char *schema, struct arena *);
struct reply people_ask(struct ask);
#define ASK(...) people_ask((struct ask){ __VA_ARGS__ })
#define POST(...) people_ask((struct ask){ .method = "POST", __VA_ARGS__ })

/* The status, and a part of the body; else the test fails with both. */
#define assert_says(reply, status, part) people_says((reply), (status), (part), __LINE__)
void people_says(struct reply, int status, const char *part, int line);

/* The value of a text field of a JSON reply: the first of that name. */
const char *people_text(struct reply, const char *field);
/* A member with that phone and a session; staff with those permissions (NULL: an owner) and a session. */
const char *people_member(const char *phone);
const char *people_staff(const char *name, const char *permission);
struct db *people_db(void);
#endif

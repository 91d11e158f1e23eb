/* visitor.h - a request, as the flows of signing in see it. */
#ifndef VISITOR_H
#define VISITOR_H
#include "request.h"
#include "../flows/sign_in.h"

/* who: WHO_MEMBER or WHO_STAFF; a session of the other kind is none of this visitor's. */
struct visitor visitor_of(const struct request *, enum who who);
#endif

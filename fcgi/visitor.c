#include "visitor.h"
#include "session.h"

struct visitor visitor_of(const struct request *r, enum who who)
{
	return (struct visitor){
		.db = r->db,
		.arena = r->arena,
		.settings = r->settings,
		.address = r->address,
		.token = r->caller.who == who ? r->caller.token : NULL,
		.guest = who == WHO_MEMBER ? request_cookie(r, GUEST_COOKIE) : NULL,
	};
}

#include "visitor.h"
#include "session.h"
#include "../views/message.h"

struct visitor visitor_of(const struct request *r, enum who who)
{
	const enum locale locale = message_locale(r->accept_language);

	return (struct visitor){
		.db = r->db,
		.arena = r->arena,
		.settings = r->settings,
		.address = r->address,
		.token = r->caller.who == who ? r->caller.token : NULL,
		.guest = who == WHO_MEMBER ? request_cookie(r, GUEST_COOKIE) : NULL,
		.called_by_wechat = message_label(locale, LABEL_OF_WECHAT),
		.called_by_phone = message_label(locale, LABEL_OF_PHONE),
	};
}

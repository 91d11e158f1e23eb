#include "world.h"
#include "../views/message.h"

struct world request_world(const struct request *r)
{
	return (struct world){ r->settings, r->db, r->arena,
		message_label(message_locale(r->settings->shop.locale), LABEL_SENT_BACK) };
}

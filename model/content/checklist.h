/* checklist.h - what a new shop has done already, as its data says. */
#ifndef CHECKLIST_H
#define CHECKLIST_H
#include "../db.h"

struct checklist {
	bool identity, logo, agreements, category, product, staff, paid_order;
	bool wechatpay; /* the caller knows: it is in the settings */
};
SHAPE_DECLARE(checklist_row, struct checklist);
err checklist_read(struct db *, struct checklist *out) MUST_USE;
#endif

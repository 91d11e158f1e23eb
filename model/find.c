#include "find.h"
#include "goods/search.h"
#include "../lib/text.h"
#include <string.h>

static const struct field order_fields[] = {
	FIELD(struct found_order, id),
	FIELD(struct found_order, number),
	FIELD(struct found_order, receiver_name),
	FIELD_ENUM(struct found_order, state, order_state),
	FIELD(struct found_order, pay_amount),
	FIELD(struct found_order, created_at),
};
const struct shape found_order_row = SHAPE(found_order_row, order_fields);

static const struct field product_fields[] = {
	FIELD(struct found_product, id),
	FIELD(struct found_product, title),
	FIELD(struct found_product, image),
	FIELD_ENUM(struct found_product, state, product_state),
	FIELD(struct found_product, price_min),
};
const struct shape found_product_row = SHAPE(found_product_row, product_fields);

static const struct field member_fields[] = {
	FIELD(struct found_member, id),
	FIELD(struct found_member, nickname),
	FIELD(struct found_member, phone),
};
const struct shape found_member_row = SHAPE(found_member_row, member_fields);

/* The number's unique key, from the prefix to what comes after all that begin so. */
DB_QUERY(find_select_orders, found_order_row,
	"SELECT id, number, receiver_name, state, pay_amount, created_at FROM shop_order"
	" WHERE number >= :from AND number < :past ORDER BY number LIMIT :limit");

/* The same by the number of a payment, which a bill of WeChat shows. */
DB_QUERY(find_select_paid, found_order_row,
	"SELECT DISTINCT o.id, o.number, o.receiver_name, o.state, o.pay_amount, o.created_at FROM"
	" (SELECT order_id FROM payment WHERE number >= :from AND number < :past ORDER BY number LIMIT :limit) p"
	" JOIN shop_order o ON o.id = p.order_id ORDER BY o.number");

/* clang-format off */
#define GOODS "SELECT id, title, NULLIF(image, '') AS image, state, price_min FROM "
#define TITLE " title LIKE :like ESCAPE '!'"
DB_QUERY(find_select_products, found_product_row,
	GOODS "product WHERE MATCH (tokens) AGAINST (:match IN BOOLEAN MODE) AND" TITLE " AND state <> 'DELETED' ORDER BY id DESC LIMIT :limit");
DB_QUERY(find_select_products_newest, found_product_row,
	GOODS "(SELECT id, title, image, state, price_min FROM product WHERE state <> 'DELETED' ORDER BY id DESC LIMIT :newest) p"
	" WHERE" TITLE " ORDER BY id DESC LIMIT :limit");

#define MEMBER "(SELECT id, nickname, phone FROM member WHERE "
DB_QUERY(find_select_members, found_member_row,
	"SELECT id, nickname, phone FROM (" MEMBER "phone_index = :text_index) UNION " MEMBER "nickname = :text ORDER BY id DESC LIMIT :limit)) t"
	" ORDER BY id DESC LIMIT :limit");
/* clang-format on */

const struct query *const find_queries[] = { &find_select_orders_query, &find_select_paid_query, &find_select_products_query,
	&find_select_products_newest_query, &find_select_members_query, NULL };

static const int32_t limit = FIND_MAX;

err find_orders(struct db *db, const char *text, struct found_orders *out)
{
	const size_t n = strlen(text);
	const bool paid_by = *text == 'P';

	if (n - paid_by < FIND_DIGITS || strspn(text + paid_by, "0123456789") != n - paid_by) {
		*out = (struct found_orders){ 0 };
		return OK;
	}
	struct text after = { .arena = db_arena(db) };
	text_add(&after, text, n);
	text_add(&after, ":", 2); /* ':' comes next to '9' */
	if (after.failed)
		return ERR_NOMEM;
	const char *from = text, *past = after.at;
	return paid_by ? db_all(db, find_select_paid, out, from, past, limit)
		       : db_all(db, find_select_orders, out, from, past, limit);
}

err find_products(struct db *db, const char *text, struct found_products *out)
{
	const int32_t newest = FIND_NEWEST;
	struct search search;

	TRY(search_parse(db_arena(db), text, &search));
	if (search.match)
		return db_all(db, find_select_products, out, search.match, search.like, limit);
	if (search.like)
		return db_all(db, find_select_products_newest, out, newest, search.like, limit);
	*out = (struct found_products){ 0 };
	return OK;
}

err find_members(struct db *db, const char *text, struct found_members *out)
{
	return db_all(db, find_select_members, out, text, limit);
}

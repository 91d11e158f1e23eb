#include "cart.h"
#include "../ids.h"

CART_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct cart_line, sku_id),
	FIELD(struct cart_line, product_id),
	FIELD(struct cart_line, title),
	FIELD(struct cart_line, options),
	FIELD(struct cart_line, image),
	FIELD(struct cart_line, price),
	FIELD(struct cart_line, quantity),
	FIELD(struct cart_line, stock),
	FIELD(struct cart_line, minimum),
	FIELD(struct cart_line, purchase_max),
	FIELD(struct cart_line, selected),
	FIELD(struct cart_line, on_sale),
};
const struct shape cart_line_row = SHAPE(cart_line_row, row);

/* The cart of its owner: one of the two is NULL and finds nothing. */
#define OWNED "(SELECT id FROM cart WHERE member_id = NULLIF(:member, 0) OR guest_hash = :guest_hash)"

DB_QUERY(cart_select, cart_line_row,
	"SELECT l.sku_id, s.product_id, p.title,"
	"  CONCAT_WS(' / ', NULLIF(s.value1, ''), NULLIF(s.value2, ''), NULLIF(s.value3, '')) AS options,"
	"  COALESCE(s.image, p.image) AS image, s.price, l.quantity, s.stock, p.minimum, p.purchase_max, l.selected,"
	"  s.state = 'ACTIVE' AND p.state = 'ON_SALE' AS on_sale"
	"  FROM cart_line l JOIN sku s ON s.id = l.sku_id JOIN product p ON p.id = s.product_id"
	" WHERE l.cart_id = " OWNED " ORDER BY l.added_at DESC, l.sku_id DESC");

DB_QUERY(cart_select_wishes, wish_row,
	"SELECT l.sku_id, l.quantity FROM cart_line l JOIN sku s ON s.id = l.sku_id JOIN product p ON p.id = s.product_id"
	" WHERE l.cart_id = " OWNED " AND l.selected = 1 AND s.state = 'ACTIVE' AND p.state = 'ON_SALE' ORDER BY l.sku_id");

/* LAST_INSERT_ID(id) tells the id of a row that was there; writing it locks the cart for its changes. */
DB_COMMAND(cart_open,
	"INSERT INTO cart (member_id, guest_hash, updated_at) VALUES (NULLIF(:member, 0), :guest_hash, NOW(3))"
	" ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), updated_at = NOW(3)");

/* One row when it is new, two when there was one: so the server counts. */
DB_COMMAND(cart_line_add,
	"INSERT INTO cart_line (cart_id, sku_id, quantity, selected, added_at)"
	" SELECT :cart, s.id, :quantity, 1, NOW(3) FROM sku s JOIN product p ON p.id = s.product_id"
	"  WHERE s.id = :sku_id AND s.state = 'ACTIVE' AND p.state = 'ON_SALE'"
	" ON DUPLICATE KEY UPDATE quantity = cart_line.quantity + :quantity, added_at = NOW(3)");

DB_COMMAND(cart_count_up, "UPDATE cart SET line_count = line_count + 1 WHERE id = :cart AND line_count < 200");

DB_COMMAND(cart_line_set,
	"UPDATE cart_line SET quantity = :quantity, selected = :selected WHERE cart_id = " OWNED " AND sku_id = :sku");

DB_COMMAND(cart_line_select_all, "UPDATE cart_line SET selected = :selected WHERE cart_id = " OWNED);

DB_COMMAND(cart_line_delete, "DELETE FROM cart_line WHERE cart_id = " OWNED " AND sku_id = :sku");

/* By their numbers: a DELETE that joins the goods locks them, in the order of the cart. */
DB_COMMAND(cart_line_delete_bought,
	"DELETE FROM cart_line WHERE cart_id = (SELECT id FROM cart WHERE member_id = :member) AND sku_id IN " IDS_IN);

DB_COMMAND(cart_count,
	"UPDATE cart SET line_count = (SELECT COUNT(*) FROM cart_line l WHERE l.cart_id = cart.id), updated_at = NOW(3)"
	" WHERE member_id = NULLIF(:member, 0) OR guest_hash = :guest_hash");

/* clang-format off */
DB_COMMAND(cart_lock, "UPDATE cart SET updated_at = NOW(3) WHERE member_id = NULLIF(:member, 0) OR guest_hash = :guest_hash");
/* clang-format on */

DB_COMMAND(cart_line_add_up,
	"UPDATE cart_line mine JOIN cart_line theirs ON theirs.sku_id = mine.sku_id JOIN cart c ON c.id = theirs.cart_id"
	" SET mine.quantity = LEAST(9999, mine.quantity + theirs.quantity)"
	" WHERE mine.cart_id = :cart AND c.guest_hash = :guest_hash");

DB_COMMAND(cart_line_move,
	"INSERT INTO cart_line (cart_id, sku_id, quantity, selected, added_at)"
	" SELECT :cart, t.sku_id, t.quantity, t.selected, t.added_at FROM"
	"  (SELECT l.sku_id, l.quantity, l.selected, l.added_at, ROW_NUMBER() OVER (ORDER BY l.added_at DESC) AS n"
	"     FROM cart_line l JOIN cart c ON c.id = l.cart_id WHERE c.guest_hash = :guest_hash"
	"      AND NOT EXISTS (SELECT 1 FROM cart_line o WHERE o.cart_id = :cart AND o.sku_id = l.sku_id)) t"
	"  WHERE t.n + (SELECT COUNT(*) FROM cart_line h WHERE h.cart_id = :cart) <= 200");

DB_COMMAND(cart_line_delete_guest, "DELETE l FROM cart_line l JOIN cart c ON c.id = l.cart_id WHERE c.guest_hash = :guest_hash");

const struct query *const cart_queries[] = { &cart_select_query, &cart_select_wishes_query, &cart_open_query, &cart_line_add_query,
	&cart_count_up_query, &cart_line_set_query, &cart_line_select_all_query, &cart_line_delete_query,
	&cart_line_delete_bought_query, &cart_count_query, &cart_lock_query, &cart_line_add_up_query, &cart_line_move_query,
	&cart_line_delete_guest_query, NULL };

err cart_lines_of(struct db *db, struct cart_owner owner, struct cart_lines *out)
{
	return db_all(db, cart_select, out, owner.member, owner.guest);
}

err cart_selected(struct db *db, struct cart_owner owner, struct wishes *out)
{
	return db_all(db, cart_select_wishes, out, owner.member, owner.guest);
}

err cart_add(struct tx *tx, struct cart_owner owner, const struct wish *wish)
{
	TRY(db_exec(tx, cart_open, owner.member, owner.guest));
	const int64_t cart = db_last_id(tx);
	TRY(db_exec(tx, cart_line_add, cart, wish->sku_id, wish->quantity));
	if (db_changed(tx) == 0)
		return ERR_NOT_FOUND;
	if (db_changed(tx) > 1)
		return OK;
	TRY(db_exec(tx, cart_count_up, cart));
	return db_changed(tx) == 1 ? OK : CART_FULL;
}

err cart_set(struct tx *tx, struct cart_owner owner, int64_t sku, int32_t quantity, bool selected)
{
	TRY(db_exec(tx, cart_line_set, owner.member, owner.guest, sku, quantity, selected));
	return db_changed(tx) == 1 ? OK : ERR_NOT_FOUND;
}

/* The cart is locked before its lines, as everywhere. */
err cart_remove(struct tx *tx, struct cart_owner owner, int64_t sku)
{
	TRY(db_exec(tx, cart_lock, owner.member, owner.guest));
	TRY(db_exec(tx, cart_line_delete, owner.member, owner.guest, sku));
	if (db_changed(tx) == 0)
		return ERR_NOT_FOUND;
	return db_exec(tx, cart_count, owner.member, owner.guest);
}

err cart_select_all(struct tx *tx, struct cart_owner owner, bool selected)
{
	return db_exec(tx, cart_line_select_all, owner.member, owner.guest, selected);
}

err cart_take(struct tx *tx, member_id member, struct wishes *out)
{
	const struct cart_owner owner = { .member = member };

	TRY(db_exec(tx, cart_lock, owner.member, owner.guest));
	return cart_selected(db_of(tx), owner, out);
}

static err delete_some(struct tx *tx, member_id member, const struct wish *bought, size_t n)
{
	int64_t id[IDS_AT_ONCE];

	for (size_t i = 0; i < n; i++)
		id[i] = bought[i].sku_id;
	const struct ids ids = ids_of(id, n);
	return db_exec_from(tx, cart_line_delete_bought, ids_row, &ids, member);
}

err cart_remove_bought(struct tx *tx, member_id member, const struct wishes *bought)
{
	const char *guest = NULL;

	for (size_t from = 0; from < bought->n; from += IDS_AT_ONCE)
		TRY(delete_some(tx, member, bought->at + from, bought->n - from < IDS_AT_ONCE ? bought->n - from : IDS_AT_ONCE));
	return db_exec(tx, cart_count, member, guest);
}

err cart_merge(struct tx *tx, const char *guest, member_id member)
{
	const struct cart_owner mine = { .member = member }, theirs = { .guest = guest };

	TRY(db_exec(tx, cart_open, mine.member, mine.guest));
	const int64_t cart = db_last_id(tx);
	TRY(db_exec(tx, cart_line_add_up, cart, guest));
	TRY(db_exec(tx, cart_line_move, cart, guest));
	TRY(db_exec(tx, cart_line_delete_guest, guest));
	TRY(db_exec(tx, cart_count, theirs.member, theirs.guest));
	return db_exec(tx, cart_count, mine.member, mine.guest);
}

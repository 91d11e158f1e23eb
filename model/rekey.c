#include "rekey.h"

enum { ROWS_AT_ONCE = 100 };

/* stored: the phone as it lies there, by which the row is known again. */
struct personal {
	int64_t id;
	sealed name, phone, detail;
	bytes stored;
};
struct personal_list {
	struct personal *at;
	size_t n;
};
SHAPE_DECLARE(rekey_row, struct personal);
static const struct field row[] = {
	FIELD(struct personal, id),
	FIELD(struct personal, name),
	FIELD(struct personal, phone),
	FIELD(struct personal, detail),
	FIELD(struct personal, stored),
};
const struct shape rekey_row = SHAPE(rekey_row, row);

/* Whatever of a row lies under another key: whoever wrote it may have written a part of it. */
#define OLD_MEMBER "ORD(phone) <> :current"
#define OLD_ADDRESS "(ORD(name) <> :current OR ORD(phone) <> :current OR ORD(detail) <> :current)"
#define OLD_ORDER "(ORD(receiver_name) <> :current OR ORD(receiver_phone) <> :current OR ORD(address) <> :current)"
#define NEXT(old) " WHERE id > :after AND " old " ORDER BY id LIMIT :limit"

DB_QUERY(rekey_select_member, rekey_row,
	"SELECT id, CAST(NULL AS BINARY) AS name, phone, CAST(NULL AS BINARY) AS detail, phone AS stored FROM member" NEXT(
		OLD_MEMBER));
DB_QUERY(rekey_select_address, rekey_row, "SELECT id, name, phone, detail, phone AS stored FROM address" NEXT(OLD_ADDRESS));
DB_QUERY(rekey_select_order, rekey_row,
	"SELECT id, receiver_name AS name, receiver_phone AS phone, address AS detail, receiver_phone AS stored FROM shop_order" NEXT(
		OLD_ORDER));

DB_COMMAND(rekey_update_member, "UPDATE member SET phone = :phone, phone_index = :phone_index WHERE id = :id AND phone = :stored");
DB_COMMAND(rekey_update_address,
	"UPDATE address SET name = :name, phone = :phone, phone_index = :phone_index, detail = :detail"
	" WHERE id = :id AND phone = :stored");
DB_COMMAND(rekey_update_order,
	"UPDATE shop_order SET receiver_name = :name, receiver_phone = :phone, receiver_phone_index = :phone_index, address = :detail"
	" WHERE id = :id AND receiver_phone = :stored");

struct left {
	int64_t n;
};
SHAPE_DECLARE(rekey_left_row, struct left);
static const struct field left_fields[] = { FIELD(struct left, n) };
const struct shape rekey_left_row = SHAPE(rekey_left_row, left_fields);

#define LEFT(table, old) "SELECT COUNT(*) AS n FROM " table " WHERE " old
DB_QUERY(rekey_left_member, rekey_left_row, LEFT("member", OLD_MEMBER));
DB_QUERY(rekey_left_address, rekey_left_row, LEFT("address", OLD_ADDRESS));
DB_QUERY(rekey_left_order, rekey_left_row, LEFT("shop_order", OLD_ORDER));
DB_QUERY(rekey_left_answers, rekey_left_row, "SELECT COUNT(*) AS n FROM idempotency WHERE ORD(body) <> :current");

const struct query *const rekey_queries[] = { &rekey_select_member_query, &rekey_select_address_query, &rekey_select_order_query,
	&rekey_update_member_query, &rekey_update_address_query, &rekey_update_order_query, &rekey_left_member_query,
	&rekey_left_address_query, &rekey_left_order_query, &rekey_left_answers_query, NULL };

const struct rekey_table rekey_tables[] = {
	{ "member", &rekey_select_member_query, &rekey_update_member_query, &rekey_left_member_query },
	{ "address", &rekey_select_address_query, &rekey_update_address_query, &rekey_left_address_query },
	{ "shop_order", &rekey_select_order_query, &rekey_update_order_query, &rekey_left_order_query },
	{ .name = NULL },
};

struct batch {
	const struct rekey_table *table;
	const struct personal_list *rows;
	int32_t done;
};

static err write_batch(struct tx *tx, void *arg)
{
	struct batch *b = arg;

	b->done = 0;
	for (size_t i = 0; i < b->rows->n; i++) {
		TRY(db_exec_args(tx, b->table->update, &rekey_row, &b->rows->at[i], DB_ARGS()));
		b->done += (int32_t)db_changed(tx);
	}
	return OK;
}

err rekey_some(struct db *db, const struct rekey_table *table, int64_t *after, int32_t *done, bool *more)
{
	const int32_t current = db_key_id(db), limit = ROWS_AT_ONCE;
	const struct db_arg args[] = { { "after", KIND_INT64, NULL, after }, DB_ARG(current) DB_ARG(limit){ .name = NULL } };
	struct personal_list rows;
	struct batch batch = { .table = table, .rows = &rows };

	TRY(db_all_with(db, table->select, ROWS_OF(struct personal, &rows), NULL, NULL, args));
	TRY(db_tx(db, write_batch, &batch));
	if (rows.n)
		*after = rows.at[rows.n - 1].id;
	*done = batch.done;
	*more = rows.n == ROWS_AT_ONCE;
	return OK;
}

static err count(struct db *db, const struct query *query, int64_t *out)
{
	const int32_t current = db_key_id(db);
	struct left left;

	TRY(db_one_with(db, query, &left, NULL, NULL, DB_ARGS(current)));
	*out = left.n;
	return OK;
}

err rekey_left(struct db *db, const struct rekey_table *table, int64_t *out) { return count(db, table->left, out); }

err rekey_answers_left(struct db *db, int64_t *out) { return count(db, &rekey_left_answers_query, out); }

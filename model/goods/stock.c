#include "stock.h"
#include "../../lib/must.h"
#include "../../lib/problem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WORDS_DEFINE(stock_kind, STOCK_KINDS);
STOCK_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct stock_movement, id),
	FIELD(struct stock_movement, sku_id),
	FIELD_ENUM(struct stock_movement, kind, stock_kind),
	FIELD(struct stock_movement, quantity),
	FIELD(struct stock_movement, after),
	FIELD(struct stock_movement, reference),
	FIELD(struct stock_movement, note),
	FIELD(struct stock_movement, staff_id),
	FIELD(struct stock_movement, created_at),
};
const struct shape stock_movement_row = SHAPE(stock_movement_row, row);

/* A reference is kept as ASCII. */
static void check_adjustment(const void *form, struct problem *problem)
{
	const struct stock_adjustment *a = form;

	if (a->delta == 0)
		problem_add(problem, "delta", SAY_REQUIRED);
	for (const char *p = a->reference; p && *p; p++)
		if (*p < 0x21 || *p > 0x7E) {
			problem_add(problem, "reference", SAY_TEXT);
			return;
		}
}

static const struct field adjustment_form[] = {
	FIELD(struct stock_adjustment, delta, .min = -1000000, .max = 1000000),
	FIELD(struct stock_adjustment, note, .min = 1, .max = 200),
	FIELD(struct stock_adjustment, reference, .min = 1, .max = 40, .optional = true),
};
const struct shape stock_adjustment_form = SHAPE(stock_adjustment_form, adjustment_form, .check = check_adjustment);

struct stock_count { int64_t n; };
SHAPE_DECLARE(stock_count_row, struct stock_count);
static const struct field count_row[] = { FIELD(struct stock_count, n) };
const struct shape stock_count_row = SHAPE(stock_count_row, count_row);

/* LAST_INSERT_ID tells what is left without a statement more: the rows of a submit are hot. */
DB_COMMAND(stock_decrement,
	"UPDATE sku SET stock = LAST_INSERT_ID(stock - :quantity) WHERE id = :sku AND stock >= :quantity AND state = 'ACTIVE'");

DB_COMMAND(stock_add,
	"UPDATE sku SET stock = LAST_INSERT_ID(stock + :quantity) WHERE id = :sku AND stock + :quantity BETWEEN 0 AND 2000000000");

DB_QUERY(stock_select_sku, stock_count_row, "SELECT id AS n FROM sku WHERE id = :sku");

DB_COMMAND(stock_movement_insert,
	"INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, staff_id, note, created_at)"
	" VALUES (:sku, :kind, :quantity, :after, :reference, NULLIF(:id, 0), :note, NOW(3))");

/* Two SKUs of one product may become empty at once, in two transactions: the second waits here, and
 * the statement after this one then sees what the first has committed, whenever a server evaluates
 * the subquery in it. */
DB_QUERY(stock_product_lock, stock_count_row, "SELECT p.id AS n FROM sku s JOIN product p ON p.id = s.product_id WHERE s.id = :sku FOR UPDATE");

DB_COMMAND(stock_product_note,
	"UPDATE product SET in_stock = EXISTS (SELECT 1 FROM sku WHERE product_id = :product AND state = 'ACTIVE' AND stock > 0)"
	" WHERE id = :product");

#define MOVEMENT "id, sku_id, kind, quantity, after, reference, note, staff_id, created_at"
DB_QUERY(stock_movement_find, stock_movement_row,
	"SELECT " MOVEMENT " FROM stock_movement WHERE sku_id = :sku AND kind = 'ADJUST' AND reference = :reference");

DB_QUERY(stock_movement_page, stock_movement_row,
	"SELECT " MOVEMENT " FROM stock_movement WHERE sku_id = :sku ORDER BY id DESC LIMIT :from_row, :page_size");

DB_QUERY(stock_movement_count, stock_count_row, "SELECT COUNT(*) AS n FROM stock_movement WHERE sku_id = :sku");

const struct query *const stock_queries[] = {
	&stock_decrement_query, &stock_add_query, &stock_select_sku_query, &stock_movement_insert_query,
	&stock_product_lock_query, &stock_product_note_query, &stock_movement_find_query, &stock_movement_page_query,
	&stock_movement_count_query, NULL
};

struct change { enum stock_kind kind; int32_t quantity; const char *reference, *note; staff_id staff; };

/* After the SKU's row was changed, and so is locked. */
static err write_movement(struct tx *tx, int64_t sku, const struct change *c, int64_t after)
{
	const char *kind = stock_kind_words.at[c->kind];

	return db_exec(tx, stock_movement_insert, sku, kind, c->quantity, after, c->reference, c->staff.id, c->note);
}

static err note_change(struct tx *tx, int64_t sku, const struct change *c, int64_t after)
{
	struct stock_count locked;

	TRY(write_movement(tx, sku, c, after));
	if (after != 0 && after != c->quantity)
		return OK;                              /* neither became empty nor stopped being so */
	TRY(db_one(db_of(tx), stock_product_lock, &locked, sku));
	const int64_t product = locked.n;
	return db_exec(tx, stock_product_note, product);
}

err stock_take(struct tx *tx, int64_t sku, int32_t quantity, const char *reference)
{
	must(quantity > 0);
	TRY(db_exec(tx, stock_decrement, sku, quantity));
	if (db_changed(tx) == 0)
		return STOCK_SOLD_OUT;
	return note_change(tx, sku, &(struct change){ STOCK_SALE, -quantity, reference, "", { 0 } }, db_last_id(tx));
}

static err add(struct tx *tx, int64_t sku, const struct change *c)
{
	struct stock_count unread;

	TRY(db_exec(tx, stock_add, sku, c->quantity));
	if (db_changed(tx) == 1)
		return note_change(tx, sku, c, db_last_id(tx));
	TRY(db_one(db_of(tx), stock_select_sku, &unread, sku));
	return STOCK_SOLD_OUT;
}

err stock_return(struct tx *tx, int64_t sku, int32_t quantity, const char *reference)
{
	must(quantity > 0);
	return add(tx, sku, &(struct change){ STOCK_RETURN, quantity, reference, "", { 0 } });
}

err stock_begin(struct tx *tx, int64_t sku, int32_t quantity)
{
	must(quantity >= 0);
	if (quantity == 0)
		return OK;
	TRY(db_exec(tx, stock_add, sku, quantity));
	return write_movement(tx, sku, &(struct change){ STOCK_INITIAL, quantity, "initial", "", { 0 } }, db_last_id(tx));
}

err stock_adjust(struct tx *tx, int64_t sku, const struct stock_adjustment *a, staff_id staff, struct stock_movement *out)
{
	char made_up[40];

	snprintf(made_up, sizeof made_up, "adjust-%08x%08x", arc4random(), arc4random());
	const char *reference = a->reference ? a->reference : made_up;
	TRY(add(tx, sku, &(struct change){ STOCK_ADJUST, a->delta, reference, a->note, staff }));
	return db_one(db_of(tx), stock_movement_find, out, sku, reference);
}

err stock_movements_page(struct db *db, int64_t sku, int32_t page, int32_t page_size, struct stock_movements *out, int64_t *total)
{
	struct stock_count count, unread;
	struct stock_movements list;
	const int64_t from_row = (int64_t)(page - 1) * page_size;

	TRY(db_one(db, stock_select_sku, &unread, sku));
	TRY(db_one(db, stock_movement_count, &count, sku));
	TRY(db_all(db, stock_movement_page, &list, sku, from_row, page_size));
	*out = list;
	*total = count.n;
	return OK;
}

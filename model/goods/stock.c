#include "stock.h"
#include "../limit.h"
#include "../ids.h"
#include "../../lib/must.h"
#include "../../lib/problem.h"
#include "../../lib/text.h"
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
	FIELD(struct stock_movement, staff_name),
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

struct stock_count {
	int64_t n;
};
struct stock_counts {
	struct stock_count *at;
	size_t n;
};
SHAPE_DECLARE(stock_count_row, struct stock_count);
static const struct field count_row[] = { FIELD(struct stock_count, n) };
const struct shape stock_count_row = SHAPE(stock_count_row, count_row);

/* Some lines by one statement, on the primary key and so in ascending order. The server tells
 * LAST_INSERT_ID only when some SKU came to be empty or stopped being so: else nobody need ask. */
#define DELTA IDS_VALUE(":lines", "id", "")
#define SHIFT \
	"UPDATE sku FORCE INDEX (PRIMARY) SET stock = stock + " DELTA " + IF(stock IN (0, -" DELTA "), 0 * LAST_INSERT_ID(1), 0)" \
	" WHERE id IN " IDS_IN " AND stock + " DELTA " BETWEEN 0 AND 2000000000"
DB_COMMAND(stock_decrement, SHIFT " AND state = 'ACTIVE'");
DB_COMMAND(stock_add, SHIFT);

DB_QUERY(stock_select_sku, stock_count_row, "SELECT id AS n FROM sku WHERE id = :sku");

/* After the SKUs were changed, and so are locked. */
DB_COMMAND(stock_movement_insert,
	"INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, staff_id, note, created_at)"
	" SELECT id, :kind, " DELTA ", stock, :reference, NULLIF(:staff, 0), :note, NOW(3)"
	"  FROM sku FORCE INDEX (PRIMARY) WHERE id IN " IDS_IN " ORDER BY id");

DB_QUERY(stock_select_turned, stock_count_row,
	"SELECT DISTINCT product_id AS n FROM sku WHERE id IN " IDS_IN " AND stock IN (0, " DELTA
	") ORDER BY product_id LIMIT " LIMIT_TEXT(IDS_AT_ONCE));

/* Two SKUs of one product may become empty at once, in two transactions: the second waits here, and
 * the statement after this one then sees what the first has committed, whenever a server evaluates
 * the subquery in it. */
DB_QUERY(stock_product_lock, stock_count_row, "SELECT id AS n FROM product WHERE id = :product FOR UPDATE");

DB_COMMAND(stock_product_note,
	"UPDATE product SET in_stock = EXISTS (SELECT 1 FROM sku WHERE product_id = :product AND state = 'ACTIVE' AND stock > 0)"
	" WHERE id = :product");

#define MOVEMENTS \
	"SELECT v.id, v.sku_id, v.kind, v.quantity, v.after, v.reference, v.note, v.staff_id, s.display_name AS staff_name, v.created_at" \
	" FROM stock_movement v LEFT JOIN staff s ON s.id = v.staff_id"
DB_QUERY(stock_movement_find, stock_movement_row,
	MOVEMENTS " WHERE v.sku_id = :sku AND v.kind = 'ADJUST' AND v.reference = :reference");

DB_QUERY(
	stock_movement_page, stock_movement_row, MOVEMENTS " WHERE v.sku_id = :sku ORDER BY v.id DESC LIMIT :from_row, :page_size");

DB_QUERY(stock_movement_count, counted_row, COUNTED(" FROM stock_movement WHERE sku_id = :sku"));

const struct query *const stock_queries[] = { &stock_decrement_query, &stock_add_query, &stock_select_sku_query,
	&stock_movement_insert_query, &stock_select_turned_query, &stock_product_lock_query, &stock_product_note_query,
	&stock_movement_find_query, &stock_movement_page_query, &stock_movement_count_query, NULL };

struct change {
	enum stock_kind kind;
	const char *reference, *note;
	staff_id staff;
};

/* {"7":-2,"9":-1}, and the same SKUs as a list; the lock order is everybody's. */
struct part {
	struct ids ids;
	const char *lines;
};

static err list_part(struct arena *arena, const struct stock_line *line, size_t n, int sign, struct part *out)
{
	struct text text = { .arena = arena };
	int64_t id[IDS_AT_ONCE];

	for (size_t i = 0; i < n; i++) {
		must(i == 0 || id[i - 1] < line[i].sku_id);
		id[i] = line[i].sku_id;
		text_puts(&text, i ? ",\"" : "{\"");
		text_int(&text, id[i]);
		text_puts(&text, "\":");
		text_int(&text, (int64_t)sign * line[i].quantity);
	}
	text_add(&text, "}", 2);
	*out = (struct part){ ids_of(id, n), text.at };
	return text.failed ? ERR_NOMEM : OK;
}

/* Their products, in ascending order too. */
static err note_turned(struct tx *tx, const struct part *part)
{
	struct stock_counts products;
	struct stock_count locked;

	TRY(db_all_from(db_of(tx), stock_select_turned, &products, ids_row, &part->ids, part->lines));
	for (size_t i = 0; i < products.n; i++) {
		const int64_t product = products.at[i].n;
		TRY(db_one(db_of(tx), stock_product_lock, &locked, product));
		TRY(db_exec(tx, stock_product_note, product));
	}
	return OK;
}

static err shift_part(struct tx *tx, const struct part *part, size_t n, const struct change *c, bool *turned)
{
	const char *kind = stock_kind_words.at[c->kind];
	const int64_t staff = c->staff.id;

	if (c->kind == STOCK_SALE)
		TRY(db_exec_from(tx, stock_decrement, ids_row, &part->ids, part->lines));
	else
		TRY(db_exec_from(tx, stock_add, ids_row, &part->ids, part->lines));
	*turned = db_last_id(tx) != 0;
	if (db_changed(tx) != (int64_t)n)
		return STOCK_SOLD_OUT;
	TRY(db_exec_from(tx, stock_movement_insert, ids_row, &part->ids, part->lines, kind, c->reference, staff, c->note));
	must(db_changed(tx) == (int64_t)n);
	return OK;
}

/* All or none: whoever gets STOCK_SOLD_OUT rolls back what the others gave. Products come after all SKUs;
 * who creates a SKU derives its product himself. */
static err shift(struct tx *tx, const struct stock_lines *list, int sign, const struct change *c)
{
	const size_t parts = (list->n + IDS_AT_ONCE - 1) / IDS_AT_ONCE;
	struct part *part = ARENA_NEW(db_arena(db_of(tx)), struct part, parts);
	bool *turned = ARENA_NEW(db_arena(db_of(tx)), bool, parts);

	must(list->n > 0);
	if (!part || !turned)
		return ERR_NOMEM;
	for (size_t i = 0, from = 0; i < parts; i++, from += IDS_AT_ONCE) {
		const size_t n = list->n - from < IDS_AT_ONCE ? list->n - from : IDS_AT_ONCE;
		must(from == 0 || list->at[from - 1].sku_id < list->at[from].sku_id);
		TRY(list_part(db_arena(db_of(tx)), list->at + from, n, sign, &part[i]));
		TRY(shift_part(tx, &part[i], n, c, &turned[i]));
	}
	for (size_t i = 0; i < parts; i++)
		if (turned[i] && c->kind != STOCK_INITIAL)
			TRY(note_turned(tx, &part[i]));
	return OK;
}

static bool all_positive(const struct stock_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		if (lines->at[i].quantity <= 0)
			return false;
	return true;
}

err stock_take(struct tx *tx, const struct stock_lines *lines, const char *reference)
{
	must(all_positive(lines));
	return shift(tx, lines, -1, &(struct change){ STOCK_SALE, reference, "", { 0 } });
}

err stock_return(struct tx *tx, const struct stock_lines *lines, const char *reference)
{
	must(all_positive(lines));
	return shift(tx, lines, 1, &(struct change){ STOCK_RETURN, reference, "", { 0 } });
}

err stock_begin(struct tx *tx, int64_t sku, int32_t quantity)
{
	const struct stock_lines one = { &(struct stock_line){ sku, quantity }, 1 };

	must(quantity >= 0);
	return quantity ? shift(tx, &one, 1, &(struct change){ STOCK_INITIAL, "initial", "", { 0 } }) : OK;
}

err stock_adjust(struct tx *tx, int64_t sku, const struct stock_adjustment *a, staff_id staff, struct stock_movement *out)
{
	char made_up[40];
	struct stock_count known;

	snprintf(made_up, sizeof made_up, "adjust-%08x%08x", arc4random(), arc4random());
	const char *reference = a->reference ? a->reference : made_up;
	const struct stock_lines one = { &(struct stock_line){ sku, a->delta }, 1 };
	const err e = shift(tx, &one, 1, &(struct change){ STOCK_ADJUST, reference, a->note, staff });
	if (e == STOCK_SOLD_OUT) /* or there is no such SKU */
		TRY(db_one(db_of(tx), stock_select_sku, &known, sku));
	TRY(e);
	return db_one(db_of(tx), stock_movement_find, out, sku, reference);
}

err stock_movements_page(struct db *db, int64_t sku, int32_t page, int32_t page_size, struct stock_movements *out, int64_t *total)
{
	struct stock_count known;
	struct counted count;
	struct stock_movements list;
	const int64_t from_row = (int64_t)(page - 1) * page_size;

	TRY(db_one(db, stock_select_sku, &known, sku));
	TRY(db_one(db, stock_movement_count, &count, sku));
	TRY(db_all(db, stock_movement_page, &list, sku, from_row, page_size));
	*out = list;
	*total = count.total;
	return OK;
}

#include "product.h"
#include "brand.h"
#include "category.h"
#include "product_lines.h"
#include "../media/use.h"
#include "search.h"
#include "../../lib/html.h"

WORDS_DEFINE(product_state, PRODUCT_STATES);
PRODUCT_ERRORS(ERR_DEFINE)

static const struct field row[] = {
	FIELD(struct product, id),
	FIELD(struct product, category_id),
	FIELD(struct product, brand_id),
	FIELD(struct product, brand_name),
	FIELD(struct product, category_path),
	FIELD(struct product, title),
	FIELD(struct product, subtitle),
	FIELD(struct product, image),
	FIELD(struct product, gallery),
	FIELD(struct product, video),
	FIELD(struct product, tag_lines),
	FIELD(struct product, parameter_lines),
	FIELD(struct product, detail),
	FIELD(struct product, unit),
	FIELD_ENUM(struct product, state, product_state),
	FIELD(struct product, option1),
	FIELD(struct product, option2),
	FIELD(struct product, option3),
	FIELD(struct product, price_min),
	FIELD(struct product, price_max),
	FIELD(struct product, list_price),
	FIELD(struct product, sales),
	FIELD(struct product, in_stock),
	FIELD(struct product, minimum),
	FIELD(struct product, purchase_max),
	FIELD(struct product, created_at),
	FIELD(struct product, updated_at),
	FIELD(struct product, on_sale_at),
	FIELD(struct product, version),
};
const struct shape product_row = SHAPE(product_row, row);

#define SELECT \
	"SELECT id, category_id, brand_id, (SELECT b.name FROM brand b WHERE b.id = product.brand_id AND b.state = 'ACTIVE') AS brand_name," \
	" (SELECT CONCAT_WS(' / ', top.name, above.name, c.name) FROM category c LEFT JOIN category above ON above.id = c.parent_id" \
	" LEFT JOIN category top ON top.id = above.parent_id WHERE c.id = product.category_id) AS category_path," \
	" title, subtitle, NULLIF(image, '') AS image, images AS gallery, NULLIF(video, '') AS video, tags AS tag_lines," \
	" parameters AS parameter_lines, detail, unit, state, option1, option2," \
	" option3, price_min, price_max, list_price, sales, in_stock, minimum, purchase_max, created_at, updated_at, on_sale_at, version" \
	"  FROM product WHERE id = :product"
DB_QUERY(product_select, product_row, SELECT);
DB_QUERY(product_select_on_sale, product_row, SELECT " AND state = 'ON_SALE'");

DB_COMMAND(product_insert,
	"INSERT INTO product (category_id, brand_id, title, subtitle, image, images, video, tags, parameters, detail, unit, state, option1, option2, option3,"
	" minimum, purchase_max, tokens, created_at, updated_at)"
	" VALUES (:category_id, :brand_id, :title, COALESCE(:subtitle, ''), :image, :gallery, COALESCE(:video, ''), :tag_lines, :parameter_lines,"
	" :detail, COALESCE(:unit, ''), 'DRAFT',"
	" NULLIF(:option1, ''), NULLIF(:option2, ''), NULLIF(:option3, ''), :minimum, :purchase_max, :tokens, NOW(3), NOW(3))");

DB_COMMAND(product_change,
	"UPDATE product SET category_id = :category_id, brand_id = :brand_id, title = :title, subtitle = COALESCE(:subtitle, ''), image = :image,"
	" images = :gallery, video = COALESCE(:video, ''), tags = :tag_lines, parameters = :parameter_lines, detail = :detail,"
	" unit = COALESCE(:unit, ''), option1 = NULLIF(:option1, ''),"
	" option2 = NULLIF(:option2, ''), option3 = NULLIF(:option3, ''), minimum = :minimum, purchase_max = :purchase_max,"
	" tokens = :tokens, updated_at = NOW(3), version = version + 1"
	" WHERE id = :product AND version = :version AND state <> 'DELETED'");

#define OF_ACTIVE " FROM sku WHERE product_id = :product AND state = 'ACTIVE'"
DB_COMMAND(product_derive,
	"UPDATE product SET price_min = COALESCE((SELECT MIN(price)" OF_ACTIVE "), 0),"
	" price_max = COALESCE((SELECT MAX(price)" OF_ACTIVE "), 0),"
	" list_price = (SELECT list_price" OF_ACTIVE " ORDER BY price, id LIMIT 1),"
	" in_stock = EXISTS (SELECT 1" OF_ACTIVE " AND stock > 0)"
	" WHERE id = :product");

DB_COMMAND(product_to_on_sale,
	"UPDATE product SET state = 'ON_SALE', on_sale_at = NOW(3), updated_at = NOW(3)"
	" WHERE id = :product AND state IN ('DRAFT', 'OFF_SALE') AND EXISTS (SELECT 1" OF_ACTIVE ")");

DB_COMMAND(product_tag_clear, "DELETE FROM product_tag WHERE product_id = :product");
DB_COMMAND(product_tag_insert, "INSERT INTO product_tag (product_id, word) VALUES (:product, :word)");

#define MOVE(to) "UPDATE product SET state = '" to "', updated_at = NOW(3) WHERE id = :product AND state "
DB_COMMAND(product_to_off_sale, MOVE("OFF_SALE") "= 'ON_SALE'");
DB_COMMAND(product_to_deleted, MOVE("DELETED") "<> 'DELETED'");
DB_COMMAND(product_to_restored, MOVE("OFF_SALE") "= 'DELETED'");

const struct query *const product_queries[] = { &product_select_query, &product_select_on_sale_query, &product_insert_query,
	&product_change_query, &product_derive_query, &product_to_on_sale_query, &product_to_off_sale_query,
	&product_to_deleted_query, &product_to_restored_query, &product_tag_clear_query, &product_tag_insert_query, NULL };

/* ---- reading ---- */

static err complete(struct db *db, struct arena *arena, struct product *p)
{
	TRY(product_lines_split(arena, p));
	return sku_list_of(db, p->id, &p->skus);
}

err product_by_id(struct db *db, struct arena *arena, int64_t product, struct product *out)
{
	struct product found;

	TRY(db_one(db, product_select, &found, product));
	TRY(complete(db, arena, &found));
	*out = found;
	return OK;
}

err product_on_sale_by_id(struct db *db, struct arena *arena, int64_t product, struct product *out)
{
	struct product found;

	TRY(db_one(db, product_select_on_sale, &found, product));
	TRY(complete(db, arena, &found));
	*out = found;
	return OK;
}

/* ---- writing ---- */

/* What the row keeps and the form does not say. */
struct derived {
	const char *image, *gallery, *tag_lines, *parameter_lines, *detail, *tokens;
};

static err derive_texts(struct arena *arena, const struct product_form *f, struct derived *out)
{
	struct derived d = { .image = f->image ? f->image : "" };

	if (!*d.image && f->images.n)
		d.image = f->images.at[0].path;
	TRY(product_lines_of_images(arena, &f->images, &d.gallery));
	TRY(product_lines_of_tags(arena, &f->tags, &d.tag_lines));
	TRY(product_lines_of_parameters(arena, &f->parameters, &d.parameter_lines));
	TRY(html_clean(arena, f->detail, DETAIL_KEPT_MAX, &d.detail));
	TRY(search_tokens(arena, f->title, &d.tokens));
	*out = d;
	return OK;
}

/* Its pictures, wherever in the form they stand. */
static err record_uses(struct tx *tx, struct arena *arena, int64_t product, const struct product_form *f, const struct derived *d)
{
	struct media_uses *uses = ARENA_NEW(arena, struct media_uses, 1);

	if (!uses)
		return ERR_NOMEM;
	media_uses_add(uses, d->image);
	media_uses_add(uses, d->gallery);
	media_uses_add(uses, d->detail);
	for (size_t i = 0; i < f->skus.n; i++)
		media_uses_add(uses, f->skus.at[i].image);
	return media_use_record(tx, USED_BY_PRODUCT, product, uses);
}

static err hold_category(struct tx *tx, int64_t category)
{
	const err e = category_hold(tx, category);

	return e == ERR_NOT_FOUND ? PRODUCT_CATEGORY : e;
}

static err hold_brand(struct tx *tx, maybe_int64 brand)
{
	const err e = brand.has ? brand_hold(tx, brand.is) : OK;

	return e == ERR_NOT_FOUND ? PRODUCT_BRAND : e;
}

/* The words again, one row each: for who looks for goods by them. */
static err write_tags(struct tx *tx, int64_t product, const struct product_tags *tags)
{
	TRY(db_exec(tx, product_tag_clear, product));
	for (size_t i = 0; i < tags->n; i++)
		TRY(db_exec(tx, product_tag_insert, product, tags->at[i].word));
	return OK;
}

err product_create(struct tx *tx, struct arena *arena, const struct product_form *form, struct problem *problem, int64_t *id)
{
	struct derived d;

	TRY(derive_texts(arena, form, &d));
	TRY(hold_category(tx, form->category_id));
	TRY(hold_brand(tx, form->brand_id));
	TRY(db_exec_from(tx, product_insert, product_create_form, form, d.image, d.gallery, d.tag_lines, d.parameter_lines,
		d.detail, d.tokens));
	const int64_t product = db_last_id(tx);
	TRY(sku_write_all(tx, product, &form->skus, problem));
	TRY(write_tags(tx, product, &form->tags));
	TRY(db_exec(tx, product_derive, product));
	TRY(record_uses(tx, arena, product, form, &d));
	*id = product;
	return OK;
}

/* The SKUs come before the product's own row, as a sale locks them: so the version is compared last. */
err product_update(struct tx *tx, struct arena *arena, int64_t product, const struct product_form *form, struct problem *problem)
{
	struct product before;
	struct derived d;

	TRY(db_one(db_of(tx), product_select, &before, product));
	if (before.state == PRODUCT_DELETED)
		return PRODUCT_STATE;
	if (before.version != form->version)
		return ERR_CONFLICT;
	TRY(derive_texts(arena, form, &d));
	TRY(hold_category(tx, form->category_id));
	TRY(hold_brand(tx, form->brand_id));
	TRY(sku_write_all(tx, product, &form->skus, problem));
	TRY(db_exec_from(tx, product_change, product_update_form, form, product, d.image, d.gallery, d.tag_lines, d.parameter_lines,
		d.detail, d.tokens));
	if (db_changed(tx) == 0)
		return ERR_CONFLICT;
	TRY(write_tags(tx, product, &form->tags));
	TRY(db_exec(tx, product_derive, product));
	return record_uses(tx, arena, product, form, &d);
}

/* Did the last update find it in the right state? */
static err moved(struct tx *tx, int64_t product)
{
	struct product found;

	if (db_changed(tx) == 1)
		return OK;
	TRY(db_one(db_of(tx), product_select, &found, product));
	return PRODUCT_STATE;
}

err product_put_on_sale(struct tx *tx, int64_t product)
{
	struct product found;

	TRY(db_one(db_of(tx), product_select, &found, product));
	TRY(hold_category(tx, found.category_id));
	TRY(db_exec(tx, product_to_on_sale, product));
	if (db_changed(tx) == 1)
		return OK;
	return found.state == PRODUCT_DRAFT || found.state == PRODUCT_OFF_SALE ? PRODUCT_NO_SKU : PRODUCT_STATE;
}

err product_take_off_sale(struct tx *tx, int64_t product)
{
	TRY(db_exec(tx, product_to_off_sale, product));
	return moved(tx, product);
}

err product_delete(struct tx *tx, int64_t product)
{
	TRY(db_exec(tx, product_to_deleted, product));
	return moved(tx, product);
}

err product_restore(struct tx *tx, int64_t product)
{
	TRY(db_exec(tx, product_to_restored, product));
	return moved(tx, product);
}

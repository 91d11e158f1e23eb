/* ids.h - a list of ids in a statement: WHERE id IN IDS_IN, with `ids_row` for their values.
 *
 * Eight at a time: to bind them costs a fraction of what a JSON_TABLE does, which is otherwise the
 * greater part of a short statement. The primary key reads such a list in ascending order, whatever
 * the order of the places, so locks are taken in it too. */
#ifndef IDS_H
#define IDS_H
#include "db.h"
#include "../lib/must.h"

#define IDS_IN "(:id1, :id2, :id3, :id4, :id5, :id6, :id7, :id8)"
#define IDS_AT_ONCE 8
struct ids {
	int64_t id1, id2, id3, id4, id5, id6, id7, id8;
};
SHAPE_DECLARE(ids_row, struct ids);

/* 1 to IDS_AT_ONCE of them; the last fills the places left. */
static inline struct ids ids_of(const int64_t *id, size_t n)
{
	must(n >= 1 && n <= IDS_AT_ONCE);
#define AT(i) id[(i) < n ? (i) : n - 1]
	return (struct ids){ AT(0), AT(1), AT(2), AT(3), AT(4), AT(5), AT(6), AT(7) };
#undef AT
}

/* What a JSON object of ids, {"7":…,"9":…}, holds for the row at hand; path: "" or as "[2]". */
#define IDS_VALUE(json, id, path) "CAST(JSON_VALUE(" json ", CONCAT('$.\"', " id ", '\"" path "')) AS SIGNED)"
#endif

#include "ids.h"

static const struct field row[] = {
	FIELD(struct ids, id1),
	FIELD(struct ids, id2),
	FIELD(struct ids, id3),
	FIELD(struct ids, id4),
	FIELD(struct ids, id5),
	FIELD(struct ids, id6),
	FIELD(struct ids, id7),
	FIELD(struct ids, id8),
};
const struct shape ids_row = SHAPE(ids_row, row);

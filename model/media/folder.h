/* folder.h - the folders of the media library: a tree of at most four levels, for staff alone.
 *
 * A folder is only a way to look at pictures: nothing else names one, so an empty one is deleted for good.
 * Whoever makes, moves or deletes a folder locks them all first. 0 is the top, which is no row. */
#ifndef MEDIA_FOLDER_H
#define MEDIA_FOLDER_H
#include "../db.h"

/* clang-format off */
#define FOLDER_ERRORS(E) \
	E(FOLDER_IN_USE, 409, "folder_in_use", "It still has folders or pictures in it") \
	E(FOLDER_PARENT, 409, "folder_parent", "Nothing can be put below that folder") \
	E(FOLDER_LIMIT,  409, "folder_limit",  "There are as many folders as there may be")
/* clang-format on */
FOLDER_ERRORS(ERR_DECLARE)

enum { FOLDER_LEVELS = 4 };
#define FOLDERS_MAX 300

struct media_folder {
	int64_t id, parent_id;
	const char *name;
	int32_t version;
};
struct media_folders {
	struct media_folder *at;
	size_t n;
};
SHAPE_DECLARE(media_folder_row, struct media_folder);

/* What staff write. `version` is the one that was read. */
SHAPE_DECLARE(media_folder_create_form, struct media_folder);
SHAPE_DECLARE(media_folder_update_form, struct media_folder);

/* All, flat, by name. */
err folder_list_all(struct db *, struct media_folders *out) MUST_USE;
/* FOLDER_PARENT for an unknown parent, or one of the last level; FOLDER_LIMIT; ERR_DUPLICATE of a name beside it. */
err folder_create(struct tx *, const struct media_folder *form, int64_t *id) MUST_USE;
/* Renames and moves, with all below it. ERR_NOT_FOUND, ERR_CONFLICT, and as above; FOLDER_PARENT also below itself. */
err folder_update(struct tx *, int64_t folder, const struct media_folder *form) MUST_USE;
/* ERR_NOT_FOUND, FOLDER_IN_USE. */
err folder_delete(struct tx *, int64_t folder) MUST_USE;
/* Holds it against deletion to the end of the transaction; FOLDER_PARENT when it is gone. 0 needs no holding. */
err folder_hold(struct tx *, int64_t folder) MUST_USE;
#endif

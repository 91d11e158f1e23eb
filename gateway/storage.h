/* storage.h - files that the program keeps: each whole, or not there.
 *
 * Not inside db_tx: must(). Who writes a file and its row does it in this order, and sweeps files without one. */
#ifndef STORAGE_H
#define STORAGE_H
#include "../lib/arena.h"
#include "../lib/err.h"
#include "../lib/value.h"

/* Beside, then renamed; the folder is made when it is not there. `readable`: by everybody, as nginx is somebody
 * else; otherwise by the owner alone. ERR_BUSY when the disk does not take it. */
err storage_write(struct arena *, const char *folder, const char *name, bytes, bool readable) MUST_USE;
/* For reading, by whoever is handed *file, and closed by the caller. ERR_NOT_FOUND; ERR_BUSY when it is there, but the
 * machine does not give it. */
err storage_open(struct arena *, const char *folder, const char *name, int *file) MUST_USE;
/* All of an open one. ERR_NOT_FOUND when it is no file, ERR_TOO_LARGE past `max` bytes, ERR_NOMEM, ERR_BUSY. */
err storage_read(struct arena *, int file, size_t max, bytes *out) MUST_USE;
/* One that is not there is removed already. */
err storage_remove(struct arena *, const char *folder, const char *name) MUST_USE;

struct storage_name {
	const char *name;
};
struct storage_names {
	struct storage_name *at;
	size_t n;
};
/* Files that nobody has written to for age_s seconds, at most `max`, in no order. */
err storage_list_old(struct arena *, const char *folder, int64_t age_s, size_t max, struct storage_names *out) MUST_USE;
#endif

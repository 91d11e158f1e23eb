/* media_upload.h - a picture comes in: looked at, put into the private folder, then a row that waits for the job.
 *
 * The file first and outside any transaction: a row without one would be refused, a file without a row is
 * swept. Nothing of it is called as the client calls it. */
#ifndef MEDIA_UPLOAD_H
#define MEDIA_UPLOAD_H
#include "world.h"
#include "../model/media/media.h"

/* filename: what it was called, for people to read. */
struct media_file {
	int64_t folder;
	const char *filename;
	bytes content;
	staff_id by;
};

/* MEDIA_OFF, MEDIA_KIND, MEDIA_PIXELS, ERR_TOO_LARGE, FOLDER_PARENT. Nothing is left behind then. */
err media_upload(const struct world *, const struct media_file *, int64_t *id) MUST_USE;
#endif

/* media.h - the media library as staff see it. */
#ifndef VIEWS_MEDIA_H
#define VIEWS_MEDIA_H
#include "../model/media/folder.h"
#include "../model/media/use.h"

SHAPE_DECLARE(media_staff, struct media);
SHAPE_DECLARE(media_use_view, struct media_use);
SHAPE_DECLARE(media_folder_view, struct media_folder);

/* One, and where it is used. */
struct media_whole {
	struct media media;
	struct media_use_list used_by;
};
SHAPE_DECLARE(media_detail, struct media_whole);
#endif

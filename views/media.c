#include "media.h"

static const struct field staff[] = { MEDIA_FIELDS };
const struct shape media_staff = SHAPE(media_staff, staff);

static const struct field use[] = {
	FIELD_ENUM(struct media_use, kind, media_user),
	FIELD(struct media_use, thing_id),
	FIELD(struct media_use, title),
};
const struct shape media_use_view = SHAPE(media_use_view, use);

static const struct field detail[] = {
	FIELD_OBJECT(struct media_whole, media, media_staff),
	FIELD_LIST(struct media_whole, used_by, media_use_view),
};
const struct shape media_detail = SHAPE(media_detail, detail);

static const struct field folder[] = {
	FIELD(struct media_folder, id),
	FIELD(struct media_folder, parent_id),
	FIELD(struct media_folder, name),
	FIELD(struct media_folder, version),
};
const struct shape media_folder_view = SHAPE(media_folder_view, folder);

#include "member.h"

static const struct field card[] = {
	FIELD(struct member, id),
	FIELD(struct member, nickname),
	FIELD(struct member, avatar_url),
	FIELD(struct member, phone),
	FIELD(struct member, has_password),
	FIELD(struct member, has_wechat),
	FIELD(struct member, version),
};
const struct shape member_card = SHAPE(member_card, card);

static const struct field entry[] = { MEMBER_ROW_FIELDS };
const struct shape member_entry = SHAPE(member_entry, entry);

static const struct field address[] = {
	FIELD(struct address, id),
	FIELD(struct address, name),
	FIELD(struct address, phone),
	FIELD(struct address, region),
	FIELD(struct address, province),
	FIELD(struct address, city),
	FIELD(struct address, district),
	FIELD(struct address, detail),
	FIELD(struct address, is_default),
	FIELD(struct address, version),
};
const struct shape address_card = SHAPE(address_card, address);

/* member.h - which facts about members and their addresses each audience sees. */
#ifndef VIEWS_MEMBER_H
#define VIEWS_MEMBER_H
#include "../model/member/address.h"
#include "../model/member/member.h"

SHAPE_DECLARE(member_card, struct member);   /* his own; the phone masked */
SHAPE_DECLARE(member_entry, struct member);  /* for staff; the phone masked */
SHAPE_DECLARE(address_card, struct address); /* its owner's */
#endif

#include "../test.h"
#include "../../lib/picture.h"
#include <string.h>

#define BYTES(literal) ((bytes){ literal, sizeof(literal) - 1 })
#define PNG(w, h) "\x89PNG\r\n\x1a\n\0\0\0\rIHDR" w h "\x08\x02\0\0\0"
#define FRAME "\xFF\xC0\0\x0B\x08\0\x30\0\x20\x01\x01\x11\0" /* 32 wide, 48 high */
#define EXIF(order, magic, orientation) \
	"\xFF\xE1\0\x22" \
	"Exif\0\0" order magic orientation

static void assert_picture(bytes file, enum picture_kind kind, int32_t width, int32_t height, int32_t orientation)
{
	struct picture p;

	assert_true(picture_read(file, &p));
	assert_int_equal(p.kind, kind);
	assert_int_equal(p.width, width);
	assert_int_equal(p.height, height);
	assert_int_equal(p.orientation, orientation);
}

static void each_kind_says_its_size(void **state)
{
	(void)state;

	assert_picture(BYTES(PNG("\0\0\1\2", "\0\0\0\3")), PICTURE_PNG, 258, 3, 1);
	assert_picture(BYTES("GIF89a\x02\x01\x03\0\0\0\0"), PICTURE_GIF, 258, 3, 1);
	assert_picture(BYTES("GIF87a\x01\0\x01\0"), PICTURE_GIF, 1, 1, 1);
	assert_picture(BYTES("\xFF\xD8" FRAME), PICTURE_JPEG, 32, 48, 1);
	assert_picture(BYTES("\xFF\xD8\xFF\xE0\0\x04xx\xFF\xFF\xDB\0\x03x" FRAME), PICTURE_JPEG, 32, 48, 1);
	assert_picture(BYTES("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2a\x10\0\x08\0"), PICTURE_WEBP, 16, 8, 1);
	assert_picture(BYTES("RIFF\x24\0\0\0WEBPVP8L\x18\0\0\0\x2F\x0F\xC0\x01\0\0\0\0\0\0"), PICTURE_WEBP, 16, 8, 1);
	assert_picture(BYTES("RIFF\x24\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x0F\0\0\x07\0\0"), PICTURE_WEBP, 16, 8, 1);
}

static void a_photograph_says_how_it_was_held(void **state)
{
	(void)state;

	assert_picture(BYTES("\xFF\xD8" EXIF("MM\0*\0\0\0\x08", "\0\1\x01\x12\0\3\0\0\0\1", "\0\6\0\0\0\0\0\0") FRAME),
		PICTURE_JPEG, 32, 48, 6);
	assert_picture(BYTES("\xFF\xD8" EXIF("II*\0\x08\0\0\0", "\1\0\x12\x01\3\0\1\0\0\0", "\x08\0\0\0\0\0\0\0") FRAME),
		PICTURE_JPEG, 32, 48, 8);
	assert_picture(BYTES("\xFF\xD8" EXIF("II*\0\x08\0\0\0", "\1\0\x12\x01\3\0\1\0\0\0", "\x09\0\0\0\0\0\0\0") FRAME),
		PICTURE_JPEG, 32, 48, 1);
	/* A directory, and entries, that lie beyond the end. */
	assert_picture(BYTES("\xFF\xD8" EXIF("II*\0\xFF\xFF\xFF\xFF", "\1\0\x12\x01\3\0\1\0\0\0", "\6\0\0\0\0\0\0\0") FRAME),
		PICTURE_JPEG, 32, 48, 1);
	assert_picture(BYTES("\xFF\xD8" EXIF("II*\0\x08\0\0\0", "\xFF\xFF\x13\x01\3\0\1\0\0\0", "\6\0\0\0\0\0\0\0") FRAME),
		PICTURE_JPEG, 32, 48, 1);
}

static void anything_else_is_none(void **state)
{
	const bytes none[] = { BYTES(""), BYTES("\x89PNG\r\n\x1a\n"), BYTES("<svg xmlns='http://www.w3.org/2000/svg'/>"),
		BYTES("BM\0\0"), BYTES(PNG("\0\0\0\0", "\0\0\0\3")), BYTES(PNG("\0\1\0\0", "\0\0\0\3")),
		BYTES(PNG("\x80\0\0\0", "\0\0\0\3")), BYTES("GIF88a\1\0\1\0"), BYTES("GIF89a\0\0\1\0"), BYTES("GIF89a\1\0"),
		BYTES("\xFF\xD8\xFF"), BYTES("\xFF\xD8\xFF\xE0\0\x01" FRAME), BYTES("\xFF\xD8\xFF\xE0\xFF\xFF" FRAME),
		BYTES("\xFF\xD8\xFF\xDA\0\x04xx"), BYTES("\xFF\xD8\xFF\xC4\0\x0B\x08\0\x30\0\x20\x01\x01\x11\0"),
		BYTES("RIFF\x24\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x0F\0\0\x07\0\0"), /* it moves */
		BYTES("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2b\x10\0\x08\0"), BYTES("RIFF\x24\0\0\0WAVEfmt ") };
	struct picture p = { .width = 77 };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(none); i++)
		if (picture_read(none[i], &p))
			fail_msg("number %zu is a picture", i);
	assert_int_equal(p.width, 77);
}

static void every_cut_is_none(void **state)
{
	static const char whole[] = "\xFF\xD8" EXIF("MM\0*\0\0\0\x08", "\0\1\x01\x12\0\3\0\0\0\1", "\0\6\0\0\0\0\0\0") FRAME;
	struct picture p;
	(void)state;

	for (size_t n = 0; n < sizeof whole - 1; n++)
		assert_false(picture_read((bytes){ whole, n }, &p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_says_its_size),
		cmocka_unit_test(a_photograph_says_how_it_was_held),
		cmocka_unit_test(anything_else_is_none),
		cmocka_unit_test(every_cut_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "picture.h"
#include <string.h>

WORDS_DEFINE(picture_kind, PICTURE_KINDS);

enum { MARKERS_MAX = 512, EXIF_ENTRIES_MAX = 256, EXIF_ORIENTATION = 0x0112 };

/* Bytes with a length, read at an offset only where there are some. */
struct octets {
	const uint8_t *at;
	size_t n;
};

static bool has(const struct octets *o, size_t at, size_t n) { return n <= o->n && at <= o->n - n; }

static bool is_at(const struct octets *o, size_t at, const char *s, size_t n)
{
	return has(o, at, n) && memcmp(o->at + at, s, n) == 0;
}

/* Zero beyond the end. */
static uint32_t big(const struct octets *o, size_t at, size_t n)
{
	uint32_t value = 0;

	if (!has(o, at, n))
		return 0;
	for (size_t i = 0; i < n; i++)
		value = value << 8 | o->at[at + i];
	return value;
}

static uint32_t little(const struct octets *o, size_t at, size_t n)
{
	uint32_t value = 0;

	if (!has(o, at, n))
		return 0;
	for (size_t i = n; i > 0; i--)
		value = value << 8 | o->at[at + i - 1];
	return value;
}

static struct picture sized(enum picture_kind kind, uint32_t width, uint32_t height)
{
	const bool fits = width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX;

	return (struct picture){ kind, fits ? (int32_t)width : 0, fits ? (int32_t)height : 0, 1 };
}

static struct picture read_png(const struct octets *o)
{
	if (!is_at(o, 0, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16))
		return (struct picture){ 0 };
	return sized(PICTURE_PNG, big(o, 16, 4), big(o, 20, 4));
}

static struct picture read_gif(const struct octets *o)
{
	if (!is_at(o, 0, "GIF87a", 6) && !is_at(o, 0, "GIF89a", 6))
		return (struct picture){ 0 };
	return sized(PICTURE_GIF, little(o, 6, 2), little(o, 8, 2));
}

/* Of the three ways to begin one: lossy, lossless, and extended, whose bit 1 says that it moves. */
static struct picture read_webp(const struct octets *o)
{
	if (!is_at(o, 0, "RIFF", 4) || !is_at(o, 8, "WEBPVP8", 7) || !has(o, 0, 30))
		return (struct picture){ 0 };
	if (o->at[15] == ' ' && is_at(o, 23, "\x9d\x01\x2a", 3))
		return sized(PICTURE_WEBP, little(o, 26, 2) & 0x3FFF, little(o, 28, 2) & 0x3FFF);
	if (o->at[15] == 'L' && o->at[20] == 0x2F) {
		const uint32_t bits = little(o, 21, 4);
		return sized(PICTURE_WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
	}
	if (o->at[15] == 'X' && !(o->at[20] & 0x02))
		return sized(PICTURE_WEBP, little(o, 24, 3) + 1, little(o, 27, 3) + 1);
	return (struct picture){ 0 };
}

/* ---- JPEG: markers up to the frame, and what an EXIF segment says of the orientation ---- */

static int32_t orientation_of(const struct octets *tiff)
{
	const bool intel = is_at(tiff, 0, "II*\0", 4);

	if (!intel && !is_at(tiff, 0, "MM\0*", 4))
		return 1;
	uint32_t (*const number)(const struct octets *, size_t, size_t) = intel ? little : big;
	const size_t directory = number(tiff, 4, 4), entries = number(tiff, directory, 2);
	for (size_t i = 0; i < entries && i < EXIF_ENTRIES_MAX; i++) {
		const size_t entry = directory + 2 + 12 * i;
		const uint32_t value = number(tiff, entry + 8, 2);
		if (number(tiff, entry, 2) == EXIF_ORIENTATION)
			return value >= 1 && value <= 8 ? (int32_t)value : 1;
	}
	return 1;
}

/* SOF0 to SOF15 but the tables that have numbers among them: DHT, JPG, DAC. */
static bool is_frame(uint8_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static struct picture read_jpeg(const struct octets *o)
{
	int32_t orientation = 1;
	size_t at = 2;

	if (!is_at(o, 0, "\xFF\xD8\xFF", 3))
		return (struct picture){ 0 };
	for (int n = 0; n < MARKERS_MAX && has(o, at, 4) && o->at[at] == 0xFF; n++) {
		const uint8_t marker = o->at[at + 1];
		const size_t length = big(o, at + 2, 2);
		if (marker == 0xFF) { /* a fill byte */
			at++;
			continue;
		}
		if (length < 2 || !has(o, at + 2, length))
			break;
		if (is_frame(marker)) {
			struct picture p = sized(PICTURE_JPEG, big(o, at + 7, 2), big(o, at + 5, 2));
			p.orientation = orientation;
			return length >= 8 ? p : (struct picture){ 0 };
		}
		if (marker == 0xE1 && length >= 8 && is_at(o, at + 4, "Exif\0\0", 6))
			orientation = orientation_of(&(struct octets){ o->at + at + 10, length - 8 });
		at += 2 + length;
	}
	return (struct picture){ 0 };
}

bool picture_read(bytes file, struct picture *out)
{
	const struct octets o = { file.at, file.n };
	const struct picture found[] = { read_jpeg(&o), read_png(&o), read_gif(&o), read_webp(&o) };

	for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
		if (!found[i].kind || found[i].width < 1 || found[i].height < 1)
			continue;
		*out = found[i];
		return true;
	}
	return false;
}

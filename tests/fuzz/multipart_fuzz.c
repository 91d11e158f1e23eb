/* multipart_fuzz.c - libFuzzer over the parser of forms with files, and what a picture's header says.
 *
 *     tests/fuzz/run multipart 60          clang; seconds; seeds in tests/fuzz/multipart
 *
 * What must hold of any bytes: no crash, parts inside the body and in order, a picture of the size it says. */
#include "../../lib/multipart.h"
#include "../../lib/must.h"
#include "../../lib/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = { .limit = 1 << 20 };
	const char *last = (const char *)data;
	struct picture picture;
	struct parts parts;

	if (multipart_parse(&arena, "multipart/form-data; boundary=b", (bytes){ data, n }, &parts) == OK) {
		must(parts.n <= PARTS_MAX);
		for (size_t i = 0; i < parts.n; i++) {
			const bytes d = parts.at[i].data;
			must((const char *)d.at >= last && (const char *)d.at + d.n <= (const char *)data + n);
			last = (const char *)d.at + d.n;
			if (picture_read(d, &picture))
				must(picture.width > 0 && picture.height > 0 && picture.orientation >= 1 &&
					picture.orientation <= 8);
		}
	}
	if (picture_read((bytes){ data, n }, &picture))
		must(picture.width <= PICTURE_SIDE_MAX && picture.height <= PICTURE_SIDE_MAX);
	arena_reset(&arena);
	return 0;
}

#include "../test.h"
#include "../../lib/xml.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_MAX_HERE = 65536 };
static struct arena arena = { .limit = 1 << 22 };

static err read_text(const char *xml, struct message *out)
{
	return message_read(&arena, (bytes){ xml, strlen(xml) }, SIZE_MAX_HERE, "xml", out);
}

static void a_flat_message_is_read(void **state)
{
	struct message m;
	(void)state;

	assert_err(
		read_text(
			"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n  <a><![CDATA[1 <&> ]]></a>\n\t<b_0>x&amp;y&lt;</b_0><c></c>\n"
			"<d><![CDATA[]]></d><B> 微 商\n城 </B></xml>\n",
			&m),
		OK);
	assert_int_equal(m.n, 5);
	assert_string_equal(message_find(&m, "a"), "1 <&> ");
	assert_string_equal(message_find(&m, "b_0"), "x&y<");
	assert_string_equal(message_find(&m, "c"), "");
	assert_string_equal(message_find(&m, "d"), "");
	assert_string_equal(message_find(&m, "B"), " 微 商\n城 ");
	assert_null(message_find(&m, "b"));
	assert_err(read_text("<xml></xml>", &m), OK);
	assert_int_equal(m.n, 0);
}

static const char *const refused[] = {
	"",
	" ",
	"x",
	"<xml>",
	"</xml>",
	"<xml/>",
	"<XML></XML>",
	"<root></root>",
	"<xml></xml><xml></xml>",
	"<xml></xml>x",
	"x<xml></xml>",
	"<xml>x</xml>",
	"<xml><a>1</a>x</xml>",
	"<xml><a>1</a><![CDATA[]]></xml>",
	"<xml><a>1</a>&amp;</xml>",
	"<xml><a>1</a><a>1</a></xml>",
	"<xml><a><b>1</b></a></xml>",
	"<xml><a/></xml>",
	"<xml><a>1</b></xml>",
	"<xml><a>1</xml>",
	"<xml><a >1</a></xml>",
	"<xml><a>1</a ></xml>",
	"<xml>< a>1</a></xml>",
	"<xml><a>1</ a></xml>",
	"<xml ><a>1</a></xml>",
	"<xml><a b=\"1\">1</a></xml>",
	"<xml b=\"1\"></xml>",
	"<xml xmlns=\"u\"></xml>",
	"<xml><x:a>1</x:a></xml>",
	"<xml><a-b>1</a-b></xml>",
	"<xml><0a>1</0a></xml>",
	"<xml><é>1</é></xml>",
	"<xml><!-- --></xml>",
	"<!-- --><xml></xml>",
	"<xml></xml><!-- -->",
	"<xml><?p?></xml>",
	"<?p?><xml></xml>",
	"<xml><a>1<!-- --></a></xml>",
	"<xml><a> <![CDATA[1]]></a></xml>",
	"<xml><a><![CDATA[1]]> </a></xml>",
	"<xml><a><![CDATA[1]]><![CDATA[2]]></a></xml>",
	"<xml><a><![CDATA[1]]</a></xml>",
	"<xml><a><![CDATA[1]>]</a></xml>",
	"<xml><a>1]]></a></xml>",
	"<xml><a><![cdata[1]]></a></xml>",
	"<xml><a>&#65;</a></xml>",
	"<xml><a>&#x41;</a></xml>",
	"<xml><a>&b;</a></xml>",
	"<xml><a>&</a></xml>",
	"<xml><a>1 < 2</a></xml>",
	"<xml>\r\n<a>1</a></xml>",
	"<xml><a>1\r</a></xml>",
	"<xml><a>\x01</a></xml>",
	"<xml><a>\xff</a></xml>",
	"<xml><a>\xc0\xaf</a></xml>",
	"\xef\xbb\xbf<xml></xml>",
	"<?xml version=\"1.1\"?><xml></xml>",
	"<?xml version=\"1.0\" encoding=\"GBK\"?><xml></xml>",
	"<?xml version=\"1.0\" encoding=\"UTF-16\"?><xml></xml>",
	" <?xml version=\"1.0\"?><xml></xml>",
	"<!DOCTYPE xml><xml></xml>",
	"<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/x\"><xml></xml>",
	"<!DOCTYPE xml [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><xml><a>&f;</a></xml>",
	"<!DOCTYPE xml [<!ENTITY % p SYSTEM \"file:///etc/passwd\">%p;]><xml></xml>",
	"<!DOCTYPE xml [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><xml><a>&c;</a></xml>",
	"<xml xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"/etc/passwd\"/></xml>",
};

static void anything_else_that_xml_offers_is_refused(void **state)
{
	struct message m = { NULL, 77 };
	(void)state;

	for (size_t i = 0; i < TEST_COUNT(refused); i++)
		if (read_text(refused[i], &m) != ERR_INVALID)
			fail_msg("%s", refused[i]);
	assert_int_equal(m.n, 77);
	assert_err(message_read(&arena, (bytes){ "<xml><a>\0</a></xml>", 19 }, 99, "xml", &m), ERR_INVALID);
	assert_err(message_read(&arena, (bytes){ "\xff\xfe<\0x\0m\0l\0>\0<\0/\0x\0m\0l\0>\0", 24 }, 99, "xml", &m), ERR_INVALID);
	assert_err(message_read(&arena, (bytes){ "<\0x\0m\0l\0>\0<\0/\0x\0m\0l\0>\0", 22 }, 99, "xml", &m), ERR_INVALID);
}

static void limits_are_kept(void **state)
{
	static char text[120000];
	size_t n = 5;
	struct message m;
	(void)state;

	strcpy(text, "<xml>");
	for (int i = 0; i < MESSAGE_FIELDS_MAX; i++)
		n += (size_t)sprintf(text + n, "<f%d>1</f%d>", i, i);
	strcpy(text + n, "</xml>");
	assert_err(read_text(text, &m), OK);
	assert_int_equal(m.n, MESSAGE_FIELDS_MAX);
	assert_err(message_read(&arena, (bytes){ text, n + 6 }, n + 6, "xml", &m), OK);
	assert_err(message_read(&arena, (bytes){ text, n + 6 }, n + 5, "xml", &m), ERR_TOO_LARGE);
	strcpy(text + n, "<more>1</more></xml>");
	assert_err(read_text(text, &m), ERR_INVALID);
	n = 0;
	for (int i = 0; i < 10000; i++)
		n += (size_t)sprintf(text + n, "<xml>");
	for (int i = 0; i < 10000; i++)
		n += (size_t)sprintf(text + n, "</xml>");
	assert_err(message_read(&arena, (bytes){ text, n }, sizeof text, "xml", &m), ERR_INVALID);
}

static void every_cut_is_refused(void **state)
{
	static const char whole[] = "<?xml version=\"1.0\"?><xml><a><![CDATA[1]]></a><b>2&amp;</b></xml>";
	struct message m;
	(void)state;

	for (size_t n = 0; n < sizeof whole - 1; n++)
		assert_err(message_read(&arena, (bytes){ whole, n }, 999, "xml", &m), ERR_INVALID);
	assert_err(message_read(&arena, (bytes){ whole, sizeof whole - 1 }, 999, "xml", &m), OK);
}

static void what_is_written_reads_back(void **state)
{
	struct message_field fields[] = { { "a", "1 <&> ]]> \"'\n" }, { "b", "" }, { "c", "新年" } };
	const struct message m = { fields, 3 };
	struct message back;
	struct text t = { .arena = &arena };
	(void)state;

	message_write(&t, "xml", &m);
	assert_false(t.failed);
	assert_err(message_read(&arena, (bytes){ t.at, t.n }, 999, "xml", &back), OK);
	assert_int_equal(back.n, 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(message_find(&back, fields[i].name), fields[i].value);
	fields[1].value = "\r";
	message_write(&t, "xml", &m);
	assert_true(t.failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_flat_message_is_read),
		cmocka_unit_test(anything_else_that_xml_offers_is_refused),
		cmocka_unit_test(limits_are_kept),
		cmocka_unit_test(every_cut_is_refused),
		cmocka_unit_test(what_is_written_reads_back),
	};
	xml_setup();
	const int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_reset(&arena);
	return rc;
}

'use strict';
// The one-level XML reader and writer.

const test = require('node:test');
const assert = require('node:assert/strict');
const xml = require('../../sandbox/xml');

test('reads text, CDATA, entities, empty elements and whitespace between fields', () => {
  const fields = xml.read('\ufeff<?xml version="1.0"?>\n<xml>\n <a>1 &lt;&amp;&gt;&quot;&apos;&#x4e2d;&#25991;</a>\n<b><![CDATA[<x>&]]></b><c/><d></d></xml>\n');
  assert.deepEqual({ ...fields }, { a: '1 <&>"\'中文', b: '<x>&', c: '', d: '' });
});

test('what is written is read back', () => {
  const fields = { a: 'x]]>y', b: '&<>"', c: '0', d: '中文 😀', e: '' };
  assert.deepEqual({ ...xml.read(xml.write(fields)) }, fields);
});

for (const [name, text] of Object.entries({
  'a document type': '<!DOCTYPE xml><xml><a>1</a></xml>',
  'an entity': '<!DOCTYPE xml [<!ENTITY a "b">]><xml><a>&a;</a></xml>',
  'an unknown entity': '<xml><a>&nbsp;</a></xml>',
  'a bare ampersand': '<xml><a>1&2</a></xml>',
  'a repeated field': '<xml><a>1</a><a>2</a></xml>',
  'a second level': '<xml><a><b>1</b></a></xml>',
  'an attribute': '<xml><a b="1">1</a></xml>',
  'another root': '<html></html>',
  'a missing end': '<xml><a>1</a>',
  'a wrong end tag': '<xml><a>1</b></xml>',
  'text behind the end': '<xml><a>1</a></xml><xml></xml>',
  'text between fields': '<xml>x<a>1</a></xml>',
  'an open CDATA': '<xml><a><![CDATA[1</a></xml>',
  'a control character': '<xml><a>\u0001</a></xml>',
  'a character out of range': '<xml><a>&#x110000;</a></xml>',
  'too many fields': `<xml>${Array.from({ length: 201 }, (_, n) => `<a${n}>1</a${n}>`).join('')}</xml>`,
  nothing: '',
})) {
  test(`refuses ${name}`, () => assert.throws(() => xml.read(text), xml.XmlError));
}

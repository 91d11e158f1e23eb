'use strict';
// A one-level XML document as WeChat Pay V2 speaks it: <xml><name>value</name>...</xml>.
// The reader is narrower than XML on purpose: no document type, no attributes, no comments,
// no repeated names, so that signer and reader can never see two different messages.

const NAME = /[A-Za-z_][A-Za-z0-9_.-]*/y;
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const FORBIDDEN_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const MOST_FIELDS = 200;

class XmlError extends Error {}

function decodeEntities(text) {
  return text.replace(/&([^;&]{0,10};)?/g, (whole, body) => {
    const name = body ? body.slice(0, -1) : '';
    if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name];
    const number = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point = number ? parseInt(number[1] || number[2], number[1] ? 16 : 10) : -1;
    if (point < 9 || point > 0x10ffff) throw new XmlError(`bad entity ${whole}`);
    return String.fromCodePoint(point);
  });
}

// A cursor over the text; every step either advances or throws.
class Cursor {
  constructor(text) { this.text = text; this.at = 0; }

  space() { while (/\s/.test(this.text[this.at] || '')) this.at += 1; }

  sees(literal) { return this.text.startsWith(literal, this.at); }

  take(literal) {
    if (!this.sees(literal)) throw new XmlError(`expected ${literal} at ${this.at}`);
    this.at += literal.length;
  }

  name() {
    NAME.lastIndex = this.at;
    const found = NAME.exec(this.text);
    if (!found) throw new XmlError(`expected a name at ${this.at}`);
    this.at = NAME.lastIndex;
    return found[0];
  }

  until(literal) {
    const end = this.text.indexOf(literal, this.at);
    if (end < 0) throw new XmlError(`missing ${literal}`);
    const part = this.text.slice(this.at, end);
    this.at = end;
    return part;
  }
}

function readValue(cursor) {
  let value = '';
  while (!cursor.sees('</')) {
    if (cursor.sees('<![CDATA[')) {
      cursor.take('<![CDATA[');
      value += cursor.until(']]>');
      cursor.take(']]>');
    } else {
      const text = cursor.until('<');
      if (text === '') throw new XmlError('only one level is allowed');
      value += decodeEntities(text);
    }
  }
  return value;
}

function readField(cursor, fields) {
  cursor.take('<');
  const name = cursor.name();
  if (name in fields) throw new XmlError(`repeated field ${name}`);
  cursor.space();
  if (cursor.sees('/>')) {
    cursor.take('/>');
    fields[name] = '';
    return;
  }
  cursor.take('>');
  fields[name] = readValue(cursor);
  cursor.take(`</${name}`);
  cursor.space();
  cursor.take('>');
}

function read(text, root = 'xml') {
  if (FORBIDDEN_CHARACTER.test(text)) throw new XmlError('control character');
  const cursor = new Cursor(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  const fields = Object.create(null);
  cursor.space();
  if (cursor.sees('<?xml')) { cursor.until('?>'); cursor.take('?>'); cursor.space(); }
  cursor.take(`<${root}>`);
  cursor.space();
  let count = 0;
  while (!cursor.sees('</')) {
    count += 1;
    if (count > MOST_FIELDS) throw new XmlError('too many fields');
    readField(cursor, fields);
    cursor.space();
  }
  cursor.take(`</${root}>`);
  cursor.space();
  if (cursor.at !== cursor.text.length) throw new XmlError('text after the document');
  return fields;
}

function writeValue(value) {
  if (/^[0-9]*$/.test(value)) return value;
  return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function write(fields, root = 'xml') {
  const parts = Object.entries(fields).map(([name, value]) => `<${name}>${writeValue(String(value))}</${name}>`);
  return `<${root}>${parts.join('')}</${root}>`;
}

module.exports = { read, write, XmlError };

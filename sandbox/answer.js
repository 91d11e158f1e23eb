'use strict';
// What a handler gives back: status, headers and body. Small makers for each kind.

function text(body, type, status = 200) {
  return { status, headers: { 'content-type': type }, body: Buffer.from(body) };
}

const xml = (body) => text(body, 'text/xml; charset=utf-8');
const html = (body, status = 200) => text(body, 'text/html; charset=utf-8', status);
const json = (value, status = 200) => text(`${JSON.stringify(value)}\n`, 'application/json; charset=utf-8', status);
const plain = (body, status = 200) => text(body, 'text/plain; charset=utf-8', status);
const redirect = (location) => ({ status: 302, headers: { location }, body: Buffer.alloc(0) });

// A fault of the caller in one of the JSON interfaces of the sandbox itself.
class BadCall extends Error {
  constructor(message, status = 400) {
    super(message);
    this.status = status;
  }
}

function readJson(call) {
  let value;
  try {
    value = JSON.parse(call.body.toString('utf8') || '{}');
  } catch {
    throw new BadCall('the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadCall('the body must be an object');
  return value;
}

function readForm(call) {
  return Object.fromEntries(new URLSearchParams(call.body.toString('utf8')));
}

module.exports = { text, xml, html, json, plain, redirect, BadCall, readJson, readForm };

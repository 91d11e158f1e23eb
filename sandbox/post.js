'use strict';
// Sends one notification to the shop and reports what came back. Never throws.

const http = require('node:http');
const https = require('node:https');
const xml = require('./xml');

const TIMEOUT_MS = 5000;
const KEPT_BYTES = 4096;

// The sandbox must never speak to anything but this machine, whatever a test writes into notify_url.
function isLoopback(url) {
  return /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/.test(url.hostname);
}

function isSuccess(status, body) {
  if (status !== 200) return false;
  try {
    return xml.read(body.trim()).return_code === 'SUCCESS';
  } catch {
    return false;
  }
}

function collect(response, settle) {
  const chunks = [];
  let size = 0;
  response.on('data', (chunk) => { if (size < KEPT_BYTES) chunks.push(chunk); size += chunk.length; });
  response.on('error', (error) => settle({ error: error.message }));
  response.on('end', () => settle({ status: response.statusCode, body: Buffer.concat(chunks).toString('utf8') }));
}

function exchange(url, text, settle) {
  const client = url.protocol === 'https:' ? https : http;
  const body = Buffer.from(text);
  const request = client.request(url, {
    method: 'POST', agent: false, rejectUnauthorized: false,
    headers: { 'content-type': 'text/xml; charset=utf-8', 'content-length': body.length, 'user-agent': 'Mozilla/4.0' },
  }, (response) => collect(response, settle));
  request.on('error', (error) => settle({ error: error.message }));
  request.end(body);
  return request;
}

function post(address, text) {
  const started = Date.now();
  return new Promise((resolve) => {
    let timer = null;
    const settle = (outcome) => {
      clearTimeout(timer);
      const success = isSuccess(outcome.status, outcome.body || '');
      resolve({ at: new Date(started).toISOString(), ms: Date.now() - started, success, ...outcome });
    };
    let url;
    try {
      url = new URL(address);
    } catch {
      settle({ error: 'not a URL' });
      return;
    }
    if (!['http:', 'https:'].includes(url.protocol) || !isLoopback(url)) {
      settle({ error: 'the sandbox calls only this machine' });
      return;
    }
    const request = exchange(url, text, settle);
    // The whole exchange counts, not only the silence between two packets.
    timer = setTimeout(() => { settle({ error: 'timeout' }); request.destroy(); }, TIMEOUT_MS);
  });
}

module.exports = { post };

'use strict';
// The two listeners (HTTP and HTTPS) and the way of a request: body, faults, handler, answer.

const http = require('node:http');
const https = require('node:https');
const answer = require('./answer');
const fault = require('./fault');

const HOST = '127.0.0.1';
const LARGEST_BODY = 64 * 1024;

function readBody(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    request.on('data', (chunk) => {
      size += chunk.length;
      if (size > LARGEST_BODY) reject(new answer.BadCall('the body is too large', 413));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

// The name in the client certificate when our authority signed it, else null.
function clientName(socket) {
  if (!socket.encrypted || !socket.authorized) return null;
  const { subject } = socket.getPeerCertificate();
  return subject ? subject.CN : null;
}

function readUrl(request) {
  try {
    return new URL(request.url, `http://${HOST}`);
  } catch {
    throw new answer.BadCall('the address is malformed');
  }
}

async function readCall(request) {
  const url = readUrl(request);
  return {
    method: request.method, path: url.pathname, query: url.searchParams, headers: request.headers,
    client: clientName(request.socket), body: await readBody(request),
  };
}

function findHandler(routes, call) {
  const handler = routes[`${call.method} ${call.path}`] || routes[`* ${call.path}`];
  if (handler) return handler;
  const known = Object.keys(routes).some((route) => route.endsWith(` ${call.path}`));
  throw new answer.BadCall(known ? 'wrong method' : 'no such page', known ? 405 : 404);
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function work(sandbox, call) {
  const { store } = sandbox;
  const handler = findHandler(sandbox.routes, call);
  if (call.path.startsWith('/control/')) return handler(sandbox, call);
  store.counts[call.path] = (store.counts[call.path] || 0) + 1;
  if (store.settings.latency_ms > 0) await pause(store.settings.latency_ms);
  const taken = fault.take(store, call.path);
  if (!taken) return handler(sandbox, call);
  const result = fault.instead(sandbox, call, taken) || fault.spoilAnswer(taken, await handler(sandbox, call));
  // The delay comes after the work: the caller gives up while the deed is done.
  if (taken.delay_ms > 0) await pause(taken.delay_ms);
  return result;
}

async function serve(sandbox, request, response) {
  let result;
  try {
    result = await work(sandbox, await readCall(request));
  } catch (error) {
    if (error instanceof answer.BadCall) {
      result = answer.json({ error: error.message }, error.status);
    } else {
      console.error(error);
      result = answer.json({ error: 'the sandbox failed' }, 500);
    }
  }
  if (result.hangUp) {
    request.socket.destroy();
    return;
  }
  response.writeHead(result.status, {
    'content-length': result.body.length, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...result.headers,
  });
  response.end(result.body);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(server.address().port));
  });
}

async function open(sandbox, ports, certificates) {
  const handler = (request, response) => { serve(sandbox, request, response); };
  const plain = http.createServer(handler);
  const secure = https.createServer({
    key: certificates.key, cert: certificates.certificate, ca: certificates.ca,
    // Everybody may connect; only /secapi/ asks who it is.
    requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2',
  }, handler);
  sandbox.port = await listen(plain, ports.port);
  sandbox.tlsPort = await listen(secure, ports.tlsPort);
  return () => {
    for (const server of [plain, secure]) {
      server.close();
      server.closeAllConnections();
    }
  };
}

module.exports = { open };

'use strict';
// The command itself: start, both ports, ending, what is kept, what it refuses.

const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');
const { CONFIG, ROOT, Merchant, request } = require('./rig');

const MAIN = path.join(ROOT, 'sandbox', 'main.js');
let directory;
test.before(() => { directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-main-')); });
test.after(() => fs.rmSync(directory, { recursive: true, force: true }));

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function run(words) {
  const child = spawn(process.execPath, [MAIN, ...words]);
  const seen = { child, out: '', err: '' };
  seen.ended = new Promise((resolve) => { child.on('exit', (code) => resolve(code)); });
  child.stderr.on('data', (chunk) => { seen.err += chunk; });
  seen.ready = new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => { seen.out += chunk; if (seen.out.includes('\n')) resolve(); });
    seen.ended.then(() => reject(new Error(`ended early: ${seen.err}`)));
  });
  seen.ready.catch(() => {});
  return seen;
}

function writeConfig(changes = {}) {
  const file = path.join(directory, 'config.json');
  fs.writeFileSync(file, JSON.stringify({ ...CONFIG, ...changes }), { mode: 0o600 });
  return file;
}

async function start(state) {
  const [port, tlsPort] = [await freePort(), await freePort()];
  const seen = run(['--port', port, '--tls-port', tlsPort, '--state', state, '--config', writeConfig()].map(String));
  await seen.ready;
  return { seen, merchant: new Merchant({ port, tlsPort }, state) };
}

async function end(seen) {
  const started = Date.now();
  seen.child.kill('SIGTERM');
  assert.equal(await seen.ended, 0);
  assert.ok(Date.now() - started < 1000);
}

test('starts, serves both ports, ends in time and remembers', async () => {
  const state = path.join(directory, 'state');
  const first = await start(state);
  assert.equal(first.seen.out, 'sandbox ready\n');
  const order = await first.merchant.place();
  await first.merchant.control('pay', { out_trade_no: order.out_trade_no, notify: false });
  await first.merchant.control('set', { refund_delay_ms: 100000 });
  const fields = { out_trade_no: order.out_trade_no, out_refund_no: 'R1', total_fee: '888', refund_fee: '1' };
  const refund = await first.merchant.refund(fields);
  const { ca } = first.merchant.certificates();
  const secure = await request(`https://127.0.0.1:${first.merchant.sandbox.tlsPort}/control/state`, { ca });
  assert.equal(JSON.parse(secure.text).orders.length, 1);
  await end(first.seen);
  assert.equal(fs.statSync(path.join(state, 'state.json')).mode & 0o777, 0o600);
  const second = await start(state);
  const answer = await second.merchant.call('/pay/orderquery', { out_trade_no: order.out_trade_no });
  assert.equal(answer.trade_state, 'REFUND');
  assert.equal((await second.merchant.refund(fields)).refund_id, refund.refund_id);
  await end(second.seen);
});

test('refuses wrong options and configurations', async () => {
  const state = path.join(directory, 'refused');
  for (const words of [['--odd', '1'], ['--state', state], ['--state', state, '--config', '/nowhere'], ['--port', '99999', '--state', state],
    ['--state', state, '--config', writeConfig({ api_key: '' })]]) {
    const seen = run(words);
    assert.equal(await seen.ended, 2, words.join(' '));
    assert.match(seen.err, /^sandbox: /);
  }
});

test('a broken configuration is not quoted', async () => {
  const file = path.join(directory, 'broken.json');
  fs.writeFileSync(file, '{"secret":"very-secret",,}');
  const seen = run(['--state', path.join(directory, 'refused'), '--config', file]);
  assert.equal(await seen.ended, 2);
  assert.equal(seen.err, 'sandbox: configuration: not JSON\n');
});

test('a taken port is an error, not a half start', async () => {
  const blocker = net.createServer();
  await new Promise((resolve) => { blocker.listen(0, '127.0.0.1', resolve); });
  const words = ['--port', String(blocker.address().port), '--tls-port', '0', '--state', path.join(directory, 'state'), '--config', writeConfig()];
  const seen = run(words);
  assert.equal(await seen.ended, 2);
  assert.match(seen.err, /EADDRINUSE/);
  blocker.close();
});

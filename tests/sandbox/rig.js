'use strict';
// What the sandbox's tests share: a running sandbox, a merchant that signs its calls with its own
// code (not the sandbox's), and a shop that records notifications and answers as told.

const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const os = require('node:os');
const path = require('node:path');
const { startSandbox } = require('../../sandbox/sandbox');
const xml = require('../../sandbox/xml');

const CONFIG = {
  appid: 'wxd930ea5d5a258f4f', secret: 'sandbox-secret', mch_id: '10000100', api_key: '192006250b4c09247ec02edce69f6a2d',
};
const ROOT = path.join(__dirname, '..', '..');

function vectors() {
  const file = process.env.VECTORS || path.join(ROOT, 'tests', 'vectors.json');
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

function sign(fields, key = CONFIG.api_key, type = 'MD5') {
  const pairs = Object.entries(fields).filter(([name, value]) => name !== 'sign' && value !== '');
  const text = `${pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`).join('&')}&key=${key}`;
  const hash = type === 'MD5' ? crypto.createHash('md5') : crypto.createHmac('sha256', key);
  return hash.update(text).digest('hex').toUpperCase();
}

function request(address, options = {}, body = '') {
  const client = address.startsWith('https') ? https : http;
  return new Promise((resolve, reject) => {
    const sent = client.request(address, { agent: false, ...options }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode, headers: response.headers, bytes, text: bytes.toString('utf8') });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

class Merchant {
  constructor(sandbox, state) {
    this.sandbox = sandbox;
    this.state = state;
    this.count = 0;
  }

  url(where) { return `http://127.0.0.1:${this.sandbox.port}${where}`; }

  signed(fields, how = {}) {
    const whole = { appid: CONFIG.appid, mch_id: CONFIG.mch_id, nonce_str: crypto.randomBytes(8).toString('hex'), ...fields };
    for (const name of Object.keys(whole)) if (whole[name] === undefined) delete whole[name];
    return { ...whole, sign: sign(whole, how.key, whole.sign_type || 'MD5') };
  }

  raw(where, body, method = 'POST') { return request(this.url(where), { method }, body); }

  async call(where, fields, how = {}) {
    const sent = this.signed(fields, how);
    const response = await this.raw(where, xml.write(sent));
    const answer = xml.read(response.text);
    if (answer.return_code === 'SUCCESS' && sign(answer, CONFIG.api_key, sent.sign_type || 'MD5') !== answer.sign) {
      throw new Error(`the answer is not signed: ${response.text}`);
    }
    return answer;
  }

  certificates() {
    const read = (name) => fs.readFileSync(path.join(this.state, 'certificates', name));
    return { ca: read('ca.pem'), cert: read('apiclient_cert.pem'), key: read('apiclient_key.pem') };
  }

  async refund(fields, tls = this.certificates()) {
    const address = `https://127.0.0.1:${this.sandbox.tlsPort}/secapi/pay/refund`;
    const response = await request(address, { method: 'POST', ...tls }, xml.write(this.signed(fields)));
    return xml.read(response.text);
  }

  order(changes = {}) {
    this.count += 1;
    return {
      body: '微商城-订单', out_trade_no: `M${Date.now()}${this.count}`, total_fee: '888', spbill_create_ip: '127.0.0.1',
      notify_url: 'http://127.0.0.1:1/notify', trade_type: 'JSAPI', openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', ...changes,
    };
  }

  async place(changes) {
    const fields = this.order(changes);
    const answer = await this.call('/pay/unifiedorder', fields);
    return { ...fields, ...answer };
  }

  async json(where, value) {
    const options = { method: value === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/json' } };
    const response = await request(this.url(where), options, value === undefined ? '' : JSON.stringify(value));
    return { status: response.status, ...JSON.parse(response.text) };
  }

  control(name, value) { return this.json(`/control/${name}`, value); }
}

// A shop that listens for notifications. reply(n) gives { status, body, wait } for the n-th one.
class Shop {
  constructor() {
    this.received = [];
    this.reply = () => ({ status: 200, body: '<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>' });
    this.server = http.createServer((incoming, response) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () => {
        this.received.push({ at: Date.now(), path: incoming.url, text: Buffer.concat(chunks).toString('utf8') });
        const { status, body, wait = 0 } = this.reply(this.received.length);
        setTimeout(() => {
          response.writeHead(status, { 'content-type': 'text/xml' });
          response.end(body);
        }, wait);
      });
    });
  }

  listen() {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => {
        this.url = `http://127.0.0.1:${this.server.address().port}/notify`;
        resolve(this);
      });
    });
  }

  fields(n = 0) { return xml.read(this.received[n].text); }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function startRig() {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-test-'));
  const sandbox = await startSandbox({ port: 0, tlsPort: 0, state, config: CONFIG });
  const merchant = new Merchant(sandbox, state);
  const shop = await new Shop().listen();
  const stop = () => {
    sandbox.stop();
    shop.close();
    fs.rmSync(state, { recursive: true, force: true });
  };
  return { sandbox, merchant, shop, state, stop };
}

async function until(check, ms = 5000) {
  const end = Date.now() + ms;
  while (!(await check())) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

module.exports = { CONFIG, ROOT, vectors, sign, request, startRig, Merchant, Shop, until };

'use strict';
// One running sandbox: configuration, memory, routes and the open ports put together.

const fs = require('node:fs');
const { checkConfig } = require('./config');
const { loadCertificates } = require('./certificates');
const { Store } = require('./store');
const { fixedPeople } = require('./people');
const server = require('./server');
const delivery = require('./delivery');
const refund = require('./refund');

const PARTS = ['unifiedorder', 'order', 'refund', 'bill', 'signin', 'people', 'cashier', 'sms', 'control', 'index_page'];

async function startSandbox({ port, tlsPort, state, config }) {
  checkConfig(config);
  fs.mkdirSync(state, { recursive: true, mode: 0o700 });
  const certificates = await loadCertificates(state, config.mch_id);
  const store = new Store(state);
  store.load();
  const fixed = fixedPeople(config.appid);
  const sandbox = {
    config, store,
    people: () => [...fixed, ...store.newPeople],
    routes: Object.assign({}, ...PARTS.map((name) => require(`./${name}`).routes)),
  };
  const close = await server.open(sandbox, { port, tlsPort }, certificates);
  refund.resume(sandbox);
  delivery.resume(sandbox);
  sandbox.stop = () => {
    close();
    store.cancelAll();
    store.save();
    // What is still on the wire must not plan another attempt for a sandbox that is gone.
    for (const record of store.notifications) record.cancelled = true;
  };
  return sandbox;
}

module.exports = { startSandbox };

#!/usr/bin/env node
'use strict';
// The command: node sandbox/main.js --port 8081 --tls-port 8443 --state DIR --config FILE

const { readArguments, readConfig } = require('./config');
const { startSandbox } = require('./sandbox');

function stop(sandbox) {
  let status = 0;
  try {
    sandbox.stop();
  } catch (error) {
    console.error(`sandbox: ${error.message}`);
    status = 1;
  }
  process.exit(status);
}

async function main() {
  const { config, ...wanted } = readArguments(process.argv.slice(2));
  const sandbox = await startSandbox({ ...wanted, config: readConfig(config) });
  process.on('SIGTERM', () => stop(sandbox));
  process.on('SIGINT', () => stop(sandbox));
  console.log('sandbox ready');
}

main().catch((error) => {
  console.error(`sandbox: ${error.message}`);
  process.exit(2);
});

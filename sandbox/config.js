'use strict';
// The command line and the configuration file, both checked before anything listens.

const fs = require('node:fs');

const OPTIONS = ['port', 'tls-port', 'state', 'config'];

function readArguments(words) {
  const found = {};
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '');
    if (!words[i].startsWith('--') || !OPTIONS.includes(name)) throw new Error(`unknown option ${words[i]}`);
    if (words[i + 1] === undefined) throw new Error(`${words[i]} needs a value`);
    found[name] = words[i + 1];
  }
  for (const name of ['state', 'config']) {
    if (!found[name]) throw new Error(`--${name} is required`);
  }
  return {
    port: readPort(found.port || '8081'),
    tlsPort: readPort(found['tls-port'] || '8443'),
    state: found.state,
    config: found.config,
  };
}

function readPort(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65535)) throw new Error(`not a port: ${text}`);
  return port;
}

function checkConfig(config) {
  if (typeof config !== 'object' || config === null) throw new Error('configuration: must be an object');
  for (const name of ['appid', 'secret', 'mch_id', 'api_key']) {
    if (typeof config[name] !== 'string' || config[name] === '') throw new Error(`configuration: ${name} is missing`);
  }
  // A short or empty key would let anybody sign, so the sandbox refuses it like the shop must.
  if (!/^[\x21-\x7e]{32}$/.test(config.api_key)) throw new Error('configuration: api_key must be 32 ASCII characters');
  return config;
}

function readConfig(path) {
  const text = fs.readFileSync(path, 'utf8');
  let config;
  try {
    config = JSON.parse(text);
  } catch {
    // The parser's own message quotes the file, and the file holds secrets.
    throw new Error('configuration: not JSON');
  }
  return checkConfig(config);
}

module.exports = { readArguments, readConfig, checkConfig };

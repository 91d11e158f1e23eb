'use strict';
// The certificates of the sandbox: an own authority, the server's certificate for 127.0.0.1
// and the merchant's client certificate. Made once by the openssl command, then only read.

const fs = require('node:fs');
const path = require('node:path');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');

const run = promisify(execFile);
const DAYS = '3650';

async function makeAuthority(directory) {
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', DAYS,
    '-keyout', path.join(directory, 'ca.key'), '-out', path.join(directory, 'ca.pem'),
    '-subj', '/O=Micromall Sandbox/CN=Micromall Sandbox CA',
    '-addext', 'keyUsage=critical,keyCertSign,cRLSign']);
}

async function makeSigned(directory, files, subject, extensions) {
  const at = (name) => path.join(directory, name);
  const request = at(`${files.key}.csr`);
  const extension = at(`${files.key}.ext`);
  fs.writeFileSync(extension, `${extensions.join('\n')}\n`);
  await run('openssl', ['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-sha256',
    '-keyout', at(files.key), '-out', request, '-subj', subject]);
  await run('openssl', ['x509', '-req', '-sha256', '-days', DAYS, '-in', request, '-out', at(files.certificate),
    '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', extension]);
  fs.chmodSync(at(files.key), 0o600);
  fs.unlinkSync(request);
  fs.unlinkSync(extension);
}

async function makeAll(directory, merchant) {
  // Made beside and renamed: a start that is interrupted leaves no half set behind.
  const fresh = `${directory}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true, mode: 0o700 });
  await makeAuthority(fresh);
  await makeSigned(fresh, { key: 'server.key', certificate: 'server.pem' }, '/CN=127.0.0.1',
    ['subjectAltName=IP:127.0.0.1,DNS:localhost', 'extendedKeyUsage=serverAuth', 'basicConstraints=CA:FALSE']);
  await makeSigned(fresh, { key: 'apiclient_key.pem', certificate: 'apiclient_cert.pem' }, `/CN=${merchant}`,
    ['extendedKeyUsage=clientAuth', 'basicConstraints=CA:FALSE']);
  fs.renameSync(fresh, directory);
}

async function loadCertificates(state, merchant) {
  if (!/^[0-9A-Za-z]+$/.test(merchant)) throw new Error('configuration: mch_id must be letters and digits');
  const directory = path.join(state, 'certificates');
  if (!fs.existsSync(directory)) await makeAll(directory, merchant);
  const read = (name) => fs.readFileSync(path.join(directory, name));
  return { ca: read('ca.pem'), certificate: read('server.pem'), key: read('server.key') };
}

module.exports = { loadCertificates };

'use strict';
// Misbehaviour on request. A fault waits for calls of one endpoint and spoils that many of them.
// Kinds that lose the answer act before the work is done, or after it with "after": true -
// the shop then cannot know whether its order or refund exists.

const answer = require('./answer');
const { BadCall } = answer;
const bill = require('./bill');
const { failedAnswer, askedSignType } = require('./merchant_call');
const { spoil } = require('./signature');

const KINDS = ['status_500', 'empty', 'close_connection', 'delay', 'systemerror', 'bad_signature', 'truncate', 'garbage', 'business'];
const HANG_UP = { hangUp: true, status: 0, headers: {}, body: Buffer.alloc(0) };

function add(store, wanted) {
  if (typeof wanted.endpoint !== 'string' || !wanted.endpoint.startsWith('/')) throw new BadCall('endpoint must be a path');
  if (!KINDS.includes(wanted.kind)) throw new BadCall(`kind must be one of ${KINDS.join(', ')}`);
  const times = wanted.times ?? 1;
  if (!Number.isInteger(times) || times < 1) throw new BadCall('times must be a whole number above 0');
  const delay = wanted.delay_ms ?? 0;
  if (!Number.isInteger(delay) || delay < 0 || delay > 600000) throw new BadCall('delay_ms must be 0 to 600000');
  if (wanted.kind === 'business' && !wanted.err_code) throw new BadCall('business needs err_code');
  const fault = {
    endpoint: wanted.endpoint, kind: wanted.kind, times, delay_ms: delay, err_code: wanted.err_code || '',
    err_code_des: wanted.err_code_des || wanted.err_code || '', after: wanted.after === true,
  };
  store.faults.push(fault);
  return fault;
}

function take(store, path) {
  const index = store.faults.findIndex((fault) => fault.endpoint === path);
  if (index < 0) return null;
  const fault = store.faults[index];
  fault.times -= 1;
  if (fault.times === 0) store.faults.splice(index, 1);
  return fault;
}

// The business error in the words of the interface that was called.
function refuse(sandbox, call, code, message) {
  if (call.path === '/pay/downloadbill') return bill.failure(code, message);
  if (/^\/(secapi\/)?pay\//.test(call.path)) return failedAnswer(sandbox.config, askedSignType(call), code, message);
  if (call.path.startsWith('/sns/')) return answer.json({ errcode: Number(code) || -1, errmsg: message });
  return answer.json({ error: code, message }, 503);
}

// The answer that stands in for the work, or null when the work shall be done.
function instead(sandbox, call, fault) {
  if (fault.kind === 'systemerror') return refuse(sandbox, call, 'SYSTEMERROR', '系统超时');
  if (fault.kind === 'business') return refuse(sandbox, call, fault.err_code, fault.err_code_des);
  return fault.after ? null : lost(fault);
}

function lost(fault) {
  if (fault.kind === 'status_500') return answer.html('<html><body><h1>500 Internal Server Error</h1></body></html>', 500);
  if (fault.kind === 'empty') return answer.text('', 'text/xml; charset=utf-8');
  if (fault.kind === 'close_connection') return HANG_UP;
  return null;
}

function spoilSignature(result) {
  const text = result.body.toString('utf8');
  const spoiled = text.replace(/(<sign>(?:<!\[CDATA\[)?)([0-9A-F]+)/, (whole, before, signature) => before + spoil(signature));
  return { ...result, body: Buffer.from(spoiled) };
}

// What becomes of the true answer once the work is done.
function spoilAnswer(fault, result) {
  if (fault.kind === 'bad_signature') return spoilSignature(result);
  if (fault.kind === 'truncate') return { ...result, body: result.body.subarray(0, result.body.length >> 1) };
  if (fault.kind === 'garbage') return { ...result, body: Buffer.from('\u0000<<<not xml>>>&&& {"half":', 'utf8') };
  return lost(fault) || result;
}

module.exports = { KINDS, add, take, instead, spoilAnswer };

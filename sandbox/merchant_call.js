'use strict';
// The envelope of every WeChat Pay V2 call: reading and checking the signed request,
// and the two-level signed answer (return_code = communication, result_code = business).

const xml = require('./xml');
const answer = require('./answer');
const { SIGN_TYPES, sign } = require('./signature');
const { nonce } = require('./identifier');

// level "return" answers unsigned with return_code FAIL, level "result" signed with result_code FAIL.
class Refusal extends Error {
  constructor(code, message, level = 'result') {
    super(message);
    this.code = code;
    this.level = level;
  }
}

function parseBody(call) {
  if (call.method !== 'POST') throw new Refusal('REQUIRE_POST_METHOD', '请使用post方法', 'return');
  if (call.body.length === 0) throw new Refusal('POST_DATA_EMPTY', 'post数据为空', 'return');
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(call.body);
  } catch {
    throw new Refusal('NOT_UTF8', '编码格式错误', 'return');
  }
  try {
    return xml.read(text);
  } catch (error) {
    if (!(error instanceof xml.XmlError)) throw error;
    throw new Refusal('XML_FORMAT_ERROR', 'XML格式错误', 'return');
  }
}

function checkEnvelope(config, fields) {
  for (const name of ['appid', 'mch_id', 'nonce_str', 'sign']) {
    if (!fields[name]) throw new Refusal('LACK_PARAMS', `缺少参数${name}`, 'return');
  }
  // The key belongs to the merchant: for a foreign mch_id there is nothing to sign an answer with.
  if (fields.mch_id !== config.mch_id) throw new Refusal('MCHID_NOT_EXIST', 'mch_id不存在', 'return');
  const signType = fields.sign_type || 'MD5';
  if (!SIGN_TYPES.includes(signType) || sign(fields, config.api_key, signType) !== fields.sign) {
    throw new Refusal('SIGNERROR', '签名错误', 'return');
  }
  if (fields.appid !== config.appid) throw new Refusal('APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  if (Buffer.byteLength(fields.nonce_str) > 32) throw new Refusal('PARAM_ERROR', 'nonce_str长度超过32');
}

function signedAnswer(config, signType, fields) {
  const whole = {
    return_code: 'SUCCESS', return_msg: 'OK', appid: config.appid, mch_id: config.mch_id, nonce_str: nonce(), ...fields,
  };
  for (const name of Object.keys(whole)) {
    if (whole[name] === undefined || whole[name] === '') delete whole[name];
  }
  whole.sign = sign(whole, config.api_key, signType);
  return answer.xml(xml.write(whole));
}

function failedAnswer(config, signType, code, message) {
  return signedAnswer(config, signType, { result_code: 'FAIL', err_code: code, err_code_des: message });
}

function unsignedAnswer(code, message) {
  return answer.xml(xml.write({ return_code: 'FAIL', return_msg: message, err_code: code }));
}

// The algorithm the caller asked for, found without judging the rest of the message.
function askedSignType(call) {
  return /<sign_type>(<!\[CDATA\[)?HMAC-SHA256/.test(call.body.toString('utf8')) ? 'HMAC-SHA256' : 'MD5';
}

// Turns work(sandbox, fields) -> answer fields into a handler.
function merchantEndpoint(work, options = {}) {
  return (sandbox, call) => {
    const { config } = sandbox;
    try {
      if (options.certificate && call.client !== config.mch_id) {
        throw new Refusal('CERT_ERROR', '证书验证失败，请使用商户证书', 'return');
      }
      const fields = parseBody(call);
      checkEnvelope(config, fields);
      const made = work(sandbox, fields, call);
      return signedAnswer(config, fields.sign_type || 'MD5', { result_code: 'SUCCESS', ...made });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.level === 'return') return unsignedAnswer(error.code, error.message);
      return failedAnswer(config, askedSignType(call), error.code, error.message);
    }
  };
}

module.exports = { Refusal, parseBody, checkEnvelope, merchantEndpoint, signedAnswer, failedAnswer, unsignedAnswer, askedSignType };

'use strict';
// The WeChat users of the sandbox: eight that are always there and those that were added.

const answer = require('./answer');
const { openid } = require('./identifier');

const NAMES = [
  ['小雨', 2, '浙江', '杭州'], ['阿哲', 1, '广东', '深圳'], ['橙子汽水', 2, '四川', '成都'], ['老王', 1, '北京', '朝阳'],
  ['奶茶不加糖', 2, '上海', '浦东新区'], ['山里的风', 1, '云南', '大理'], ['Luna 月亮', 2, '江苏', '南京'], ['一只大橘猫', 0, '湖北', '武汉'],
];
const COLOURS = ['#c8371f', '#2f6fdb', '#d9822b', '#2a8f5b', '#8e4ec6', '#0f8b8d', '#b83280', '#7a5c3e'];

function person(appid, name, index, sex = 0, province = '', city = '') {
  return { openid: openid(appid, `${index} ${name}`), nickname: name, sex, province, city, colour: COLOURS[index % COLOURS.length] };
}

function fixedPeople(appid) {
  return NAMES.map(([name, sex, province, city], index) => person(appid, name, index, sex, province, city));
}

function newPerson(appid, name, index) {
  return person(appid, name, NAMES.length + index);
}

// A head and shoulders in the person's colour.
function avatarSvg(one) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="132" height="132" viewBox="0 0 132 132">`
    + `<rect width="132" height="132" fill="${one.colour}"/><circle cx="66" cy="52" r="24" fill="#fff"/>`
    + '<path d="M22 132c0-30 20-46 44-46s44 16 44 46z" fill="#fff"/></svg>';
}

function avatarData(one) {
  return `data:image/svg+xml;base64,${Buffer.from(avatarSvg(one)).toString('base64')}`;
}

function avatar(sandbox, call) {
  const found = sandbox.people().find((one) => one.openid === call.query.get('openid'));
  if (!found) throw new answer.BadCall('no such person', 404);
  return answer.text(avatarSvg(found), 'image/svg+xml');
}

module.exports = { routes: { 'GET /avatar': avatar }, fixedPeople, newPerson, avatarData };

'use strict';
// Notifications on their way: the first attempt at once, then WeChat's own schedule until the
// shop answers SUCCESS. They can also be dropped (never sent) or held back and released later.

const { post } = require('./post');

// Seconds between attempts, 24 h 4 min in all.
const SCHEDULE = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600];

function arm(sandbox, record) {
  const { store } = sandbox;
  const due = record.waiting_since + (SCHEDULE[record.attempts.length - 1] * 1000) / store.settings.speed;
  store.later(`notification ${record.id}`, due - Date.now(), () => attempt(sandbox, record));
}

async function attempt(sandbox, record) {
  record.state = 'sending';
  const outcome = await post(record.url, record.xml);
  record.attempts.push(outcome);
  if (record.cancelled) return outcome;
  if (outcome.success) {
    record.state = 'done';
  } else if (record.attempts.length > SCHEDULE.length) {
    record.state = 'given up';
  } else {
    record.state = 'waiting';
    record.waiting_since = Date.now();
    arm(sandbox, record);
  }
  return outcome;
}

// Resolves with the answer to the first attempt, or null when nothing is sent now.
async function start(sandbox, notice) {
  const { store } = sandbox;
  const record = { id: store.notifications.length + 1, ...notice, state: 'new', attempts: [] };
  store.notifications.push(record);
  if (store.settings.notify === 'drop') record.state = 'dropped';
  if (store.settings.notify === 'hold') record.state = 'held';
  return record.state === 'new' ? attempt(sandbox, record) : null;
}

// Sends copies outside the schedule and returns every answer.
async function sendCopies(notice, times, concurrent) {
  const send = () => post(notice.url, notice.xml);
  if (concurrent) return Promise.all(Array.from({ length: times }, send));
  const answers = [];
  for (let i = 0; i < times; i += 1) answers.push(await send());
  return answers;
}

// A small fixed generator, so that the same seed gives the same order on every machine.
function shuffle(list, seed) {
  const shuffled = [...list];
  let state = (seed >>> 0) || 1;
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}

async function release(sandbox, how) {
  let held = sandbox.store.notifications.filter((record) => record.state === 'held');
  if (how.order === 'reverse') held = held.reverse();
  if (how.order === 'shuffle') held = shuffle(held, Number(how.seed || 1));
  const send = async (record) => ({ id: record.id, out_trade_no: record.out_trade_no, ...(await attempt(sandbox, record)) });
  if (how.concurrent) return Promise.all(held.map(send));
  const answers = [];
  for (const record of held) answers.push(await send(record));
  return answers;
}

// Another speed moves the attempts that are already waiting.
function rearm(sandbox) {
  for (const record of sandbox.store.notifications) {
    if (record.state === 'waiting') arm(sandbox, record);
  }
}

// After a restart: an attempt that was on the wire counts as not made.
function resume(sandbox) {
  for (const record of sandbox.store.notifications) {
    if (record.state === 'sending') attempt(sandbox, record);
  }
  rearm(sandbox);
}

module.exports = { SCHEDULE, start, sendCopies, shuffle, release, rearm, resume };

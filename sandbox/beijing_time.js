'use strict';
// Beijing time (UTC+8, no daylight saving) in the shapes WeChat writes it.

const OFFSET_MS = 8 * 3600 * 1000;

// "20261122103000"
function stamp(ms) {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 19).replace(/[-T:]/g, '');
}

// "2026-11-22 10:30:00"
function readable(ms) {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

// "20261122"
function day(ms) {
  return stamp(ms).slice(0, 8);
}

// Milliseconds of a 14-digit stamp, NaN when it is not a real date and time.
function parse(text) {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return NaN;
  const [year, month, date, hour, minute, second] = parts.slice(1).map(Number);
  const ms = Date.UTC(year, month - 1, date, hour, minute, second) - OFFSET_MS;
  return stamp(ms) === text ? ms : NaN;
}

module.exports = { stamp, readable, day, parse };

'use strict';
// Everything the sandbox remembers: orders, refunds, notifications, messages, settings, faults.
// It lives in memory; save() writes it to state.json and load() reads it back.

const fs = require('node:fs');
const path = require('node:path');

const DEFAULT_SETTINGS = {
  speed: 1,
  close_after_ms: 300000,
  refund_delay_ms: 1500,
  notify: 'normal',
  latency_ms: 0,
};

class Store {
  constructor(directory) {
    this.file = path.join(directory, 'state.json');
    this.timers = new Map();
    this.clear();
  }

  clear() {
    this.cancelAll();
    // A reset must also stop the attempts that are on the wire from scheduling another one.
    for (const record of this.notifications || []) record.cancelled = true;
    this.settings = { ...DEFAULT_SETTINGS };
    this.orders = new Map();
    this.prepayIds = new Map();
    this.refunds = new Map();
    this.plannedResults = new Map();
    this.notifications = [];
    this.messages = [];
    this.faults = [];
    this.counts = {};
    this.codes = new Map();
    this.tokens = new Map();
    this.newPeople = [];
  }

  // One timer per name; setting it again replaces the old one.
  later(name, ms, work) {
    this.cancel(name);
    this.timers.set(name, setTimeout(() => { this.timers.delete(name); work(); }, Math.max(0, ms)));
  }

  cancel(name) {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }

  cancelAll() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  findOrder(numbers) {
    if (numbers.transaction_id) {
      return [...this.orders.values()].find((order) => order.transaction_id === numbers.transaction_id);
    }
    return this.orders.get(numbers.out_trade_no);
  }

  refundsOf(order) {
    return [...this.refunds.values()].filter((refund) => refund.out_trade_no === order.out_trade_no);
  }

  save() {
    const kept = {
      orders: [...this.orders.values()],
      prepay_ids: [...this.prepayIds],
      refunds: [...this.refunds.values()],
      notifications: this.notifications,
      new_people: this.newPeople,
    };
    fs.writeFileSync(`${this.file}.new`, JSON.stringify(kept, null, 1), { mode: 0o600 });
    fs.renameSync(`${this.file}.new`, this.file);
  }

  load() {
    if (!fs.existsSync(this.file)) return;
    const kept = JSON.parse(fs.readFileSync(this.file, 'utf8'));
    this.orders = new Map(kept.orders.map((order) => [order.out_trade_no, order]));
    this.prepayIds = new Map(kept.prepay_ids);
    this.refunds = new Map(kept.refunds.map((refund) => [refund.out_refund_no, refund]));
    this.notifications = kept.notifications;
    this.newPeople = kept.new_people;
  }
}

module.exports = { Store, DEFAULT_SETTINGS };

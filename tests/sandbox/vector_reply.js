'use strict';
// Plays one reply of a shop to a fresh notification and tells whether the sandbox took it for success.

async function isAnswered(rig, body) {
  const { merchant, shop } = rig;
  shop.reply = () => ({ status: 200, body });
  const order = await merchant.place({ notify_url: shop.url });
  const { answers } = await merchant.control('pay', { out_trade_no: order.out_trade_no });
  return answers[0].success;
}

module.exports = { isAnswered };

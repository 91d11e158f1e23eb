-- One open attempt of a trade: who showed a QR code at a desk may pay in his phone meanwhile.
ALTER TABLE payment DROP KEY payment_open, ADD UNIQUE KEY payment_open (order_id, trade, open_slot);

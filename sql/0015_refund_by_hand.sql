-- What staff paid by another way than the channel: what the house owes its till or its bank.
INSERT INTO account (kind, owner, unit) VALUES ('HAND_PAID', 0, 'FEN');

-- Resolved before the books knew of that: somebody says once more how it was paid, and then the order ends.
UPDATE payment_exception x JOIN refund r ON r.id = x.refund_id SET x.state = 'OPEN', x.resolved_at = NULL, x.version = x.version + 1
 WHERE x.kind = 'REFUND_FAILED' AND x.state = 'RESOLVED' AND r.state = 'ABNORMAL';

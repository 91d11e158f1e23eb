-- Money: attempts to pay, what the channels told, refunds, the exception desk, and the ledger.
CREATE TABLE payment (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number          VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'out_trade_no of this attempt: P and 19 digits',
  order_id        BIGINT       NOT NULL,
  channel         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  trade           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount          BIGINT       NOT NULL,
  refunded_amount BIGINT       NOT NULL DEFAULT 0 COMMENT 'of all refunds asked for, done or not',
  refund_count    INT          NOT NULL DEFAULT 0 COMMENT 'WeChat takes fifty for one payment',
  state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  open_slot       INT          NULL COMMENT '1 while NEW or PENDING: one open attempt an order',
  openid          VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  client_ip       VARCHAR(45)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  prepay_id       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  code_url        VARCHAR(512) CHARACTER SET ascii COLLATE ascii_bin NULL,
  mweb_url        VARCHAR(512) CHARACTER SET ascii COLLATE ascii_bin NULL,
  transaction_id  VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at      DATETIME(3)  NOT NULL,
  placed_at       DATETIME(3)  NULL COMMENT 'when the channel took it: closing there waits five minutes from here',
  expires_at      DATETIME(3)  NOT NULL,
  next_query_at   DATETIME(3)  NULL COMMENT 'when the channel is asked next; claimed by moving it on',
  queried_at      DATETIME(3)  NULL COMMENT 'when a buyer last had it asked',
  queries         INT          NOT NULL DEFAULT 0,
  finished_at     DATETIME(3)  NULL,
  UNIQUE KEY payment_number (number),
  UNIQUE KEY payment_open (order_id, open_slot),
  KEY payment_order (order_id, id),
  KEY payment_next_query_at (next_query_at),
  CONSTRAINT payment_amount CHECK (amount > 0),
  CONSTRAINT payment_refunded CHECK (refunded_amount BETWEEN 0 AND amount AND refund_count BETWEEN 0 AND 50)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- One row for each sum of money that reached us, whatever became of it.
CREATE TABLE receipt (
  channel         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  transaction_id  VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_number  VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'as told; may be none of ours',
  amount          BIGINT       NOT NULL,
  currency        VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  openid          VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  outcome         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'APPLIED or UNAPPLIED',
  told_by         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'NOTICE or QUERY',
  raw             BLOB         NULL COMMENT 'the notice as it came',
  created_at      DATETIME(3)  NOT NULL,
  PRIMARY KEY (channel, transaction_id),
  KEY receipt_payment_number (payment_number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The exception desk: money, or news of money, that fits no order.
CREATE TABLE payment_exception (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind            VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'transaction or refund id at the channel',
  payment_number  VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id        BIGINT       NULL,
  amount          BIGINT       NOT NULL,
  refund_id       BIGINT       NULL,
  state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  note            VARCHAR(400) NOT NULL DEFAULT '',
  staff_id        BIGINT       NULL,
  created_at      DATETIME(3)  NOT NULL,
  resolved_at     DATETIME(3)  NULL,
  version         INT          NOT NULL DEFAULT 1,
  UNIQUE KEY payment_exception_once (channel, kind, reference),
  KEY payment_exception_state (state, id),
  KEY payment_exception_refund (refund_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE refund (
  id                BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number            VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'out_refund_no, the same on every try: R and 19 digits',
  reference         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what it is for, as order:12:cancel or exception:WECHATPAY:4200…',
  channel           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_number    VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  transaction_id    VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id          BIGINT       NULL COMMENT 'NULL: money that paid no order',
  total_amount      BIGINT       NOT NULL COMMENT 'of the payment, as the channel knows it',
  amount            BIGINT       NOT NULL,
  reason            VARCHAR(80)  NOT NULL,
  state             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_refund_id VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  tries             INT          NOT NULL DEFAULT 0,
  refusals          INT          NOT NULL DEFAULT 0 COMMENT 'by the channel itself; a line that is down is none',
  next_try_at       DATETIME(3)  NULL COMMENT 'to send, or to ask; NULL: final',
  last_error        VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  created_at        DATETIME(3)  NOT NULL,
  sent_at           DATETIME(3)  NULL,
  finished_at       DATETIME(3)  NULL,
  UNIQUE KEY refund_number (number),
  UNIQUE KEY refund_reference (reference),
  KEY refund_order (order_id, id),
  KEY refund_next_try_at (state, next_try_at),
  KEY refund_payment (payment_number),
  CONSTRAINT refund_amount CHECK (amount > 0 AND amount <= total_amount)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The ledger. Nothing here is ever changed but the balance of a guarded account.
CREATE TABLE account (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind        VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  owner       BIGINT       NOT NULL DEFAULT 0 COMMENT '0: the house itself',
  unit        VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'FEN or POINTS',
  balance     BIGINT       NULL COMMENT 'guarded accounts only; never below zero',
  UNIQUE KEY account_kind (kind, owner, unit),
  CONSTRAINT account_balance CHECK (balance IS NULL OR balance >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE ledger_transaction (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind        VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  leg         INT          NOT NULL DEFAULT 0,
  order_id    BIGINT       NULL,
  created_at  DATETIME(3)  NOT NULL,
  UNIQUE KEY ledger_transaction_once (kind, reference, leg),
  KEY ledger_transaction_order (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE ledger_entry (
  transaction_id  BIGINT NOT NULL,
  account_id      BIGINT NOT NULL,
  amount          BIGINT NOT NULL COMMENT 'signed; those of a transaction sum to zero',
  PRIMARY KEY (transaction_id, account_id),
  KEY ledger_entry_account (account_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO account (kind, owner, unit) VALUES
  ('WECHATPAY_CASH', 0, 'FEN'),
  ('SALES', 0, 'FEN'),
  ('FREIGHT', 0, 'FEN'),
  ('UNAPPLIED', 0, 'FEN'),
  ('REFUND_PAYABLE', 0, 'FEN');

-- What a merchant sets of the trade's rules in the panel; NULL: as the configuration file says. And who changed what.
CREATE TABLE shop_rule (
  id                    BIGINT      NOT NULL PRIMARY KEY COMMENT 'there is one',
  pay_within            BIGINT      NULL COMMENT 'seconds, as all durations here',
  auto_receive_express  BIGINT      NULL,
  unpaid_max            BIGINT      NULL,
  freight_fee           BIGINT      NULL COMMENT 'fen',
  freight_free_from     BIGINT      NULL COMMENT 'fen',
  member_session        BIGINT      NULL,
  staff_idle            BIGINT      NULL,
  visit_kept            BIGINT      NULL,
  version               INT         NOT NULL DEFAULT 1,
  CONSTRAINT shop_rule_one CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO shop_rule (id) VALUES (1);

CREATE TABLE shop_rule_change (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  rule          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  before_value  BIGINT       NULL COMMENT 'NULL: as the configuration file says',
  after_value   BIGINT       NULL,
  staff_id      BIGINT       NOT NULL,
  created_at    DATETIME(3)  NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

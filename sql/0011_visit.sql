-- Who looks at what in the shop, and what each business day came to; see model/report/.
CREATE TABLE visit (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at             DATETIME(3)  NOT NULL COMMENT 'when the page was opened, by our clock',
  visitor        BINARY(16)   NOT NULL COMMENT 'the first half of the SHA-256 of the cookie',
  member_id      BIGINT       NULL,
  page           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  object_id      BIGINT       NULL COMMENT 'the product of a PRODUCT page, the category of a LIST',
  path           VARCHAR(200) NOT NULL,
  referrer_host  VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'as this view told it; likewise below',
  utm_source     VARCHAR(64)  NULL,
  utm_medium     VARCHAR(64)  NULL,
  utm_campaign   VARCHAR(64)  NULL,
  share_code     VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  source         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the first view of the session',
  source_name    VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'the utm_source, share code or host that it names',
  stay_ms        INT          NOT NULL,
  KEY visit_at (at, visitor),
  KEY visit_visitor (visitor, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A day is the moment at which it began in Shanghai.
CREATE TABLE visit_day (
  day       DATETIME(3)  NOT NULL,
  page      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ALL: of all pages together',
  source    VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ALL: of all sources together',
  views     BIGINT       NOT NULL,
  visitors  BIGINT       NOT NULL COMMENT 'different ones: they do not add up',
  stay_ms   BIGINT       NOT NULL,
  PRIMARY KEY (day, page, source)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE trade_day (
  day              DATETIME(3)  NOT NULL PRIMARY KEY,
  paid_orders      BIGINT       NOT NULL,
  paid_amount      BIGINT       NOT NULL COMMENT 'fen, of the orders paid that day, whatever became of them',
  payers           BIGINT       NOT NULL COMMENT 'different members who paid',
  new_members      BIGINT       NOT NULL,
  views            BIGINT       NOT NULL,
  visitors         BIGINT       NOT NULL,
  refunds          BIGINT       NOT NULL COMMENT 'that went through that day, of orders',
  refunded_amount  BIGINT       NOT NULL,
  is_final         TINYINT      NOT NULL COMMENT 'computed when nothing could come in any more'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE product_hour (
  hour        DATETIME(3)  NOT NULL COMMENT 'when it began',
  product_id  BIGINT       NOT NULL,
  quantity    BIGINT       NOT NULL,
  amount      BIGINT       NOT NULL COMMENT 'fen, after discounts, without freight',
  PRIMARY KEY (hour, product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The best sellers of the last seven days, as the job found them.
CREATE TABLE product_rank (
  position    INT          NOT NULL PRIMARY KEY,
  product_id  BIGINT       NOT NULL,
  quantity    BIGINT       NOT NULL,
  amount      BIGINT       NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A day's figures come out of the indexes alone.
ALTER TABLE shop_order ADD KEY shop_order_paid_at (paid_at, member_id, paid_amount);
ALTER TABLE refund ADD KEY refund_finished_at (finished_at);
ALTER TABLE member ADD KEY member_nickname (nickname);

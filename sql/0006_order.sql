-- Carts, orders, parcels. The order is the row that a compare-and-set moves; see model/order/order.h.
CREATE TABLE cart (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  member_id   BIGINT       NULL,
  guest_hash  BINARY(32)   NULL COMMENT 'SHA-256 of the cookie of a browser nobody signed in on',
  line_count  INT          NOT NULL DEFAULT 0 COMMENT 'how many cart_line rows: the limit of 200 is guarded here',
  updated_at  DATETIME(3)  NOT NULL,
  UNIQUE KEY cart_member (member_id),
  UNIQUE KEY cart_guest (guest_hash),
  KEY cart_updated_at (updated_at),
  CONSTRAINT cart_line_count CHECK (line_count BETWEEN 0 AND 200)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE cart_line (
  cart_id     BIGINT       NOT NULL,
  sku_id      BIGINT       NOT NULL,
  quantity    INT          NOT NULL,
  selected    TINYINT      NOT NULL DEFAULT 1,
  added_at    DATETIME(3)  NOT NULL,
  PRIMARY KEY (cart_id, sku_id),
  CONSTRAINT cart_line_quantity CHECK (quantity BETWEEN 1 AND 9999)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE shop_order (
  id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number           VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  member_id        BIGINT       NOT NULL,
  unpaid_slot      INT          NULL COMMENT '1 to unpaid_max while unpaid: at most so many at once',
  state            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  receiver_name    VARBINARY(285) NOT NULL COMMENT 'sealed (lib/seal.h), as it lay in the address; likewise phone and address',
  receiver_phone   VARBINARY(49) NOT NULL,
  receiver_phone_index BINARY(32) NOT NULL,
  region           VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  province         VARCHAR(32)  NOT NULL,
  city             VARCHAR(32)  NOT NULL,
  district         VARCHAR(32)  NOT NULL,
  address          VARBINARY(829) NOT NULL,
  quantity         INT          NOT NULL,
  goods_amount     BIGINT       NOT NULL COMMENT 'fen, at list; likewise below',
  discount_amount  BIGINT       NOT NULL,
  freight_amount   BIGINT       NOT NULL,
  pay_amount       BIGINT       NOT NULL,
  paid_amount      BIGINT       NOT NULL DEFAULT 0,
  refunded_amount  BIGINT       NOT NULL DEFAULT 0,
  remark           VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'of the buyer',
  staff_remark     VARCHAR(200) NOT NULL DEFAULT '',
  cancel_reason    VARCHAR(200) NOT NULL DEFAULT '',
  created_at       DATETIME(3)  NOT NULL,
  expires_at       DATETIME(3)  NOT NULL COMMENT 'unpaid until then',
  next_sweep_at    DATETIME(3)  NULL COMMENT 'when a sweep looks at it next; NULL: no need',
  paid_at          DATETIME(3)  NULL,
  shipped_at       DATETIME(3)  NULL,
  auto_receive_at  DATETIME(3)  NULL,
  completed_at     DATETIME(3)  NULL,
  closed_at        DATETIME(3)  NULL COMMENT 'cancelled or refunded',
  version          INT          NOT NULL DEFAULT 1,
  UNIQUE KEY shop_order_number (number),
  UNIQUE KEY shop_order_unpaid (member_id, unpaid_slot),
  KEY shop_order_member (member_id, id),
  KEY shop_order_member_state (member_id, state, id),
  KEY shop_order_state (state, id),
  KEY shop_order_sweep (next_sweep_at),
  KEY shop_order_created_at (created_at),
  KEY shop_order_receiver_phone (receiver_phone_index),
  CONSTRAINT shop_order_sealed CHECK (ORD(receiver_name) BETWEEN 1 AND 31 AND ORD(receiver_phone) BETWEEN 1 AND 31
    AND ORD(address) BETWEEN 1 AND 31 AND LENGTH(receiver_name) >= 29 AND LENGTH(receiver_phone) >= 29 AND LENGTH(address) >= 29),
  CONSTRAINT shop_order_amounts CHECK (pay_amount >= 0 AND refunded_amount BETWEEN 0 AND paid_amount)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE order_line (
  id                BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id          BIGINT       NOT NULL,
  position          INT          NOT NULL,
  product_id        BIGINT       NOT NULL,
  sku_id            BIGINT       NOT NULL,
  title             VARCHAR(120) NOT NULL,
  options           VARCHAR(160) NOT NULL,
  image             VARCHAR(255) NOT NULL,
  price             BIGINT       NOT NULL COMMENT 'fen for one, at list',
  quantity          INT          NOT NULL,
  activity_discount BIGINT       NOT NULL DEFAULT 0 COMMENT 'the steps of domain 4, each split over the lines',
  level_discount    BIGINT       NOT NULL DEFAULT 0,
  promotion_discount BIGINT      NOT NULL DEFAULT 0,
  coupon_discount   BIGINT       NOT NULL DEFAULT 0,
  points_discount   BIGINT       NOT NULL DEFAULT 0,
  freight_share     BIGINT       NOT NULL DEFAULT 0,
  pay_amount        BIGINT       NOT NULL COMMENT 'goods after discounts, plus the freight share',
  shipped_quantity  INT          NOT NULL DEFAULT 0,
  refunded_quantity INT          NOT NULL DEFAULT 0,
  refunded_amount   BIGINT       NOT NULL DEFAULT 0,
  UNIQUE KEY order_line_position (order_id, position),
  KEY order_line_sku (sku_id),
  CONSTRAINT order_line_quantity CHECK (quantity BETWEEN 1 AND 9999),
  CONSTRAINT order_line_shipped CHECK (shipped_quantity BETWEEN 0 AND quantity),
  CONSTRAINT order_line_refunded CHECK (refunded_amount BETWEEN 0 AND pay_amount)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE order_log (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id    BIGINT       NOT NULL,
  event       VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_state  VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  to_state    VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'member:7, staff:1, system',
  note        VARCHAR(200) NOT NULL DEFAULT '',
  created_at  DATETIME(3)  NOT NULL,
  KEY order_log_order (order_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE parcel (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id        BIGINT       NOT NULL,
  carrier         VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code, as SF',
  tracking_number VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  staff_id        BIGINT       NOT NULL,
  created_at      DATETIME(3)  NOT NULL,
  UNIQUE KEY parcel_tracking_number (order_id, carrier, tracking_number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE parcel_line (
  parcel_id      BIGINT NOT NULL,
  order_line_id  BIGINT NOT NULL,
  quantity       INT    NOT NULL,
  PRIMARY KEY (parcel_id, order_line_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

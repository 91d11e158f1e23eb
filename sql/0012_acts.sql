-- What staff do to an order and to goods: prices and addresses changed, picking, brands, tags, parameters.
ALTER TABLE shop_order
  ADD COLUMN adjust_amount BIGINT NOT NULL DEFAULT 0 COMMENT 'what staff added to the goods, or took off: signed' AFTER discount_amount,
  ADD COLUMN adjust_reason VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'of the last change of the price; the buyer reads it' AFTER cancel_reason,
  ADD COLUMN picking_at DATETIME(3) NULL COMMENT 'from then on the buyer changes and cancels nothing by himself' AFTER paid_at;

ALTER TABLE order_line
  ADD COLUMN adjust_amount BIGINT NOT NULL DEFAULT 0 COMMENT 'its share of what staff changed: signed' AFTER points_discount;

ALTER TABLE order_log
  ADD COLUMN before_text VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'what it was, where the event changes a value' AFTER note,
  ADD COLUMN after_text VARCHAR(400) NOT NULL DEFAULT '' AFTER before_text;

CREATE TABLE brand (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name        VARCHAR(64)  NOT NULL,
  image       VARCHAR(255) NOT NULL DEFAULT '',
  position    INT          NOT NULL DEFAULT 0,
  state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  version     INT          NOT NULL DEFAULT 1,
  alive       TINYINT      AS (IF(state = 'DELETED', NULL, 1)) VIRTUAL COMMENT 'a deleted brand keeps its name, and stands in nobody''s way',
  UNIQUE KEY brand_name (name, alive),
  KEY brand_state (state, position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

ALTER TABLE product
  ADD COLUMN brand_id BIGINT NULL AFTER category_id,
  ADD COLUMN tags VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'one word a line' AFTER unit,
  ADD COLUMN parameters TEXT NOT NULL DEFAULT '' COMMENT 'name, tab, value: one pair a line' AFTER tags,
  ADD COLUMN video VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'a path under /media/' AFTER images,
  ADD KEY product_brand (brand_id, state, id);

CREATE TABLE product_tag (
  product_id  BIGINT      NOT NULL,
  word        VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (word, product_id),
  KEY product_tag_product (product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

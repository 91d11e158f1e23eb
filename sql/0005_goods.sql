-- Goods: categories, products, SKUs, and the journal of their stock.
CREATE TABLE category (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  parent_id   BIGINT       NULL,
  level       INT          NOT NULL COMMENT '1 to 3',
  name        VARCHAR(64)  NOT NULL,
  image       VARCHAR(255) NULL,
  position    INT          NOT NULL DEFAULT 0,
  state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  version     INT          NOT NULL DEFAULT 1,
  KEY category_parent (parent_id, position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE product (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  category_id  BIGINT       NOT NULL,
  title        VARCHAR(120) NOT NULL,
  subtitle     VARCHAR(200) NOT NULL DEFAULT '',
  image        VARCHAR(255) NOT NULL DEFAULT '',
  images       TEXT         NOT NULL COMMENT 'the gallery: one path a line',
  detail       MEDIUMTEXT   NOT NULL,
  unit         VARCHAR(16)  NOT NULL DEFAULT '',
  state        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  option1      VARCHAR(32)  NULL COMMENT 'name of the first specification, as 颜色',
  option2      VARCHAR(32)  NULL,
  option3      VARCHAR(32)  NULL,
  price_min    BIGINT       NOT NULL DEFAULT 0 COMMENT 'fen, of the SKUs on sale',
  price_max    BIGINT       NOT NULL DEFAULT 0,
  list_price   BIGINT       NULL,
  sales        BIGINT       NOT NULL DEFAULT 0,
  in_stock     TINYINT      NOT NULL DEFAULT 0,
  minimum      INT          NOT NULL DEFAULT 1 COMMENT 'least quantity in one order',
  purchase_max INT          NULL COMMENT 'most in one order',
  tokens       TEXT         CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'bigrams of the title, see model/goods/search.h',
  created_at   DATETIME(3)  NOT NULL,
  updated_at   DATETIME(3)  NOT NULL,
  on_sale_at   DATETIME(3)  NULL,
  version      INT          NOT NULL DEFAULT 1,
  KEY product_newest (state, id),
  KEY product_price (state, price_min, id),
  KEY product_sales (state, sales, id),
  KEY product_category_newest (category_id, state, id),
  KEY product_category_price (category_id, state, price_min, id),
  KEY product_category_sales (category_id, state, sales, id),
  FULLTEXT KEY product_tokens (tokens)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE sku (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  product_id  BIGINT       NOT NULL,
  position    INT          NOT NULL DEFAULT 0,
  code        VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  barcode     VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  value1      VARCHAR(48)  NOT NULL DEFAULT '',
  value2      VARCHAR(48)  NOT NULL DEFAULT '',
  value3      VARCHAR(48)  NOT NULL DEFAULT '',
  image       VARCHAR(255) NULL,
  price       BIGINT       NOT NULL,
  list_price  BIGINT       NULL,
  cost        BIGINT       NULL,
  weight_g    INT          NOT NULL DEFAULT 0,
  stock       INT          NOT NULL DEFAULT 0,
  state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version     INT          NOT NULL DEFAULT 1,
  UNIQUE KEY sku_code (code),
  UNIQUE KEY sku_values (product_id, value1, value2, value3),
  CONSTRAINT sku_stock CHECK (stock >= 0),
  CONSTRAINT sku_price CHECK (price > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE stock_movement (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sku_id      BIGINT       NOT NULL,
  kind        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  quantity    INT          NOT NULL COMMENT 'signed; the sum of a SKU is its stock',
  after       INT          NOT NULL,
  reference   VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'order number, or who adjusted',
  staff_id    BIGINT       NULL,
  note        VARCHAR(200) NOT NULL DEFAULT '',
  created_at  DATETIME(3)  NOT NULL,
  UNIQUE KEY stock_movement_once (sku_id, kind, reference),
  KEY stock_movement_sku (sku_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The shop's face: who it is, what it promises, what its front page shows. Texts stand in the shop's own
-- language in the row itself, in others beside it in <thing>_text.
CREATE TABLE identity (
  id              BIGINT       NOT NULL PRIMARY KEY COMMENT 'there is one',
  name            VARCHAR(64)  NOT NULL DEFAULT '',
  logo            VARCHAR(255) NOT NULL DEFAULT '',
  brand_colour    VARCHAR(7)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT '#rrggbb',
  service_phone   VARCHAR(32)  NOT NULL DEFAULT '',
  service_hours   VARCHAR(120) NOT NULL DEFAULT '',
  return_name     VARCHAR(64)  NOT NULL DEFAULT '',
  return_phone    VARCHAR(32)  NOT NULL DEFAULT '',
  return_address  VARCHAR(300) NOT NULL DEFAULT '',
  company         VARCHAR(120) NOT NULL DEFAULT '',
  licence         VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'what the law wants said of permits',
  icp_number      VARCHAR(64)  NOT NULL DEFAULT '',
  icp_url         VARCHAR(255) NOT NULL DEFAULT '',
  copyright       VARCHAR(200) NOT NULL DEFAULT '',
  version         INT          NOT NULL DEFAULT 1,
  CONSTRAINT identity_one CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO identity (id) VALUES (1);

CREATE TABLE identity_text (
  thing_id        BIGINT       NOT NULL,
  locale          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name            VARCHAR(64)  NOT NULL DEFAULT '',
  service_hours   VARCHAR(120) NOT NULL DEFAULT '',
  licence         VARCHAR(300) NOT NULL DEFAULT '',
  copyright       VARCHAR(200) NOT NULL DEFAULT '',
  PRIMARY KEY (thing_id, locale)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE agreement (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number          INT          NOT NULL COMMENT 'of this kind, from 1; never changed, the next one replaces it',
  body            MEDIUMTEXT   NOT NULL,
  staff_id        BIGINT       NOT NULL,
  created_at      DATETIME(3)  NOT NULL,
  UNIQUE KEY agreement_number (kind, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE agreement_text (
  thing_id        BIGINT       NOT NULL,
  locale          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body            MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (thing_id, locale)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE banner (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title           VARCHAR(120) NOT NULL COMMENT 'also what is read to those who do not see the picture',
  image           VARCHAR(255) NOT NULL,
  target_kind     VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target_id       BIGINT       NULL,
  starts_at       DATETIME(3)  NULL,
  ends_at         DATETIME(3)  NULL,
  position        INT          NOT NULL,
  state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  published_at    DATETIME(3)  NULL COMMENT 'the first time',
  created_at      DATETIME(3)  NOT NULL,
  version         INT          NOT NULL DEFAULT 1,
  KEY banner_shown (state, position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE banner_text (
  thing_id        BIGINT       NOT NULL,
  locale          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title           VARCHAR(120) NOT NULL,
  PRIMARY KEY (thing_id, locale)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE home_floor (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title           VARCHAR(120) NOT NULL,
  source          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  category_id     BIGINT       NULL COMMENT 'where the source is a category',
  size            INT          NOT NULL COMMENT 'how many goods at most',
  position        INT          NOT NULL,
  state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  published_at    DATETIME(3)  NULL,
  created_at      DATETIME(3)  NOT NULL,
  version         INT          NOT NULL DEFAULT 1,
  KEY home_floor_shown (state, position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE home_floor_text (
  thing_id        BIGINT       NOT NULL,
  locale          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title           VARCHAR(120) NOT NULL,
  PRIMARY KEY (thing_id, locale)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE home_floor_product (
  floor_id        BIGINT       NOT NULL,
  product_id      BIGINT       NOT NULL,
  position        INT          NOT NULL,
  PRIMARY KEY (floor_id, product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE article (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title           VARCHAR(120) NOT NULL,
  image           VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'the cover',
  body            MEDIUMTEXT   NOT NULL,
  position        INT          NOT NULL,
  state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  published_at    DATETIME(3)  NULL,
  created_at      DATETIME(3)  NOT NULL,
  version         INT          NOT NULL DEFAULT 1,
  KEY article_shown (state, position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE article_text (
  thing_id        BIGINT       NOT NULL,
  locale          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title           VARCHAR(120) NOT NULL,
  body            MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (thing_id, locale)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE announcement (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title           VARCHAR(120) NOT NULL COMMENT 'the whole of it: one line above the goods',
  target_kind     VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target_id       BIGINT       NULL,
  starts_at       DATETIME(3)  NULL,
  ends_at         DATETIME(3)  NULL,
  position        INT          NOT NULL,
  state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  published_at    DATETIME(3)  NULL,
  created_at      DATETIME(3)  NOT NULL,
  version         INT          NOT NULL DEFAULT 1,
  KEY announcement_shown (state, position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE announcement_text (
  thing_id        BIGINT       NOT NULL,
  locale          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title           VARCHAR(120) NOT NULL,
  PRIMARY KEY (thing_id, locale)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Members: who buys. What is sealed (lib/seal.h) begins with a byte that no text begins with, and the tables take nothing else.
CREATE TABLE member (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  state         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  nickname      VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin,
  avatar_url    VARCHAR(512) NULL,
  phone         VARBINARY(49) NULL COMMENT 'sealed',
  phone_index   BINARY(32)   NULL,
  password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  locale        VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at    DATETIME(3)  NOT NULL,
  updated_at    DATETIME(3)  NOT NULL,
  version       INT          NOT NULL DEFAULT 1,
  UNIQUE KEY member_phone (phone_index),
  KEY member_created_at (created_at),
  CONSTRAINT member_sealed CHECK ((phone IS NULL) = (phone_index IS NULL) AND (phone IS NULL OR (ORD(phone) BETWEEN 1 AND 31 AND LENGTH(phone) >= 29)))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE member_wechat (
  appid       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  openid      VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  unionid     VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  member_id   BIGINT       NULL COMMENT 'NULL only inside the transaction that makes the member',
  created_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (appid, openid),
  UNIQUE KEY member_wechat_member (member_id, appid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The state of a web authorisation under way: bound to the browser, used once.
CREATE TABLE wechat_authorization (
  state_hash   BINARY(32)   NOT NULL PRIMARY KEY,
  browser_hash BINARY(32)   NOT NULL,
  return_path  VARCHAR(512) NOT NULL,
  expires_at   DATETIME(3)  NOT NULL,
  used_at      DATETIME(3)  NULL,
  KEY wechat_authorization_expires_at (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE phone_code (
  phone_index BINARY(32)   NOT NULL PRIMARY KEY COMMENT 'the phone itself is not needed',
  code_hash   BINARY(32)   NOT NULL,
  tries       INT          NOT NULL,
  sent_at     DATETIME(3)  NOT NULL,
  expires_at  DATETIME(3)  NOT NULL,
  used_at     DATETIME(3)  NULL,
  sent_on     DATE         NOT NULL,
  sent_today  INT          NOT NULL,
  KEY phone_code_expires_at (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE address (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  member_id   BIGINT       NOT NULL,
  name        VARBINARY(285) NOT NULL COMMENT 'sealed: 64 characters',
  phone       VARBINARY(49) NOT NULL COMMENT 'sealed',
  phone_index BINARY(32)   NOT NULL COMMENT 'which an order takes over',
  region      VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code of the district, GB/T 2260',
  province    VARCHAR(32)  NOT NULL,
  city        VARCHAR(32)  NOT NULL,
  district    VARCHAR(32)  NOT NULL,
  detail      VARBINARY(829) NOT NULL COMMENT 'sealed: 200 characters',
  is_default  TINYINT      NOT NULL DEFAULT 0,
  state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version     INT          NOT NULL DEFAULT 1,
  created_at  DATETIME(3)  NOT NULL,
  KEY address_member (member_id, state, id),
  CONSTRAINT address_sealed CHECK (ORD(name) BETWEEN 1 AND 31 AND ORD(phone) BETWEEN 1 AND 31 AND ORD(detail) BETWEEN 1 AND 31
    AND LENGTH(name) >= 29 AND LENGTH(phone) >= 29 AND LENGTH(detail) >= 29)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

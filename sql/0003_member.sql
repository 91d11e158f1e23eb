-- Members: who buys.
CREATE TABLE member (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  state         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  nickname      VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin,
  avatar_url    VARCHAR(512) NULL,
  phone         VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  locale        VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at    DATETIME(3)  NOT NULL,
  updated_at    DATETIME(3)  NOT NULL,
  version       INT          NOT NULL DEFAULT 1,
  UNIQUE KEY member_phone (phone),
  KEY member_created_at (created_at)
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
  phone       VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
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
  name        VARCHAR(64)  NOT NULL,
  phone       VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  region      VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code of the district, GB/T 2260',
  province    VARCHAR(32)  NOT NULL,
  city        VARCHAR(32)  NOT NULL,
  district    VARCHAR(32)  NOT NULL,
  detail      VARCHAR(200) NOT NULL,
  is_default  TINYINT      NOT NULL DEFAULT 0,
  state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version     INT          NOT NULL DEFAULT 1,
  created_at  DATETIME(3)  NOT NULL,
  KEY address_member (member_id, state, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

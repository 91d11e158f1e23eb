-- Staff: who runs the shop, and what each may do.
CREATE TABLE staff (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name          VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin,
  display_name  VARCHAR(64)  NOT NULL,
  state         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at    DATETIME(3)  NOT NULL,
  version       INT          NOT NULL DEFAULT 1,
  UNIQUE KEY staff_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE role (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name        VARCHAR(64)  NOT NULL,
  is_owner    TINYINT      NOT NULL DEFAULT 0 COMMENT 'may do everything, also what comes later',
  created_at  DATETIME(3)  NOT NULL,
  version     INT          NOT NULL DEFAULT 1,
  UNIQUE KEY role_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE role_permission (
  role_id     BIGINT       NOT NULL,
  permission  VARCHAR(48)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (role_id, permission)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE staff_role (
  staff_id    BIGINT       NOT NULL,
  role_id     BIGINT       NOT NULL,
  PRIMARY KEY (staff_id, role_id),
  KEY staff_role_role (role_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

INSERT INTO role (name, is_owner, created_at) VALUES ('owner', 1, UTC_TIMESTAMP(3));

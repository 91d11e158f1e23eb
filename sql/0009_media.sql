-- Pictures: the media library, its folders, and what uses which picture.
CREATE TABLE media_folder (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  parent_id   BIGINT       NOT NULL DEFAULT 0 COMMENT '0: at the top',
  name        VARCHAR(64)  NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  version     INT          NOT NULL DEFAULT 1,
  UNIQUE KEY media_folder_name (parent_id, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE media (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name          CHAR(32)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'random: its files are called so',
  folder_id     BIGINT       NOT NULL DEFAULT 0,
  title         VARCHAR(120) NOT NULL COMMENT 'what the file was called where it came from',
  hash          BINARY(32)   NOT NULL COMMENT 'SHA-256 of what was uploaded',
  kind          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  size          BIGINT       NOT NULL COMMENT 'bytes: as uploaded, then of the public picture',
  width         INT          NOT NULL COMMENT 'while it waits, as its header says; then of the public picture',
  height        INT          NOT NULL,
  orientation   INT          NOT NULL DEFAULT 1,
  state         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why it was refused',
  source_name   CHAR(32)     CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'cut out of this one',
  crop_x        INT          NOT NULL DEFAULT 0,
  crop_y        INT          NOT NULL DEFAULT 0,
  named         TINYINT      NOT NULL DEFAULT 0 COMMENT 'a product had it, so an order may name it: its files stay',
  uploaded_by   BIGINT       NOT NULL,
  tries         INT          NOT NULL DEFAULT 0,
  claimed_until DATETIME(3)  NULL,
  created_at    DATETIME(3)  NOT NULL,
  deleted_at    DATETIME(3)  NULL,
  swept_at      DATETIME(3)  NULL COMMENT 'when its files were removed',
  version       INT          NOT NULL DEFAULT 1,
  UNIQUE KEY media_name (name),
  KEY media_newest (state, id),
  KEY media_folder (folder_id, state, id),
  KEY media_hash (hash, folder_id),
  KEY media_swept (state, swept_at, deleted_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE media_use (
  kind        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what uses it: PRODUCT, CATEGORY, …',
  thing_id    BIGINT       NOT NULL,
  media_id    BIGINT       NOT NULL,
  PRIMARY KEY (kind, thing_id, media_id),
  KEY media_use_media (media_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What happens without a request: jobs with a clock.
CREATE TABLE job (
  name           VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  every_ms       BIGINT       NOT NULL,
  state          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ACTIVE or PAUSED',
  next_run_at    DATETIME(3)  NOT NULL,
  lease_owner    VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  lease_until    DATETIME(3)  NULL,
  started_at     DATETIME(3)  NULL,
  finished_at    DATETIME(3)  NULL,
  last_result    VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  last_items     INT          NOT NULL DEFAULT 0,
  runs           BIGINT       NOT NULL DEFAULT 0,
  failures       BIGINT       NOT NULL DEFAULT 0,
  failures_row   INT          NOT NULL DEFAULT 0 COMMENT 'failures since it last went well'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

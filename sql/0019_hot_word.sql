-- What the shop suggests to look for. The word in the row is what is looked for, in the language of the goods' titles.
CREATE TABLE hot_word (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title           VARCHAR(20)  NOT NULL,
  position        INT          NOT NULL,
  state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  published_at    DATETIME(3)  NULL,
  created_at      DATETIME(3)  NOT NULL,
  version         INT          NOT NULL DEFAULT 1,
  KEY hot_word_shown (state, position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TABLE hot_word_text (
  thing_id        BIGINT       NOT NULL,
  locale          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title           VARCHAR(20)  NOT NULL COMMENT 'how the word is shown; what is looked for stays the same',
  PRIMARY KEY (thing_id, locale)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

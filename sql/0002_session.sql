-- Who is signed in, and how often somebody tried to be.
CREATE TABLE session (
  token_hash  BINARY(32)   NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the token, which only the client has',
  member_id   BIGINT       NULL,
  staff_id    BIGINT       NULL,
  csrf        CHAR(43)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  seen_at     DATETIME(3)  NOT NULL,
  expires_at  DATETIME(3)  NOT NULL,
  address     VARCHAR(45)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  KEY session_member (member_id),
  KEY session_staff (staff_id),
  KEY session_expires_at (expires_at),
  CONSTRAINT session_principal CHECK ((member_id IS NULL) <> (staff_id IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Counters that must hold across hosts: wrong passwords, codes sent. One row a subject and window.
CREATE TABLE attempt (
  kind        VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject_index BINARY(32) NOT NULL COMMENT 'of a phone, or of a name: lib/seal.h',
  since       DATETIME(3)  NOT NULL COMMENT 'begin of the window that is counted',
  count       INT          NOT NULL,
  PRIMARY KEY (kind, subject_index),
  KEY attempt_since (since)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

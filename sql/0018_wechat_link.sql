-- A member who signed in by phone links his WeChat: the state that is under way remembers whose it is to become.
ALTER TABLE wechat_authorization
  ADD COLUMN member_id BIGINT NULL COMMENT 'who links it, as himself; NULL: somebody signs in' AFTER browser_hash;

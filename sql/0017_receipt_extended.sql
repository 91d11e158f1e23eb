-- A buyer whose parcel is late puts off the automatic receipt.
ALTER TABLE shop_order
  ADD COLUMN receive_extended_at DATETIME(3) NULL COMMENT 'when he did so: once' AFTER auto_receive_at;

"""data - the shop that is measured, by SQL: goods with stock, members who are signed in, addresses; and a large one.

Member n has the session token `token(n)` and the address n; product n the SKUs 2n-1 and 2n. The owner's token is `STAFF_TOKEN`.
"""
PRODUCTS, MEMBERS, MILLION = 1000, 2000, 1000000
STOCK = 1000000
STAFF_TOKEN = "s" * 43


def token(member):
    return f"{member:043d}"


CATEGORIES = """
INSERT INTO category (id, parent_id, level, name, position, state, created_at) SELECT seq, NULL, 1, CONCAT('类目', seq), seq, 'ACTIVE', NOW(3) FROM seq_1_to_20;
"""

GOODS = """
INSERT INTO product (id, category_id, title, subtitle, image, images, detail, unit, state, option1, price_min, price_max, list_price, sales, in_stock, tokens, created_at, updated_at, on_sale_at)
 SELECT seq, 1 + seq % 20, CONCAT('一件好商品 编号', seq), '经久耐用，开箱即用', CONCAT('/media/p/', seq, '.jpg'),
  CONCAT('/media/p/', seq, '-1.jpg\\n/media/p/', seq, '-2.jpg\\n/media/p/', seq, '-3.jpg'), REPEAT('<p>产品说明</p>', 20), '件', 'ON_SALE', '颜色',
  1000 + seq % 9000, 2000 + seq % 9000, 3000 + seq % 9000, seq % 500, 1, CONCAT('tok', seq % 100), NOW(3), NOW(3), NOW(3) FROM {seq};
INSERT INTO sku (id, product_id, position, code, value1, price, list_price, stock, state)
 SELECT seq * 2 - 1, seq, 1, CONCAT('R', seq), '红', 1000 + seq % 9000, 3000 + seq % 9000, {stock}, 'ACTIVE' FROM {seq};
INSERT INTO sku (id, product_id, position, code, value1, price, list_price, stock, state)
 SELECT seq * 2, seq, 2, CONCAT('B', seq), '蓝', 2000 + seq % 9000, 3000 + seq % 9000, {stock}, 'ACTIVE' FROM {seq};
INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, created_at)
 SELECT id, 'INITIAL', stock, stock, '', NOW(3) FROM sku WHERE product_id BETWEEN {first} AND {last};
"""

PEOPLE = """
INSERT INTO member (id, state, nickname, created_at, updated_at) SELECT seq, 'ACTIVE', CONCAT('会员', seq), NOW(3), NOW(3) FROM {seq};
INSERT INTO session (token_hash, member_id, csrf, created_at, seen_at, expires_at, address)
 SELECT UNHEX(SHA2(LPAD(seq, 43, '0'), 256)), seq, LPAD(seq, 43, 'c'), NOW(3), NOW(3) + INTERVAL 1 DAY, NOW(3) + INTERVAL 30 DAY, '127.0.0.1' FROM {seq};
INSERT INTO address (id, member_id, name, phone, phone_index, region, province, city, district, detail, state, created_at)
 SELECT seq, seq, SEALED('张三'), SEALED('13000000000'), INDEXED('13000000000'), '440305', '广东省', '深圳市', '南山区', SEALED('科技园一路 1 号'), 'ACTIVE', NOW(3) FROM {seq};
"""

STAFF = f"""
INSERT INTO staff (id, name, display_name, state, password_hash, created_at) VALUES (1, 'bench', '店主', 'ACTIVE', '*', NOW(3));
INSERT INTO staff_role (staff_id, role_id) SELECT 1, id FROM role WHERE is_owner;
INSERT INTO session (token_hash, staff_id, csrf, created_at, seen_at, expires_at, address)
 VALUES (UNHEX(SHA2('{STAFF_TOKEN}', 256)), 1, LPAD('', 43, 'c'), NOW(3), NOW(3) + INTERVAL 1 DAY, NOW(3) + INTERVAL 30 DAY, '127.0.0.1');
"""

# Finished orders of one line, as a shop of some years has them.
ORDERS = """
INSERT INTO shop_order (number, member_id, state, source, receiver_name, receiver_phone, receiver_phone_index, region, province, city, district, address, quantity, goods_amount, discount_amount, freight_amount, pay_amount, paid_amount, created_at, expires_at, paid_at, completed_at)
 SELECT CONCAT('1', LPAD(seq, 18, '0')), 1 + seq % {members}, 'COMPLETED', 'H5', SEALED('张三'), SEALED('13000000000'), UNHEX(SHA2(seq % {members}, 256)), '440305', '广东省', '深圳市', '南山区', SEALED('科技园一路 1 号'), 1, 1000, 0, 0, 1000, 1000,
  NOW(3) - INTERVAL seq SECOND, NOW(3), NOW(3) - INTERVAL seq SECOND, NOW(3) FROM {seq};
INSERT INTO order_line (order_id, position, product_id, sku_id, title, options, image, price, quantity, pay_amount)
 SELECT id, 1, 1 + id % 1000000, 1 + id % 1000000, '一件好商品', '红', '/media/p/1.jpg', 1000, 1, 1000 FROM shop_order WHERE number LIKE '1%';
INSERT INTO order_log (order_id, event, to_state, actor, created_at) SELECT id, 'submit', 'COMPLETED', 'system', created_at FROM shop_order WHERE number LIKE '1%';
INSERT INTO payment (number, order_id, channel, trade, amount, state, client_ip, transaction_id, created_at, expires_at, finished_at)
 SELECT CONCAT('P', number), id, 'WECHATPAY', 'JSAPI', 1000, 'SUCCEEDED', '127.0.0.1', CONCAT('41', number), created_at, created_at, created_at FROM shop_order WHERE number LIKE '1%';
INSERT INTO receipt (channel, transaction_id, payment_number, amount, currency, outcome, told_by, created_at)
 SELECT 'WECHATPAY', transaction_id, number, 1000, 'CNY', 'APPLIED', 'NOTICE', created_at FROM payment WHERE number LIKE 'P1%';
"""

# Within one load: the keys hold by construction, and what a crash would cost is another load.
QUICK = "SET unique_checks = 0, foreign_key_checks = 0;\n"
POOL_MIB = 1024                         # a shop of that size has it: the small one is then measured with it too


def load_small(bench):
    seq = {"seq": f"seq_1_to_{PRODUCTS}", "first": 1, "last": PRODUCTS, "stock": STOCK}
    bench.sql(CATEGORIES + GOODS.format(**seq) + PEOPLE.format(seq=f"seq_1_to_{MEMBERS}") + STAFF + "ANALYZE TABLE product, sku, member, address, session;")


def load_large(bench):
    first = PRODUCTS + 1
    bench.sql("SET GLOBAL innodb_flush_log_at_trx_commit = 0")
    bench.sql(QUICK + GOODS.format(seq=f"seq_{first}_to_{MILLION}", first=first, last=MILLION, stock=STOCK))
    bench.sql(QUICK + ORDERS.format(seq=f"seq_1_to_{MILLION}", members=MEMBERS))
    bench.sql("SET GLOBAL innodb_flush_log_at_trx_commit = 1; ANALYZE TABLE product, sku, shop_order, order_line, payment;")


def pay(bench, orders):
    """A pending attempt to pay each of the orders (number, amount); their payments' numbers."""
    numbers = ",".join(f"'{number}'" for number, _ in orders)
    bench.sql("INSERT INTO payment (number, order_id, channel, trade, amount, state, open_slot, openid, client_ip, prepay_id, created_at, placed_at, expires_at)"
              f" SELECT CONCAT('P', SUBSTRING(number, 1, 19)), id, 'WECHATPAY', 'JSAPI', pay_amount, 'PENDING', 1, 'openid-of-bench', '127.0.0.1', 'wx1', NOW(3), NOW(3), NOW(3) + INTERVAL 1 DAY"
              f" FROM shop_order WHERE number IN ({numbers})")
    return ["P" + number[:19] for number, _ in orders]

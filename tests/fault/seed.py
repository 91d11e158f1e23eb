"""seed - what the rows need in the database, by SQL: members who are signed in, addresses, goods, staff."""
import hashlib
import secrets

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def token():
    return "".join(secrets.choice(ALPHABET) for _ in range(43))


def hashed(text):
    return f"X'{hashlib.sha256(text.encode()).hexdigest()}'"


class Person:
    """Signed in: headers() makes requests theirs. A bearer needs no CSRF token."""

    def __init__(self, who, address=None):
        self.id, self.address, self.token = who, address, token()

    def headers(self, key=None):
        more = {"Idempotency-Key": key} if key else {}
        return {"Authorization": f"Bearer {self.token}", **more}


def _first(stack, table, n):
    """n free ids of a table."""
    return int(stack.sql(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}")[0][0]), n


def _sessions(stack, people, column):
    rows = ", ".join(f"({hashed(p.token)}, {p.id}, '{token()}', NOW(3), NOW(3), NOW(3) + INTERVAL 1 DAY, '127.0.0.1')" for p in people)
    stack.sql(f"INSERT INTO session (token_hash, {column}, csrf, created_at, seen_at, expires_at, address) VALUES {rows}")


def members(stack, n):
    """n members, each with a session, an address and an openid."""
    first, _ = _first(stack, "member", n)
    address, _ = _first(stack, "address", n)
    people = [Person(first + i, address + i) for i in range(n)]
    stack.sql("INSERT INTO member (id, state, nickname, created_at, updated_at) VALUES "
              + ", ".join(f"({p.id}, 'ACTIVE', 'buyer {p.id}', NOW(3), NOW(3))" for p in people))
    stack.sql("INSERT INTO member_wechat (appid, openid, member_id, created_at) VALUES "
              + ", ".join(f"('wx0000000000000001', 'openid-{p.id}', {p.id}, NOW(3))" for p in people))
    stack.sql("INSERT INTO address (id, member_id, name, phone, phone_index, region, province, city, district, detail, is_default, state, created_at) VALUES "
              + ", ".join(f"({p.address}, {p.id}, SEALED('张三'), SEALED('13800138000'), INDEXED('13800138000'), '110101', '北京市', '北京市', '东城区', SEALED('某路 {p.id} 号'), 1, 'ACTIVE', NOW(3))"
                          for p in people))
    _sessions(stack, people, "member_id")
    _balances(stack, people)
    return people


def _balances(stack, people):
    """The account that a member's row is made with."""
    known = stack.sql("SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'mall' AND TABLE_NAME = 'account' AND COLUMN_NAME = 'balance'")
    if known[0][0] == "1":
        stack.sql("INSERT IGNORE INTO account (kind, owner, unit, balance) VALUES "
                  + ", ".join(f"('MEMBER_BALANCE', {p.id}, 'FEN', 0)" for p in people))


def owner(stack):
    """One of the staff who may do everything."""
    role, _ = _first(stack, "role", 1)
    who, _ = _first(stack, "staff", 1)
    person = Person(who)
    stack.sql(f"INSERT INTO role (id, name, is_owner, created_at) VALUES ({role}, 'owner {role}', 1, NOW(3));"
              f"INSERT INTO staff (id, name, display_name, state, password_hash, created_at)"
              f" VALUES ({who}, 'staff{who}', 'Staff', 'ACTIVE', '*', NOW(3));"
              f"INSERT INTO staff_role (staff_id, role_id) VALUES ({who}, {role})")
    _sessions(stack, [person], "staff_id")
    return person


def sku(stack, stock, price=1000):
    """A product on sale with one SKU, so many of it in stock; the SKU's id."""
    category, _ = _first(stack, "category", 1)
    product, _ = _first(stack, "product", 1)
    one, _ = _first(stack, "sku", 1)
    stack.sql(
        f"INSERT INTO category (id, level, name, state, created_at) VALUES ({category}, 1, 'c{category}', 'ACTIVE', NOW(3));"
        f"INSERT INTO product (id, category_id, title, images, detail, state, price_min, price_max, in_stock, tokens, created_at, updated_at, on_sale_at)"
        f" VALUES ({product}, {category}, '货 {product}', '', '', 'ON_SALE', {price}, {price}, {int(stock > 0)}, '', NOW(3), NOW(3), NOW(3));"
        f"INSERT INTO sku (id, product_id, position, price, stock, state) VALUES ({one}, {product}, 1, {price}, {stock}, 'ACTIVE');")
    if stock:
        stack.sql(f"INSERT INTO stock_movement (sku_id, kind, quantity, after, reference, created_at)"
                  f" VALUES ({one}, 'INITIAL', {stock}, {stock}, 'initial', NOW(3))")
    return one


def stock_of(stack, one):
    return int(stack.sql(f"SELECT stock FROM sku WHERE id = {one}")[0][0])


def count(stack, table, where="1"):
    return int(stack.sql(f"SELECT COUNT(*) FROM {table} WHERE {where}")[0][0])

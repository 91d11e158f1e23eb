"""Validly signed, and yet it does not fit: nobody is paid, everything lies on the exception desk, once."""
import notice

NEEDS = ["POST /callback/wechatpay/v2/payment"]


def run(r):
    people = r.members(12)
    pairs = r.attempts_by_sql(people, r.sku(100))
    desk = "SELECT kind, state FROM payment_exception WHERE reference = '{}'"
    wrong = {
        "a fen less": lambda o, n: {"number": n, "fen": o["pay_amount"] - 1},
        "a fen more": lambda o, n: {"number": n, "fen": o["pay_amount"] + 1},
        "a hundredth": lambda o, n: {"number": n, "fen": o["pay_amount"] // 100},
        "nothing": lambda o, n: {"number": n, "fen": 0},
        "dollars": lambda o, n: {"number": n, "fen": o["pay_amount"], "fee_type": "USD"},
        "small letters": lambda o, n: {"number": n, "fen": o["pay_amount"], "fee_type": "cny"},
        "another app": lambda o, n: {"number": n, "fen": o["pay_amount"], "appid": "wx9999999999999999"},
        "another merchant": lambda o, n: {"number": n, "fen": o["pay_amount"], "mch_id": "1999999999"},
        "an unknown number": lambda o, n: {"number": "P9" + n[2:], "fen": o["pay_amount"]},
        "the order's number": lambda o, n: {"number": o["number"], "fen": o["pay_amount"]},
        "a number that is none": lambda o, n: {"number": "x-y_z*1", "fen": o["pay_amount"]},
        "a hundred million yuan": lambda o, n: {"number": n, "fen": 10000000000},
    }
    kinds = {}
    for (name, make), (order, number) in zip(wrong.items(), pairs):
        transaction = f"4200{r.random.randrange(10 ** 20):020d}"
        told = make(order, number)
        body = notice.payment(r.api_key, told.pop("number"), told.pop("fen"), transaction, **told)
        answer = r.tell(body)
        assert notice.accepted(answer.status, answer.body), (name, answer)
        rows = r.sql(desk.format(transaction))
        assert len(rows) == 1, (name, rows)
        again = r.tell(body)
        assert notice.accepted(again.status, again.body) and r.sql(desk.format(transaction)) == rows, (name, again)
        assert r.state(order["number"]) == "UNPAID", name
        kinds[rows[0][0]] = kinds.get(rows[0][0], 0) + 1
    order, number = pairs[0]
    for fen in (9223372036854775807, 9223372036854775808, "1.5", "-1", ""):     # no sum of money at all: malformed, whoever signed it
        answer = r.tell(notice.payment(r.api_key, number, fen))
        assert answer.status == 400 and not notice.accepted(answer.status, answer.body), (fen, answer)
    for order, number in pairs:                         # the right money still pays each of them
        r.tell_paid(number, order["pay_amount"])
        assert r.state(order["number"]) == "PAID"
    return f"{len(wrong)} of {len(wrong)} on the desk ({', '.join(f'{k} {n}' for k, n in sorted(kinds.items()))}), 0 paid, answered with success"

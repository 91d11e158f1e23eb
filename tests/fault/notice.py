"""notice - what WeChat Pay V2 tells, signed as it signs: written from the protocol, sharing nothing with gateway/."""
import hashlib
import hmac
import re
import secrets
import subprocess
import time
import base64


def sign(fields, key, how="MD5"):
    """Fields that say something, sorted by name, then the key."""
    text = "&".join(f"{k}={fields[k]}" for k in sorted(fields) if fields[k] != "" and k != "sign") + f"&key={key}"
    if how == "MD5":
        return hashlib.md5(text.encode()).hexdigest().upper()
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def as_xml(fields, root="xml"):
    return (f"<{root}>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in fields.items()) + f"</{root}>").encode()


def payment_fields(number, fen, transaction=None, **changes):
    fields = {
        "appid": "wx0000000000000001", "mch_id": "1900000001", "nonce_str": secrets.token_hex(16), "result_code": "SUCCESS",
        "return_code": "SUCCESS", "openid": "o" + "1" * 27, "is_subscribe": "N", "trade_type": "NATIVE", "bank_type": "OTHERS",
        "total_fee": str(fen), "fee_type": "CNY", "cash_fee": str(fen),
        "transaction_id": transaction or "42000" + "".join(secrets.choice("0123456789") for _ in range(23)),
        "out_trade_no": number, "time_end": time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() + 8 * 3600)),
    }
    fields.update({k: v for k, v in changes.items() if v is not None})
    return fields


def payment(key, number, fen, transaction=None, how="HMAC-SHA256", **changes):
    """The bytes of a notice that `fen` were paid for attempt `number`."""
    fields = payment_fields(number, fen, transaction, **changes)
    if how != "MD5":
        fields["sign_type"] = how
    fields["sign"] = sign(fields, key, how)
    return as_xml(fields)


def placing(key, number, fen):
    """The bytes that place an order at the channel."""
    fields = {"appid": "wx0000000000000001", "mch_id": "1900000001", "nonce_str": secrets.token_hex(16), "body": "goods", "out_trade_no": number,
              "total_fee": str(fen), "spbill_create_ip": "127.0.0.1", "notify_url": "http://127.0.0.1/callback", "trade_type": "NATIVE",
              "product_id": "1"}
    fields["sign"] = sign(fields, key)
    return as_xml(fields)


def aes_ecb(text, key):
    """AES-256-ECB by the openssl program: Python's library has no cipher."""
    done = subprocess.run(["openssl", "enc", "-aes-256-ecb", "-K", key.encode().hex(), "-nosalt"], input=text, capture_output=True, check=True)
    return done.stdout


def refund(key, number, refund_number, total, fen, transaction, refund_id, status="SUCCESS"):
    """The bytes of a notice about a refund: not signed, but sealed."""
    inner = {
        "transaction_id": transaction, "refund_id": refund_id, "out_trade_no": number, "out_refund_no": refund_number,
        "total_fee": str(total), "settlement_total_fee": str(total), "refund_fee": str(fen), "settlement_refund_fee": str(fen),
        "refund_status": status, "success_time": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 8 * 3600)),
        "refund_recv_accout": "支付用户的零钱", "refund_account": "REFUND_SOURCE_UNSETTLED_FUNDS", "refund_request_source": "API",
    }
    sealed = base64.b64encode(aes_ecb(as_xml(inner, "root"), hashlib.md5(key.encode()).hexdigest())).decode()
    return as_xml({"return_code": "SUCCESS", "appid": "wx0000000000000001", "mch_id": "1900000001",
                   "nonce_str": secrets.token_hex(16), "req_info": sealed})


def accepted(status, body):
    """Whether an answer means that the channel need not tell it again."""
    return status == 200 and re.search(rb"<return_code>(<!\[CDATA\[)?SUCCESS", body) is not None

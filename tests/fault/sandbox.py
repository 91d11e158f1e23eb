"""sandbox - what the rows tell the stand-in for WeChat Pay."""
import http.client
import json

import race


class Sandbox:
    def __init__(self, port):
        self.port = port

    def control(self, what, body=None):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("GET" if body is None else "POST", f"/control/{what}", None if body is None else json.dumps(body),
                         {"Content-Type": "application/json"})
            raw = line.getresponse()
            text = raw.read()
        finally:
            line.close()
        assert raw.status == 200, (what, raw.status, text)
        return json.loads(text)

    def fault(self, endpoint, kind, **more):
        return self.control("fault", {"endpoint": endpoint, "kind": kind, **more})

    def pay(self, number, **more):
        return self.control("pay", {"out_trade_no": number, **more})

    def place(self, body):
        """Tells the channel of an order by what notice.placing() wrote."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("POST", "/pay/unifiedorder", body, {"Content-Type": "text/xml"})
            text = line.getresponse().read()
        finally:
            line.close()
        assert b"<prepay_id>" in text, text

    def pay_request(self, number, **more):
        return race.request("POST", "/control/pay", {"out_trade_no": number, **more})

"""proxy - between the workers and MariaDB, on a unix socket of its own: what a network may do to a line.

    pass      as it is                       latency   every answer `seconds` late
    stall     nothing moves any more         refuse    nobody listens, and what stood is cut
    reset     each line is cut at its next statement, unread bytes behind it
    commit    COMMIT is cut: `before` it reaches the server, or `after` the server has done it, as draw() says
"""
import os
import socket
import threading
import time

COMMIT = b"\x07\x00\x00\x00\x03COMMIT"


class Proxy:
    """Runs in threads of this process until close(). Afterwards: cuts, how many lines it cut at a COMMIT."""

    def __init__(self, target, path):
        self.target, self.path = str(target), str(path)
        self.mode, self.seconds, self.draw = "pass", 0.0, lambda: None
        self.cuts, self.lines, self.lock, self.over = {"before": 0, "after": 0}, set(), threading.Lock(), False
        self.listening = None
        self.listen()

    def listen(self):
        if os.path.exists(self.path):
            os.unlink(self.path)
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(self.path)
        self.listening.listen(256)
        threading.Thread(target=self._accept, args=(self.listening,), daemon=True).start()

    def set(self, mode, seconds=0.0, draw=None):
        """draw(): None to let a COMMIT pass, else 'before' or 'after'."""
        self.seconds, self.draw = seconds, draw or (lambda: None)
        if mode == "refuse" and self.mode != "refuse":
            self.listening.shutdown(socket.SHUT_RDWR)
            self.listening.close()
            os.unlink(self.path)
        if mode != "refuse" and self.mode == "refuse":
            self.listen()
        self.mode = mode
        if mode == "refuse":
            self.cut()

    def cut(self):
        """Ends every line there is."""
        with self.lock:
            lines, self.lines = self.lines, set()
        for pair in lines:
            self._end(pair)

    def close(self):
        self.over = True
        if self.mode != "refuse":
            self.listening.close()
            if os.path.exists(self.path):
                os.unlink(self.path)
        self.cut()

    @staticmethod
    def _end(pair):
        for line in pair:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            line.close()

    def _accept(self, listening):
        while not self.over:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self.target)
            except OSError:
                client.close()
                server.close()
                continue
            pair = (client, server)
            with self.lock:
                self.lines.add(pair)
            marks = {"commit": None}
            threading.Thread(target=self._up, args=(pair, marks), daemon=True).start()
            threading.Thread(target=self._down, args=(pair, marks), daemon=True).start()

    def _drop(self, pair):
        with self.lock:
            self.lines.discard(pair)
        self._end(pair)

    def _hold(self):
        while self.mode == "stall" and not self.over:
            time.sleep(0.02)

    def _up(self, pair, marks):
        client, server = pair
        try:
            while data := client.recv(65536):
                self._hold()
                if self.mode == "reset":
                    break
                if self.mode == "commit" and data.endswith(COMMIT):
                    marks["commit"] = self.draw()
                    if marks["commit"] == "before":
                        self.cuts["before"] += 1
                        break
                server.sendall(data)
        except OSError:
            pass
        self._drop(pair)

    def _down(self, pair, marks):
        client, server = pair
        try:
            while data := server.recv(65536):
                self._hold()
                if marks["commit"] == "after":
                    self.cuts["after"] += 1
                    break
                if self.mode == "latency":
                    time.sleep(self.seconds)
                client.sendall(data)
        except OSError:
            pass
        self._drop(pair)

"""console - one `mariadb` that stays, because starting it costs more than what it is asked."""
import subprocess

END = "--that is all--"


class Console:
    def __init__(self, socket, schema="mall"):
        self.command = ["mariadb", "--no-defaults", "--default-character-set=utf8mb4", "-N", "-B", "-n", "-S", str(socket), schema]
        self.process = None

    def _start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, encoding="utf-8")

    def ask(self, text, schema="mall"):
        """Rows as lists of text, NULL as None; AssertionError with what the server said."""
        for fresh in (self.process is None, True):
            if fresh:
                self.close()
                self._start()
            lines, done = self._converse(text)
            if done:
                return [[None if cell == "NULL" else cell for cell in line.split("\t")] for line in lines]
            self.close()
            if fresh or not any(gone in "".join(lines) for gone in ("ERROR 2006", "ERROR 2013", "ERROR 2002")) and lines:
                break                                   # not for want of a line: asking again would not help
        raise AssertionError(f"{text[:300]}: {' '.join(lines)}")

    def _converse(self, text):
        lines = []
        try:
            self.process.stdin.write(f"{text.rstrip().rstrip(';')};\nSELECT '{END}';\n")
            self.process.stdin.flush()
        except OSError:
            pass
        for line in self.process.stdout:
            if line == END + "\n":
                return lines, True
            lines.append(line.rstrip("\n"))
        return lines, False

    def close(self):
        if self.process:
            try:
                self.process.stdin.close()
            except OSError:
                pass                                    # what it was still to be told
            self.process.wait()
            self.process.stdout.close()
            self.process = None

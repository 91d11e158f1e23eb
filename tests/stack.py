"""stack - everything a request passes, private and on free ports: nginx, workers, MariaDB, sandbox.

    with Stack("build/micromall", overrides={"rules.pay_within": 5}) as s:
        answer = s.client().get("/api/shop/coupons")

Stands in a temporary folder, which is kept when something fails; ends its own processes by pid.
Standard library only, Python 3.11.
"""
import contextlib
import getpass
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile

from client import Client, wait_for
from seal import Seal

TOP = pathlib.Path(__file__).resolve().parent.parent
STOP_S = 15


def free_ports(n):
    """n different ports that nobody listens on now."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in held]
    for s in held:
        s.close()
    return ports


class Stack:
    """Starts in __init__, ends in stop() or at the end of `with`.

    workers: of each pool; overrides: {"section.key": value} of the configuration; database: further lines for MariaDB's.
    Afterwards: port, sandbox_port, master (Popen), config (path), state (folder).
    """

    def __init__(self, binary="build/micromall", state_dir=None, workers=2, overrides=None, database=""):
        self.binary = pathlib.Path(binary).resolve()
        self.state = pathlib.Path(state_dir or tempfile.mkdtemp(prefix="mm."))
        self.user = getpass.getuser()
        self.own_state, self.failed = state_dir is None, False
        self.processes, self.master = {}, None
        self.port, self.sandbox_port, self.sandbox_tls_port = free_ports(3)
        self.config, self.socket = self.state / "micromall.conf", self.state / "db/sock"
        self.overrides, self.workers, self.database = dict(overrides or {}), workers, database
        self.secrets = {"api_key": secrets.token_hex(16), "wechat": secrets.token_hex(16), "key": f"1:{secrets.token_hex(32)}",
                        "index_key": secrets.token_hex(32)}
        self.seal = Seal(self.secrets["key"], self.secrets["index_key"])
        for folder in ("db/tmp", "run", "log", "media", "incoming", "private", "nginx", "sandbox"):
            (self.state / folder).mkdir(parents=True, exist_ok=True)
        try:
            self._start()
        except BaseException:
            self.failed = True
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.failed |= kind is not None
        self.stop()

    # ---- parts ----
    def _start(self):
        self.start_database()
        self.start_sandbox()
        self.write_config()
        self.run("migrate", str(TOP / "sql"))
        self.start_master()
        self.start_nginx()

    def _spawn(self, name, command):
        with open(self.state / f"log/{name}.log", "ab") as log:
            self.processes[name] = subprocess.Popen(
                [str(c) for c in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=TOP, start_new_session=True)
        return self.processes[name]

    def _alive(self, name):
        assert self.processes[name].poll() is None, f"{name} ended: {self.log(name)[-3000:]}"

    def start_database(self):
        db = self.state / "db"
        if not (db / "data/mysql").exists():
            made = subprocess.run(
                ["mariadb-install-db", "--no-defaults", f"--user={self.user}", f"--datadir={db}/data", "--skip-test-db",
                 "--auth-root-authentication-method=socket", f"--auth-root-socket-user={self.user}", "--skip-name-resolve",
                 "--innodb-log-file-size=32M", f"--tmpdir={db}/tmp"], capture_output=True, text=True)
            assert made.returncode == 0, f"mariadb-install-db: {made.stdout}{made.stderr}"
        (db / "my.cnf").write_text(
            f"[mariadbd]\ndatadir={db}/data\ntmpdir={db}/tmp\nsocket={self.socket}\npid-file={db}/pid\nlog-error={self.state}/log/mariadbd.log\n"
            f"user={self.user}\nskip-networking\nskip-name-resolve\ncharacter-set-server=utf8mb4\ninnodb_buffer_pool_size=64M\n"
            f"innodb_flush_log_at_trx_commit=1\ninnodb_rollback_on_timeout=ON\nmax_connections=100\nperformance_schema=OFF\n{self.database}")
        self._spawn("mariadbd", ["mariadbd", f"--defaults-file={db}/my.cnf"])

        def answers():
            self._alive("mariadbd")
            return subprocess.run(["mariadb-admin", "--no-defaults", "-S", self.socket, "ping"], capture_output=True).returncode == 0
        wait_for("MariaDB answers", answers, every=0.1)

    def start_sandbox(self):
        if not (TOP / "sandbox/main.js").exists():
            return
        (self.state / "sandbox.json").write_text(json.dumps({
            "appid": "wx0000000000000001", "secret": self.secrets["wechat"], "mch_id": "1900000001",
            "api_key": self.secrets["api_key"]}))
        self._spawn("sandbox", ["node", "sandbox/main.js", "--port", self.sandbox_port, "--tls-port", self.sandbox_tls_port,
                                "--state", self.state / "sandbox", "--config", self.state / "sandbox.json"])

        def is_ready():
            self._alive("sandbox")
            return "sandbox ready" in self.log("sandbox")
        wait_for("the sandbox is ready", is_ready)

    def settings(self):
        """What the configuration file says, by section."""
        own, sandbox = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.sandbox_port}"
        pem = self.state / "sandbox/certificates"
        return {
            "database": {"socket": self.socket, "user": "mall", "schema": "mall", "admin_user": self.user},
            "serve": {"run_dir": self.state / "run", "media_dir": self.state / "media", "shop_workers": self.workers, "admin_workers": self.workers,
                      "callback_workers": self.workers},
            "shop": {"name": "测试商城", "public_url": own, "locale": "zh-CN", "secure_cookies": "false"},
            "wechat": {"appid": "wx0000000000000001", "secret": self.secrets["wechat"], "api_base": sandbox, "authorize_base": sandbox},
            "wechatpay": {"mch_id": "1900000001", "api_key": self.secrets["api_key"], "pay_base": f"https://127.0.0.1:{self.sandbox_tls_port}",
                          "ca": pem / "ca.pem", "cert": pem / "apiclient_cert.pem", "key": pem / "apiclient_key.pem",
                          "notify_base": own, "hmac": "true"},
            # The sandbox has one secret for everything that is called by one.
            "sms": {"url": sandbox, "secret": self.secrets["wechat"], "sign": "测试商城"},
            "data": {"key": self.secrets["key"], "index_key": self.secrets["index_key"]},
            "rules": {"password_cost": 1},
            "media": {"incoming_dir": self.state / "incoming"},
        }

    def write_config(self, **changes):
        """changes: section__key=value, besides the overrides."""
        settings = self.settings()
        self.overrides.update({k.replace("__", "."): v for k, v in changes.items()})
        for name, value in self.overrides.items():
            section, key = name.split(".")
            settings.setdefault(section, {})[key] = str(value).lower() if isinstance(value, bool) else value
        text = "\n".join(f"[{s}]\n" + "".join(f"{k} = {v}\n" for k, v in keys.items()) for s, keys in settings.items())
        self.config.write_text(text)
        self.config.chmod(0o600)

    def run(self, *arguments, check=True, text=None):
        """micromall ARGUMENTS with this stack's configuration; what it printed."""
        done = subprocess.run([self.binary, "--config", self.config, *arguments], cwd=TOP, input=text, capture_output=True, text=True)
        assert done.returncode == 0 or not check, f"micromall {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def start_master(self):
        self.master = self._spawn("master", [self.binary, "--config", self.config, "serve"])

        def listens():
            self._alive("master")
            return (self.state / "run/callback.sock").exists()
        wait_for("the master listens", listens)

    def start_nginx(self):
        text = (TOP / "nginx/micromall.conf.in").read_text()
        for name, value in {"PORT": self.port, "STATE": self.state, "RUN": self.state / "run", "SHOP_DIST": TOP / "views/shop/dist",
                            "ADMIN_DIST": TOP / "views/admin/dist", "USER_LINE": f"user {self.user};" if os.geteuid() == 0 else ""}.items():
            text = text.replace(f"@{name}@", str(value))
        (self.state / "nginx/nginx.conf").write_text(text)
        self._spawn("nginx", ["nginx", "-p", self.state / "nginx", "-c", self.state / "nginx/nginx.conf", "-g", "daemon off;",
                              "-e", self.state / "log/nginx-error.log"])

        def accepts():
            self._alive("nginx")
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return True
        wait_for("nginx accepts", accepts)

    # ---- what tests use ----
    def client(self):
        return Client(self.port)

    def sql(self, text, schema="mall"):
        """As the database's administrator; rows as lists of text, NULL as None. SEALED('…') and INDEXED('…') in it become
        what the program would store."""
        done = subprocess.run(["mariadb", "--no-defaults", "--default-character-set=utf8mb4", "-N", "-B", "-S", self.socket, schema],
                              input=self.seal.filled(text), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return [[None if cell == "NULL" else cell for cell in line.split("\t")] for line in done.stdout.splitlines()]

    def log(self, name):
        path = self.state / f"log/{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def picture(self, but=()):
        """{table: digest of its rows} of every table but those. Generated columns are left out: they follow from
        the others. (CHECKSUM TABLE, which reads them too, once told another number for a table nobody had written.)"""
        if not hasattr(self, "pictured"):
            columns = {}
            for table, column in self.sql("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'mall'"
                                          " AND extra NOT LIKE '%GENERATED%' ORDER BY table_name, ordinal_position"):
                columns.setdefault(table, []).append(f"COALESCE(HEX(`{column}`), '-')")
            self.pictured = {t: f"SELECT '{t}', CONCAT(COUNT(*), ':', COALESCE(SUM(CRC32(CONCAT_WS(',', {', '.join(c)}))), 0),"
                                f" ':', COALESCE(BIT_XOR(CRC32(CONCAT_WS(';', {', '.join(c)}))), 0)) FROM `{t}`" for t, c in columns.items()}
        return dict(self.sql(" UNION ALL ".join(q for t, q in self.pictured.items() if t not in but)))

    def workers_of(self, pool=None):
        """{pid: pool} of the processes that the master has now."""
        alive = {}
        for line in self.log("master").splitlines():
            if not line.startswith("master: pool=") or " pid=" not in line:
                continue
            words = dict(w.split("=") for w in line.split()[1:4] if "=" in w)
            if line.endswith(" started"):
                alive[int(words["pid"])] = words["pool"]
            elif " ended with " in line or " killed by " in line:
                alive.pop(int(words["pid"]), None)
        return {pid: p for pid, p in alive.items() if pool in (None, p)}

    def standing(self, pool=None):
        """The same, when all of them stand: who counts earlier takes one that comes late for one that fell."""
        full = sum(self.overrides.get(f"serve.{p}_workers", self.workers) for p in ([pool] if pool else ("shop", "admin", "callback")))
        return wait_for(f"every worker of {pool or 'all pools'} stands", lambda: len(now := self.workers_of(pool)) == full and now, 20)

    def end(self, name, how=signal.SIGTERM, seconds=STOP_S):
        """Ends one of the processes and waits for it; its exit status."""
        process = self.processes.pop(name, None)
        if process is None:
            return None
        if process.poll() is None:
            process.send_signal(how)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def stop(self):
        for name, how in (("nginx", signal.SIGQUIT), ("master", signal.SIGTERM), ("sandbox", signal.SIGTERM), ("mariadbd", signal.SIGTERM)):
            self.end(name, how)
        if self.failed:
            print(f"kept: {self.state}")
        elif self.own_state:
            shutil.rmtree(self.state, ignore_errors=True)

"""How the program was hardened, as readelf sees it. In a build with sanitizers there is nothing to look for."""
import platform
import re
import subprocess

import rig


def readelf(*arguments):
    return subprocess.run(["readelf", "-W", *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def run(r):
    binary = rig.top() / r.stack.binary
    head, loads, dynamic, symbols = (readelf(option, binary) for option in ("-h", "-l", "-d", "-s"))
    stack = next(line for line in loads.splitlines() if "GNU_STACK" in line)
    shown = {
        "PIE": re.search(r"Type:\s+DYN", head) and "PIE" in dynamic,
        "full RELRO": "GNU_RELRO" in loads and "BIND_NOW" in dynamic,
        "NX": " RW " in stack and "E" not in stack.split()[-2],
        "canary": "__stack_chk_fail" in symbols,
        "FORTIFY": re.search(r"__(v?sn?printf|memcpy|strcpy|read|fread)_chk", symbols),
        "no RPATH": not re.search(r"R(UN)?PATH", dynamic),
        "no writable code": not re.search(r"LOAD.* RWE ", loads),
    }
    makefile = (binary.parent / "Makefile").read_text()
    shown["FORTIFY=3"] = "-D_FORTIFY_SOURCE=3" in makefile     # the symbols do not tell 2 from 3
    if platform.machine() == "x86_64":
        # Each object of ours is marked; Debian's start files are not, and so the program is not.
        notes = readelf("-n", binary.parent / "libhouse.a")
        objects, marked = notes.count("File: "), len(re.findall(r"x86 feature: IBT, SHSTK", notes))
        shown[f"CET in {marked} objects"] = marked == objects > 50
    missing = [name for name, there in shown.items() if not there]
    assert not missing, f"{binary} lacks {', '.join(missing)}"
    return f"{', '.join(shown)}"

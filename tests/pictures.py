"""pictures - small pictures to upload, made by the standard library, and the form that carries them.

    body, headers = form(png(8, 6), "cup.png", folder_id=3)
    client.post("/api/admin/media", body, headers=headers)
"""
import base64
import contextlib
import pathlib
import platform
import re
import struct
import zlib

BOUNDARY = "----micromall7MA4YWxkTrZu0gW"


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, colour=(200, 40, 40), claims=None):
    """One colour, but the upper left quarter, which is green. claims: what its header says instead of its size."""
    half = b"\0" + bytes((0, 200, 0)) * ((width + 1) // 2) + bytes(colour) * (width // 2)
    rows = half * (height // 2) + (b"\0" + bytes(colour) * width) * (height - height // 2)
    w, h = claims or (width, height)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0)) +
            _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b""))


# 16 x 8, left half red, right half blue.
_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEAYABgAAD//gA7Q1JFQVRPUjogZ2QtanBlZyB2MS4wICh1c2luZyBJSkcgSlBFRyB2NjIpLCBxdWFsaXR5ID0gNjAK/9sAQwAN"
    "CQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBKUVJP/9sAQwEODg4TERMmFRUmTzUtNU9PT09P"
    "T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P/8AAEQgACAAQAwEiAAIRAQMRAf/EAB8AAAEFAQEBAQEBAAAAAAAAAAAB"
    "AgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5"
    "OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh"
    "4uPk5ebn6Onq8fLz9PX29/j5+v/EAB8BAAMBAQEBAQEBAQEAAAAAAAABAgMEBQYHCAkKC//EALURAAIBAgQEAwQHBQQEAAECdwABAgMRBAUhMQYSQVEH"
    "YXETIjKBCBRCkaGxwQkjM1LwFWJy0QoWJDThJfEXGBkaJicoKSo1Njc4OTpDREVGR0hJSlNUVVZXWFlaY2RlZmdoaWpzdHV2d3h5eoKDhIWGh4iJipKT"
    "lJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uLj5OXm5+jp6vLz9PX29/j5+v/aAAwDAQACEQMRAD8AxayqKK9HIP8Al58v"
    "1PVzr7Hz/Q//2Q==")
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def jpeg(orientation=1, place=b""):
    """With an EXIF segment that turns it, and holds `place` as a camera holds where it was."""
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + b"\0\0\0\0" + place
    exif = b"Exif\0\0" + tiff
    return _JPEG[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + _JPEG[2:]


def part(name, data, filename=None, kind=None):
    head = f'Content-Disposition: form-data; name="{name}"'
    head += f'; filename="{filename}"' if filename is not None else ""
    head += f"\r\nContent-Type: {kind}" if kind else ""
    return head.encode() + b"\r\n\r\n" + data + b"\r\n"


def parts(*all_parts, boundary=BOUNDARY):
    """(body, headers) of a form of these parts."""
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + p for p in all_parts) + b"--" + boundary.encode() + b"--\r\n"
    return body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def form(data, filename="cup.png", kind="image/png", **fields):
    return parts(*[part(k, str(v).encode()) for k, v in fields.items()], part("file", data, filename, kind))


def webp_size(data):
    """(width, height) of a WebP file of any kind."""
    assert data[:4] == b"RIFF" and data[8:12] == b"WEBP", data[:16]
    if data[12:16] == b"VP8 ":
        w, h = struct.unpack("<HH", data[26:30])
        return w & 0x3FFF, h & 0x3FFF
    if data[12:16] == b"VP8L":
        bits = struct.unpack("<I", data[21:25])[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    assert data[12:16] == b"VP8X", data[:16]
    return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1


def confines(stack):
    """Whether the kernel lets a decoder of this build only compute and write (lib/confine.h)."""
    return platform.machine() in ("x86_64", "aarch64") and b"__asan_init" not in stack.binary.read_bytes()


def decoders(stack):
    """Pids of the children of the job runner that decode, and may open nothing any more."""
    for pid in (int(p.name) for p in pathlib.Path("/proc").iterdir() if p.name.isdigit()):
        with contextlib.suppress(OSError):
            about = pathlib.Path(f"/proc/{pid}")
            if int(about.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1]) not in stack.workers_of("jobs"):
                continue
            if re.search(r"^Max open files +0 +0 ", about.joinpath("limits").read_text(), re.M):
                yield pid

"""seal - what the program stores for a person's text, made by other hands: the format of lib/seal.h over libcrypto.

    seal = Seal("1:" + 64 * "a", 64 * "b")
    seal.filled("INSERT INTO member (phone, phone_index, …) VALUES (SEALED('138…'), INDEXED('138…'), …)")
"""
import ctypes
import ctypes.util
import hashlib
import hmac
import re
import secrets

libcrypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
libcrypto.EVP_CIPHER_CTX_new.restype = libcrypto.EVP_aes_256_gcm.restype = ctypes.c_void_p
GET_TAG, SET_TAG, NONCE, TAG = 0x10, 0x11, 12, 16


class Seal:
    """key: "ID:HEX" as the configuration has it; index_key: hexadecimal."""

    def __init__(self, key, index_key):
        id_, self.key = key.split(":")
        self.id, self.key, self.index_key = bytes([int(id_)]), bytes.fromhex(self.key), bytes.fromhex(index_key)

    def _gcm(self, nonce, data, sealing, tag=None):
        """The bytes sealed or opened, and the tag; None when the tag is not theirs."""
        context, done = ctypes.c_void_p(libcrypto.EVP_CIPHER_CTX_new()), ctypes.c_int()
        label, out, made = b"micromall seal 1" + self.id, ctypes.create_string_buffer(len(data) + TAG), ctypes.create_string_buffer(TAG)
        cipher = ctypes.c_void_p(libcrypto.EVP_aes_256_gcm())
        assert libcrypto.EVP_CipherInit_ex(context, cipher, None, self.key, nonce, int(sealing)) == 1
        assert libcrypto.EVP_CipherUpdate(context, None, ctypes.byref(done), label, len(label)) == 1
        assert libcrypto.EVP_CipherUpdate(context, out, ctypes.byref(done), data, len(data)) == 1
        if not sealing:
            assert libcrypto.EVP_CIPHER_CTX_ctrl(context, SET_TAG, TAG, ctypes.c_char_p(tag)) == 1
        good = libcrypto.EVP_CipherFinal_ex(context, ctypes.create_string_buffer(TAG), ctypes.byref(done)) == 1
        if sealing:
            assert libcrypto.EVP_CIPHER_CTX_ctrl(context, GET_TAG, TAG, made) == 1
        libcrypto.EVP_CIPHER_CTX_free(context)
        return (out.raw[:len(data)], made.raw) if good else None

    def close(self, text):
        nonce = secrets.token_bytes(NONCE)
        return self.id + nonce + b"".join(self._gcm(nonce, text.encode(), True))

    def open(self, stored):
        """The text; None when it was changed, or is another key's."""
        got = stored[:1] == self.id and self._gcm(stored[1:1 + NONCE], stored[1 + NONCE:-TAG], False, stored[-TAG:])
        return got[0].decode() if got else None

    def index(self, text):
        return hmac.new(self.index_key, text.encode(), hashlib.sha256).digest()

    def filled(self, sql):
        """SQL, SEALED('…') and INDEXED('…') in it replaced by what the program would store."""
        makes = {"SEALED": self.close, "INDEXED": self.index}
        return re.sub(r"\b(SEALED|INDEXED)\('([^']*)'\)", lambda m: f"X'{makes[m[1]](m[2]).hex()}'", sql)

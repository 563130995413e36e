"""What an authenticator app shows, worked out apart from the program's own code (RFC 6238)."""

import base64
import hmac
import struct
import time


def app_code(secret: str, at: float | None = None) -> str:
    """Six digits for this moment, or for `at` (seconds since 1970); `secret` in base 32, spaces do not matter."""
    key = base64.b32decode(secret.replace(" ", ""))
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.new(key, counter, "sha1").digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"

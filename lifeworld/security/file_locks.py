"""Locks of the operating system on open files: held until the file is closed or the process ends, however it ends."""

import os
import sys

if sys.platform == "win32":
    import errno
    import msvcrt

    # Windows keeps others from reading what is locked, so a byte far behind the content is.
    _FAR = 1 << 20

    def lock_at_once(handle: int) -> bool:
        """Take the lock on an open file; False where another process, or another opening, has it."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

    def lock_when_free(handle: int) -> None:
        """Take the lock on an open file, waiting for whoever has it."""
        while True:
            os.lseek(handle, _FAR, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return
            except OSError as refused:
                # It is asked for ten times, a second apart, and then answered so.
                if refused.errno != errno.EDEADLK:
                    raise

else:
    import fcntl
    from contextlib import suppress

    def lock_at_once(handle: int) -> bool:
        """Take the lock on an open file; False where another process, or another opening, has it.

        A file system without such locks answers that it is free: it must not keep anyone from working.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def lock_when_free(handle: int) -> None:
        """Take the lock on an open file, waiting for whoever has it; a file system without such locks never waits."""
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)

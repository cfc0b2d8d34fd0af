"""Binding the reading process on Windows: a job object bounds its memory and ends it with its parent."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from ctypes import wintypes
from typing import Final

_EXTENDED: Final = 9  # JobObjectExtendedLimitInformation
_PROCESS_MEMORY: Final = 0x100
_DIE_ON_UNHANDLED: Final = 0x400
_KILL_ON_CLOSE: Final = 0x2000


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
        ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    )


class _Counters(ctypes.Structure):
    _fields_ = tuple((f"Count{index}", ctypes.c_ulonglong) for index in range(6))


class _Extended(ctypes.Structure):
    _fields_ = (
        ("Basic", _Basic),
        ("Io", _Counters),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def bind(process: subprocess.Popen[str], memory: int) -> object:
    """Put a process that has read nothing yet into a job of its own and return the job.

    The job ends all its processes when the last handle on it is closed: with our process, or when `unbind` says so.
    """
    if sys.platform != "win32":
        raise NotImplementedError
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    job = kernel.CreateJobObjectW(None, None)
    limits = _Extended()
    limits.Basic.LimitFlags = _PROCESS_MEMORY | _KILL_ON_CLOSE | _DIE_ON_UNHANDLED
    limits.ProcessMemoryLimit = memory
    kernel.SetInformationJobObject(
        wintypes.HANDLE(job), _EXTENDED, ctypes.byref(limits), wintypes.DWORD(ctypes.sizeof(limits))
    )
    kernel.AssignProcessToJobObject(wintypes.HANDLE(job), wintypes.HANDLE(int(process._handle)))
    return job


def unbind(job: object) -> None:
    """End every process of a job."""
    if sys.platform != "win32":
        raise NotImplementedError
    ctypes.WinDLL("kernel32").CloseHandle(wintypes.HANDLE(job))

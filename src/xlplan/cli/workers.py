"""One job for many files in several processes: results in order, few at a time, and a dead process harms one file."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import connection
from typing import Any, Generic, Literal, TypeVar

AHEAD = 3
"""Tasks handed out and not yet taken back, for each process: enough to keep it busy, and the bound of memory."""

Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers(Generic[Task, Result]):
    """Processes that do one job; they are begun in the main thread when the first result is asked for.

    Begun with ``fork`` they have all that is loaded here, which is safe on Linux while no second thread runs; else
    (``spawn``) they begin anew. The job, tasks and results must pickle. ``died`` is what came of a task whose process
    ended: killed, out of memory, or crashed within a library.
    """

    def __init__(
        self, job: Callable[[Task], Result], count: int, *, died: Result, method: Literal["fork", "spawn"] | None = None
    ) -> None:
        self._job, self._count, self._died, self._method = job, count, died, method

    def results(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """What comes of each task, in the order of the tasks. An exception of the job is raised here.

        When all results are taken, or the iterator is closed, the processes end.
        """
        coming = iter(tasks)
        under_way: deque[tuple[Task, Future[Result]]] = deque()
        self._pool = self._begun(self._count)
        try:
            while True:
                room = AHEAD * self._count - len(under_way)
                under_way += [(task, self._handed(task)) for task in islice(coming, room)]
                if not under_way:
                    return
                task, future = under_way[0]
                try:
                    result = future.result()
                except BrokenProcessPool:
                    result = self._alone(task)
                    under_way = deque((task, self._again(task, future)) for task, future in under_way)
                under_way.popleft()
                yield result
        finally:
            self._pool.shutdown(cancel_futures=True)

    def _alone(self, task: Task) -> Result:
        """Do a task again with no other beside it, so that if the process dies, this is what it died of."""
        self._pool.shutdown(cancel_futures=True)
        self._pool = self._begun(1)
        try:
            return self._handed(task).result()
        except BrokenProcessPool:
            return self._died
        finally:
            self._pool.shutdown()
            self._pool = self._begun(self._count)

    def _again(self, task: Task, future: Future[Result]) -> Future[Result]:
        """The same task under way: as it was if it is done, else handed out again."""
        done = future.done() and not future.cancelled() and future.exception() is None
        return future if done else self._handed(task)

    def _handed(self, task: Task) -> Future[Result]:
        try:
            return self._pool.submit(_do, task)
        except BrokenProcessPool as broken:
            future = Future[Result]()
            future.set_exception(broken)
            return future

    def _begun(self, count: int) -> ProcessPoolExecutor:
        """Begin processes that leave Ctrl-C to this one, where it waits until they are begun and is not lost.

        What is loaded here is no matter for the looking for garbage of a copy, which would write to all of its memory
        and so make it the copy's own.
        """
        context = multiprocessing.get_context(self._method or start_method())
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(self._job,))
        try:
            gc.freeze()
            with _ctrl_c_held_back():
                for _ in range(count):
                    pool.submit(int)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
        finally:
            gc.unfreeze()
        return pool


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def start_method() -> Literal["fork", "spawn"]:
    """How a process is begun here: as it is fastest, if that is safe."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Processes begun in here get no Ctrl-C before they ignore it themselves; Windows has nothing to hold it with."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_THE_JOB: list[Callable[[Any], Any]] = []
"""The job of this process, if it was begun for one."""


def _begin(job: Callable[[Any], Any]) -> None:
    _THE_JOB[:] = [job]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the first process to end, however it does, so that none is left behind."""
    if parent := multiprocessing.parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(task: Any) -> Any:
    return _THE_JOB[0](task)

"""Every thread's session with one SQLite file: one writer at a time, errors in our own words."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from store.errors import SAFE, Closed, Locked, StoreError, damaged_file, told, translate
from store.sqlite_session import Session, connect, make_durable

Values = Sequence[Any]
_PATIENCE = 5


class Sessions:
    """Every thread's session with one file."""

    def __init__(
        self, path: Path, first: sqlite3.Connection, *, readonly: bool, wait: float
    ) -> None:
        """``first`` becomes the connection of this thread."""
        self.path = path
        self.readonly = readonly
        self._wait = wait
        self._writer = threading.RLock()
        self._local = threading.local()
        self._all: weakref.WeakSet[Session] = weakref.WeakSet()
        self._watch: sqlite3.Connection | None = None
        self._opening = threading.Lock()
        self._version = 0
        self._patient: sqlite3.Connection | None = None
        self._closed = False
        self._take(first)

    def _take(self, connection: sqlite3.Connection) -> Session:
        session = Session(connection)
        self._local.session = session
        self._all.add(session)
        return session

    @property
    def mine(self) -> Session:
        """This thread's session, opened when first asked for."""
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            with self._opening:
                self._refuse_when_closed()
                return self._take(self.connection())
        return session

    def connection(self) -> sqlite3.Connection:
        """One more connection, for work beside the sessions."""
        with told(self.path):
            return connect(self.path, readonly=self.readonly, wait=self._wait)

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise Closed("台账已经关闭", do="请重新打开后再试")

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """The whole answer of a query: no lock stays behind."""
        session = self.mine
        if session.broken:
            raise session.broken
        try:
            with session.lock:
                return session.connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            if "Could not decode" in str(error):
                return self._tolerant(session, sql, values)
            raise self._noted(session, error) from error
        except UnicodeDecodeError as error:  # a word of SQLite's own, of a page that is damaged
            raise damaged_file(self.path) from error

    def _tolerant(self, session: Session, sql: str, values: Values) -> list[Any]:
        """The answer again, with a sign in place of bytes that are no text any more."""
        session.connection.text_factory = lambda data: data.decode("utf-8", "replace")
        with told(self.path):
            return session.connection.execute(sql, values).fetchall()

    def run(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """A statement that changes something, inside a transaction of this thread."""
        return self._execute("execute", sql, values)

    def run_many(self, sql: str, rows: Sequence[Values]) -> None:
        """:meth:`run` with each of the rows."""
        self._execute("executemany", sql, rows)

    def _execute(self, how: str, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
        session = self.mine
        if session.broken:
            raise session.broken
        if not session.depth:
            raise RuntimeError("a change outside a transaction")
        try:
            cursor: sqlite3.Cursor = getattr(session.connection, how)(sql, values)
            return cursor
        except sqlite3.Error as error:
            raise self._noted(session, error) from error
        except (OverflowError, ValueError):  # a value SQLite has no room for
            session.broken = StoreError("有一个值无法存入", safe=SAFE)
            raise

    def _noted(self, session: Session, error: sqlite3.Error) -> StoreError:
        """Our word for the error; the open transaction, perhaps half undone, cannot go on."""
        word = translate(error, self.path)
        if session.depth:
            session.broken = word
        return word

    def change(self) -> AbstractContextManager[None]:
        """The open transaction, or one of its own.

        For changes that refuse what they are given before they write: what fails later undoes
        the whole transaction.
        """
        return nullcontext() if self.mine.depth else self.transaction()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. An inner one that fails undoes its own part; the outermost commits."""
        session = self.mine
        if session.reading and not session.depth:
            raise RuntimeError("a change inside a snapshot")
        if session.depth:
            with self._inner(session):
                yield
            return
        if not self._writer.acquire(timeout=self._wait):
            raise Locked(
                "本窗口另一项工作正在写入台账",
                safe=SAFE,
                do="请等它完成后再试一次",
            )
        try:
            self._go_first()
            self._begin(session)
            yield
            if session.broken:
                raise session.broken
            self._go_first()
            with told(self.path):
                session.connection.execute("COMMIT")
        except BaseException:
            self._undo(session)
            raise
        finally:
            session.depth = 0
            session.broken = None
            self._writer.release()

    def _go_first(self) -> None:
        """Break off the long query that would hold a commit back."""
        if (patient := self._patient) is not None:
            patient.interrupt()

    def _begin(self, session: Session) -> None:
        with told(self.path):
            if not session.writes:
                make_durable(session.connection)
                session.writes = True
            session.connection.execute("BEGIN IMMEDIATE")
        session.depth = 1

    @contextmanager
    def _inner(self, session: Session) -> Iterator[None]:
        name = f"inner_{session.depth}"
        self.run(f"SAVEPOINT {name}")
        session.depth += 1
        try:
            yield
        except BaseException:
            if not session.broken:
                self.run(f"ROLLBACK TO {name}")
                self.run(f"RELEASE {name}")
                session.known.clear()
            raise
        else:
            self.run(f"RELEASE {name}")
        finally:
            session.depth -= 1

    def _undo(self, session: Session) -> None:
        """Give the transaction up; a connection that cannot is thrown away.

        The next connection then finds the journal and brings the file back.
        """
        session.known.clear()
        try:
            if session.connection.in_transaction:
                session.connection.execute("ROLLBACK")
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                session.connection.close()
            self._local.session = None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment; commits wait meanwhile, so be quick."""
        session = self.mine
        if session.depth or session.reading:
            yield
            return
        with told(self.path):
            session.connection.execute("BEGIN")
        session.reading = 1
        try:
            yield
        finally:
            session.reading = 0
            self._undo(session)

    def patiently(self, sql: str) -> list[Any]:
        """The whole answer of a long query that lets this process's transactions go first.

        While it runs nobody can commit, so it begins again after each, a few times.
        """
        with told(self.path), closing(self.connection()) as connection:
            for attempt in range(_PATIENCE):
                with self._writer:
                    self._refuse_when_closed()
                    self._patient = connection if attempt < _PATIENCE - 1 else None
                try:
                    return connection.execute(sql).fetchall()
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT or self._closed:
                        raise
                finally:
                    self._patient = None
            raise AssertionError("the last attempt is not interrupted")

    @property
    def version(self) -> int:
        """The number of the last commit seen, by a connection that itself never commits.

        Never waits: while somebody commits, and inside a transaction, it stays as it was.
        """
        self._look()
        return self._version

    @property
    def moment(self) -> int | None:
        """The version where it can be told: not while somebody commits, nor in a transaction."""
        return self._version if self._look() else None

    def _look(self) -> bool:
        """Look for commits, without waiting; whether that could be done."""
        if self.mine.depth:
            return False
        with self._opening, told(self.path):
            self._refuse_when_closed()
            try:
                if self._watch is None:
                    self._watch = connect(self.path, readonly=self.readonly, wait=0)
                self._version = self._watch.execute("PRAGMA data_version").fetchone()[0]
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                return False
            return True

    def close(self) -> None:
        """Close every thread's connection; a query under way is broken off, a transaction not."""
        with self._writer, self._opening:
            self._closed = True
            self._go_first()
            if self._watch is not None:
                self._watch.close()
                self._watch = None
            for session in list(self._all):
                with suppress(sqlite3.Error):
                    session.connection.interrupt()
                with session.lock, suppress(sqlite3.Error):
                    session.connection.close()

"""The ledger against stock TinyDB: the same calls, from two windows, give the same documents."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import Query, TinyDB
from tinydb.table import Document

from store import Ledger
from tests.store_tools import MEMORY

FIELDS = ["a", "b", "状态"]
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.text("村a'\"\0", max_size=3),
    st.lists(st.integers(0, 3), max_size=3),
)
documents = st.dictionaries(st.sampled_from(FIELDS), values, max_size=3)
queries = st.builds(lambda field, value: Query()[field] == value, st.sampled_from(FIELDS), values)
ids = st.lists(st.integers(1, 12), max_size=4, unique=True)
windows = st.integers(0, 1)
names = st.sampled_from(["_default", "disputes"])


class Undone(Exception):
    """Raised inside a transaction on purpose."""


def grow(document):
    document.setdefault("n", []).append(1)


class SameAsTinyDB(RuleBasedStateMachine):
    """Ids are taken from the ledger, which never gives one twice; stock TinyDB does."""

    @initialize()
    def start(self):
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        place = Path(self.folder.name)
        self.stock = TinyDB(place / "stock.json")
        self.path = place / "ledger.db"
        self.given = {}
        self.open()

    def open(self):
        self.windows = [Ledger(self.path), Ledger(self.path)]

    def both(self, window, name):
        return self.windows[window].table(name), self.stock.table(name)

    def new(self, name, id):
        assert id not in self.given.setdefault(name, set())
        self.given[name].add(id)

    @rule(window=windows, name=names, document=documents)
    def insert(self, window, name, document):
        ours, stock = self.both(window, name)
        id = ours.insert(document)
        self.new(name, id)
        stock.insert(Document(document, id))

    @rule(window=windows, name=names, several=st.lists(documents, max_size=4))
    def insert_multiple(self, window, name, several):
        ours, stock = self.both(window, name)
        made = ours.insert_multiple(iter(several))
        for id in made:
            self.new(name, id)
        stock.insert_multiple([Document(d, i) for d, i in zip(several, made, strict=True)])

    @rule(window=windows, name=names, document=documents, id=st.integers(1, 30))
    def insert_at(self, window, name, document, id):
        ours, stock = self.both(window, name)
        taken = stock.contains(doc_id=id)
        try:
            assert ours.insert(Document(document, id)) == id
            assert not taken
            self.given.setdefault(name, set()).add(id)
            stock.insert(Document(document, id))
        except ValueError:
            assert taken

    @rule(window=windows, name=names, query=queries, fields=documents)
    def update(self, window, name, query, fields):
        ours, stock = self.both(window, name)
        assert sorted(ours.update(fields, query)) == sorted(stock.update(fields, query))

    @rule(window=windows, name=names)
    def update_all(self, window, name):
        ours, stock = self.both(window, name)
        assert sorted(ours.update(grow)) == sorted(stock.update(grow))

    @rule(window=windows, name=names, some=ids)
    def update_ids(self, window, name, some):
        ours, stock = self.both(window, name)
        assert sorted(ours.update(grow, doc_ids=some)) == sorted(stock.update(grow, doc_ids=some))

    @rule(window=windows, name=names, many=st.lists(st.tuples(documents, queries), max_size=3))
    def update_multiple(self, window, name, many):
        ours, stock = self.both(window, name)
        assert sorted(ours.update_multiple(many)) == sorted(stock.update_multiple(many))

    @rule(window=windows, name=names, document=documents, query=queries)
    def upsert(self, window, name, document, query):
        ours, stock = self.both(window, name)
        fitted = stock.contains(query)
        made = ours.upsert(document, query)
        if fitted:
            assert sorted(made) == sorted(stock.upsert(document, query))
        else:
            self.new(name, made[0])
            stock.insert(Document(document, made[0]))

    @rule(window=windows, name=names, document=documents, id=st.integers(1, 12))
    def upsert_at(self, window, name, document, id):
        ours, stock = self.both(window, name)
        assert ours.upsert(Document(document, id)) == stock.upsert(Document(document, id)) == [id]
        self.given.setdefault(name, set()).add(id)

    @rule(window=windows, name=names, query=queries)
    def remove(self, window, name, query):
        ours, stock = self.both(window, name)
        assert sorted(ours.remove(query)) == sorted(stock.remove(query))

    @rule(window=windows, name=names, some=ids)
    def remove_ids(self, window, name, some):
        ours, stock = self.both(window, name)
        assert sorted(ours.remove(doc_ids=some)) == sorted(stock.remove(doc_ids=some))

    @rule(window=windows, name=names)
    def truncate(self, window, name):
        for table in self.both(window, name):
            table.truncate()

    @rule(window=windows, name=names)
    def drop(self, window, name):
        self.windows[window].drop_table(name)
        self.stock.drop_table(name)

    @rule(window=windows)
    def drop_all(self, window):
        self.windows[window].drop_tables()
        self.stock.drop_tables()

    @rule(window=windows, name=names, document=documents, query=queries)
    def undone(self, window, name, document, query):
        ours = self.windows[window].table(name)
        with suppress(Undone), self.windows[window].transaction():
            ours.insert(document)
            ours.update({"a": "half"}, query)
            ours.remove(doc_ids=[1, 2])
            raise Undone

    @rule(window=windows, name=names)
    def failing_updater(self, window, name):
        def fail(document):
            document["a"] = "half"
            raise Undone

        with suppress(Undone):
            self.windows[window].table(name).update(fail)
        self.stock.table(name).update({}, doc_ids=[])

    @rule(window=windows, name=names, document=documents, query=queries)
    def several_in_one(self, window, name, document, query):
        with self.windows[window].transaction():
            self.insert(window, name, document)
            with suppress(Undone), self.windows[window].transaction():
                self.windows[window].table(name).remove(query)
                raise Undone
            self.update(window, name, query, {"b": "two"})

    @rule(window=windows, name=names)
    def change_what_was_read(self, window, name):
        for document in self.windows[window].table(name):
            document["a"] = "only here"
            document.setdefault("n", []).append("x")

    @rule()
    def reopen(self):
        for window in self.windows:
            window.close()
        self.open()

    @invariant()
    def the_same(self):
        if not hasattr(self, "windows"):
            return
        for window in self.windows:
            assert window.tables() == self.stock.tables()
            for name in ("_default", "disputes"):
                ours, stock = window.table(name), self.stock.table(name)
                wanted = {document.doc_id: dict(document) for document in stock}
                assert {document.doc_id: dict(document) for document in ours} == wanted
                assert len(ours) == len(wanted)
                query = Query().a == 1
                assert {d.doc_id for d in ours.search(query)} == {
                    d.doc_id for d in stock.search(query)
                }
                assert ours.count(query) == stock.count(query)
                assert ours.contains(query) == stock.contains(query)
                assert sorted(d.doc_id for d in ours.get(doc_ids=[1, 3, 5])) == sorted(
                    d.doc_id for d in stock.get(doc_ids=[1, 3, 5])
                )
                for id in (1, 2, 3):
                    assert ours.get(doc_id=id) == stock.get(doc_id=id)
                    assert ours.contains(doc_id=id) == stock.contains(doc_id=id)

    def teardown(self):
        if hasattr(self, "windows"):
            assert self.windows[0].check() == []
            for window in self.windows:
                window.close()
            self.stock.close()
            self.folder.cleanup()


TestSameAsTinyDB = SameAsTinyDB.TestCase
TestSameAsTinyDB.settings = settings(settings.default, stateful_step_count=25)

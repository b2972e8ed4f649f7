"""Lists of disputes: filters turned into conditions on the engine's index (DESIGN §7)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from store import Where
from xinfang_tui.areacode import covers
from xinfang_tui.desk import listrows
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.hiding import may_read, shown
from xinfang_tui.desk.index import COLUMNS, beside
from xinfang_tui.desk.records import Record, record_of
from xinfang_tui.desk.rules import Rules
from xinfang_tui.desk.trails import trails
from xinfang_tui.disputes import number
from xinfang_tui.disputes.dispute import OPEN, RESOLVED, RUNGS, STATUSES, VOID, Dispute
from xinfang_tui.month.window import check_month
from xinfang_tui.refusal import Refused

Filter = Mapping[str, Any]
_EQUAL = ("rung", "tier", "scale", "channel", "track", "handler", "leader", "unit")
DEFAULT_ORDER = (("registered_on", False), ("number", False))


class Lists:
    """Reads lists of disputes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def records(self, filter: Filter) -> list[Record]:
        """All disputes that fit, by registration."""
        return self._records(self._documents(filter))

    def whole(self, filter: Filter) -> list[Record]:
        """All disputes that fit, by registration, each with its trail."""
        documents = list(self._documents(filter))
        disputes = [Dispute.from_json(document) for document in documents]
        rules = self._context.rules
        return [
            self._record(document, dispute, trail, rules)
            for document, dispute, trail in zip(
                documents, disputes, trails(self._context, disputes), strict=True
            )
        ]

    def page(
        self, filter: Filter, order: Sequence[tuple[str, bool]], offset: int, limit: int
    ) -> list[Record]:
        """A page of the disputes that fit, of each what a list shows (:func:`listrows.row_of`)."""
        ordered = [pair for pair in order if pair[0] in COLUMNS] or list(DEFAULT_ORDER)
        if all(column != "number" for column, _ in ordered):
            ordered.append(("number", False))  # so that no page repeats what another shows
        disputes, rules = self._context.journal.disputes, self._context.rules
        found = disputes.select(
            self.where(filter), columns=listrows.COLUMNS, order=ordered, limit=limit, offset=offset
        )
        kept = {key: beside for key, *beside in found}
        return [
            shown(
                self._context,
                listrows.row_of(document, tuple(kept[key]), rules, self._context.today),
                document,
            )
            for key, document in disputes.fetch_many(kept)
        ]

    def count(self, filter: Filter) -> int:
        """How many fit."""
        return self._context.journal.disputes.count(self.where(filter))

    def ids(self, filter: Filter) -> list[str]:
        """The ids of those that fit."""
        rows = self._context.journal.disputes.select(self.where(filter), order=DEFAULT_ORDER)
        return [str(row[0]) for row in rows]

    def by_ids(self, ids: Iterable[str]) -> list[Record]:
        """The disputes of these ids that lists show to whoever works, in that order."""
        wanted = list(ids)
        hidden = self.unlisted(wanted)
        found = self._context.journal.disputes.fetch_many(wanted)
        return self._records(document for id, document in found if id not in hidden)

    def unlisted(self, ids: Iterable[str]) -> set[str]:
        """Those of these ids whose disputes no list shows to whoever works."""
        return self._outside(self._scope(), ids)

    def of_others(self, ids: Iterable[str]) -> set[str]:
        """Those of these ids whose disputes are other villages' than that of whoever works."""
        return self._outside(self._part(), ids)

    def _outside(self, scope: Sequence[Where], ids: Iterable[str]) -> set[str]:
        if not scope:
            return set()
        disputes, asked = self._context.journal.disputes, [Where("key", "in", list(ids))]
        listed = {str(row[0]) for row in disputes.select([*asked, *scope])}
        return {str(row[0]) for row in disputes.select(asked)} - listed

    def _documents(self, filter: Filter) -> Iterator[Mapping[str, Any]]:
        where = self.where(filter)
        found = self._context.journal.disputes.documents(where, order=DEFAULT_ORDER)
        return (document for _, document in found)

    def _records(self, documents: Iterable[Mapping[str, Any]]) -> list[Record]:
        rules = self._context.rules
        return [
            self._record(document, Dispute.from_json(document), [], rules) for document in documents
        ]

    def _record(
        self, document: Mapping[str, Any], dispute: Dispute, trail: list[Record], rules: Rules
    ) -> Record:
        record = record_of(dispute, rules, self._context.today) | {"trail": trail}
        return shown(self._context, record, document)

    def where(self, filter: Filter) -> list[Where]:
        """Conditions on the index.

        Args:
            filter: any of ``month, village, rung, status, search, category, handler, leader, unit,
                channel, scale, track, tier, overdue, due_within, conflicts, pending, urgent,
                visit_due, joined, ids``; ``joined``: counted with a lead (并案). None and empty
                values are passed over.

        Raises:
            Refused: an unknown month, village, rung or status.
        """
        context = self._context
        given = {name: value for name, value in filter.items() if value not in (None, "", False)}
        found: list[Where] = []
        if "month" in given:
            from xinfang_tui.desk.monthly import Monthly  # the month's figures are slow to load

            window = Monthly(context).window(check_month(str(given["month"])))
            found.append(Where("registered_on", ">=", window.first.isoformat()))
            found.append(Where("registered_on", "<=", window.last.isoformat()))
        found += self._places(given["village"]) if "village" in given else self._part()
        found += self._status(given.get("status"))
        if "rung" in given and given["rung"] not in RUNGS:
            raise Refused(f"没有“{given['rung']}”这一层", do="可以是：" + "、".join(RUNGS))
        found += [Where(name, "=", given[name]) for name in _EQUAL if name in given]
        if "category" in given:
            code = str(given["category"])
            if not any(each.startswith(code) for each in context.rules.codes.categories):
                raise Refused(f"没有类别“{code}”", do="请从类别表中选，如 02 或 0201")
            found += [Where("category", ">=", code), Where("category", "<", code + ":")]
        today = context.today.isoformat()
        if "overdue" in given:
            late = [Where("track", "!=", "petition"), Where("due", "<", today)]
            plain = [Where("track", "=", "petition"), Where("due_target", "<", today)]
            found += [Where("status", "=", OPEN), Where.any_of(late, plain)]
        if "due_within" in given:
            last = context.today.fromordinal(context.today.toordinal() + int(given["due_within"]))
            found += [
                Where("status", "=", OPEN),
                Where("due", ">=", today),
                Where("due", "<=", last.isoformat()),
            ]
        found += [
            Where(name, ">", 0) for name in ("conflicts", "pending", "urgent") if name in given
        ]
        if "visit_due" in given:
            found.append(Where("status", "=", RESOLVED))
        if "joined" in given:
            found.append(Where("lead", "not null"))
        if "ids" in given:
            found.append(Where("key", "in", list(given["ids"])))
        if "search" in given:
            found += self._search(str(given["search"]))
            if context.user:
                found.append(self._readable())
        return found + self._unsealed()

    def _scope(self) -> list[Where]:
        """What of the ledger lists show to whoever works; empty when they show all."""
        return self._part() + self._unsealed()

    def _unsealed(self) -> list[Where]:
        context = self._context
        return [Where("sealed", "=", 0)] if context.user and context.own_village else []

    def _readable(self) -> Where:
        """What a search may find: of sealed matters those that whoever works may read."""
        sealed = self._context.journal.disputes.documents([Where("sealed", "=", 1)])
        ids = [key for key, document in sealed if may_read(self._context, document)]
        return Where.any_of([Where("sealed", "=", 0)], [Where("key", "in", ids)])

    def _places(self, given: Any) -> list[Where]:
        """Of a village asked for the matters that it leads, so that each is counted once."""
        return [Where("village", "in", self._villages(given, self._context.own_village))]

    def _part(self) -> list[Where]:
        """Of one's own village all that it has a part in."""
        own = self._context.own_village
        if not own:
            return []
        codes = self._context.rules.places.merged_into(own)
        parts = [[Where("search", "contains", beside(code))] for code in codes]
        return [Where.any_of([Where("village", "in", [*codes])], *parts)]

    def _villages(self, given: Any, own: str) -> list[str]:
        """The codes of the villages asked for that the user's scope leaves."""
        tree = self._context.rules.places
        items = given if isinstance(given, list | tuple) else [given]
        codes: list[str] = []
        for item in items:
            place = tree.find(str(item))
            if place is None:
                known = "、".join(one.name for one in tree.villages_of())
                raise Refused(
                    f"没有“{item}”这个村", do=f"本镇有：{known}" if known else "请先导入村名册"
                )
            if place.level == "village":
                codes += tree.merged_into(place.code)
            else:
                codes += [one.code for one in tree.villages_of(place.code)]
        if own:
            codes = [code for code in codes if covers(own, code)] or ["-"]
        return codes

    @staticmethod
    def _status(given: Any) -> list[Where]:
        if not given:
            return [Where("status", "!=", VOID)]
        wanted = given if isinstance(given, list | tuple) else [given]
        for status in wanted:
            if status not in (*STATUSES, VOID):
                raise Refused(f"没有“{status}”这种状态", do="可以是：" + "、".join(STATUSES))
        return [Where("status", "in", list(wanted))]

    @staticmethod
    def _search(typed: str) -> list[Where]:
        words = unicodedata.normalize("NFKC", typed).lower().split()
        return [Where("search", "contains", _as_kept(word)) for word in words]


def _as_kept(word: str) -> str:
    """A whole number typed without its dashes as the ledger spells it; other words as they are."""
    found = number.parse(word)
    return str(found) if found is not None and found.short and found.valid else word

"""What the desk answers: plain records in the shapes of DESIGN §10."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]

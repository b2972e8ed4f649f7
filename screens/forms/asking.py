"""Asking with a form until what it gives is saved: what is refused stays filled in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from screens.forms.dialog import FormDialog
from screens.frame.page import Page
from screens.frame.trouble import Trouble, words_of

T = TypeVar("T")


async def ask_and_save(
    page: Page, form: FormDialog, save: Callable[[dict[str, Any]], Awaitable[T]]
) -> T | None:
    """Ask, save, and ask again with the same form when that could not be done.

    Args:
        page: the screen it happens on.
        save: keeps what was filled in, or raises; what comes after the saving is not for it, since
            a failure there would have the same thing saved twice.

    Returns:
        What ``save`` answered; nothing when the form was left.
    """
    while True:
        values = await page.app.push_screen_wait(form)
        if values is None:
            return None
        try:
            return await save(values)
        except Exception as error:
            words = words_of(error, page.session.desk.folder)
        await page.app.push_screen_wait(Trouble(words))
        form = form.again(values, f"{words.wrong}{words.do}")

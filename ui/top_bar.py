"""The bar over a page: its title, the search field, its actions with their keys."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Page
from ui.widgets.basics import BriefLabel, Fill, label
from ui.widgets.buttons import Button
from ui.widgets.search import TopSearch
from workstation.i18n import tr

HEIGHT = 52


class TopBar(Fill):
    """Follows the page shown; the search field lives as long as the window and keeps what was typed early."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 1)
        row.setSpacing(0)
        self._title = label("", "", "title")
        self._subtitle = BriefLabel("text2")
        self._beside = QHBoxLayout()
        self._beside.setSpacing(12)
        self._beside.addWidget(self._title)
        self._beside.addWidget(self._subtitle)
        self.search = TopSearch(tr("Номер, телефон, имя, серийный"))
        self.search.setAccessibleName(tr("Поиск"))
        self.search.setFixedWidth(330)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        row.addLayout(self._beside)
        row.addSpacing(12)
        row.addStretch(1)
        row.addWidget(self.search)
        row.addStretch(1)
        row.addSpacing(12)
        row.addLayout(self._buttons)
        self._extra: QWidget | None = None
        self._page: Page | None = None

    def show_page(self, page: Page | None) -> None:
        """Show title, the widget beside it and the actions of a page."""
        left, self._page = self._page, page
        self._title.setText(page.title if page else "")
        self._subtitle.setText(page.subtitle if page else "")
        self._subtitle.setVisible(bool(page and page.subtitle))
        self._show_extra(page.top_widget() if page else None, left)
        while self._buttons.count():
            widget = self._buttons.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for bound in page.actions_bound if page else ():
            if bound.spec.place == "top":
                button = Button.of(bound)
                self._buttons.addWidget(button.set_tall() if page and page.for_gloves else button)

    def _show_extra(self, widget: QWidget | None, owner: QWidget | None) -> None:
        """Show a widget of the page; the one before goes back to its page, and with it when it goes."""
        if self._extra is not None and self._extra is not widget:
            self._beside.removeWidget(self._extra)
            self._extra.hide()
            self._extra.setParent(owner)
        if widget is not None and widget is not self._extra:
            self._beside.insertWidget(1, widget)
            widget.show()
        self._extra = widget

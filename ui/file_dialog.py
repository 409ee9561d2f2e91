"""Dialogs for files and folders that never look into what they list.

SQLite's locks on a base belong to the process (fcntl): once anybody in it opens and closes the base's file,
they are gone, and another process takes itself for the last one and removes the write-ahead log under our
feet. Qt's usual icons and types of files read their contents, GTK's too; these go by the name alone.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QStyle, QWidget


class _Icons(QFileIconProvider):
    """A folder is a folder, anything else a file."""

    def icon(self, what: QFileInfo | QFileIconProvider.IconType) -> QIcon:  # type: ignore[override]
        folder = what.isDir() if isinstance(what, QFileInfo) else what is QFileIconProvider.IconType.Folder
        pixmaps = QStyle.StandardPixmap
        return QApplication.style().standardIcon(pixmaps.SP_DirIcon if folder else pixmaps.SP_FileIcon)

    def type(self, info: QFileInfo) -> str:
        return "" if info.isDir() else info.suffix().upper()


def open_names(parent: QWidget, title: str, kinds: str) -> list[str]:
    """Files to read, several at once; none when nothing was chosen."""
    return _chosen(parent, title, QFileDialog.FileMode.ExistingFiles, kinds=kinds)


def open_name(parent: QWidget, title: str, kinds: str) -> str:
    """A file to read, or an empty text."""
    return next(iter(_chosen(parent, title, QFileDialog.FileMode.ExistingFile, kinds=kinds)), "")


def save_name(parent: QWidget, title: str, name: str, kinds: str) -> str:
    """A file to write, or an empty text; one that exists is asked about."""
    return next(iter(_chosen(parent, title, QFileDialog.FileMode.AnyFile, name, kinds)), "")


def folder_name(parent: QWidget, title: str, start: str) -> str:
    """A folder, or an empty text."""
    return next(iter(_chosen(parent, title, QFileDialog.FileMode.Directory, start)), "")


def _chosen(
    parent: QWidget, title: str, mode: QFileDialog.FileMode, start: str = "", kinds: str = ""
) -> list[str]:
    dialog = QFileDialog(parent, title, "", kinds)
    icons = _Icons()
    if os.name == "posix":
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setIconProvider(icons)
    dialog.setFileMode(mode)
    if mode is QFileDialog.FileMode.Directory:
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(start)
    if mode is QFileDialog.FileMode.AnyFile:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(start)
    names = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return names

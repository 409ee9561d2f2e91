"""The measure of `start`: a bare Qt window with an empty table and a field to type in, nothing else."""

import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QVBoxLayout, QWidget

app = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("Заказы")
body = QWidget()
column = QVBoxLayout(body)
field = QLineEdit()
field.setPlaceholderText("Номер, телефон, имя, серийный " * 3)
column.addWidget(field)
column.addWidget(QTableView())
window.setCentralWidget(body)
window.resize(1366, 768)
field.setFocus()
window.show()
sys.exit(app.exec())

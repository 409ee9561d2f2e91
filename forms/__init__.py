"""Screens: one package or module each; none knows another. Here are their names and the places of work.

A screen opens another by its name through the context; the module of a screen is imported when it is first
opened.
"""

from __future__ import annotations

from workstation.i18n import mark

PAGES = {
    "intake": "forms.intake_form:IntakeForm",
    "work": "forms.bench.work:WorkPage", "bench": "forms.bench.bench:BenchPage",
    "orders": "forms.orders.order_list:OrderList", "order": "forms.orders.order_form:OrderForm",
    "bill": "forms.orders.bill:BillPage", "money": "forms.money.money_form:MoneyForm",
    "handover": "forms.handover.handover_form:HandoverForm",
    "agenda": "forms.agenda.agenda_form:AgendaForm", "shelves": "forms.shelves.count_form:CountForm",
    "store": "forms.store.store_form:StoreForm", "part": "forms.store.part_form:PartForm",
    "part_import": "forms.store_import.import_form:PartImportForm",
    "findings": "forms.warranty.findings_form:FindingsForm",
    "limits": "forms.warranty.limit_list:LimitList",
    "customers": "forms.customers.customer_list:CustomerList",
    "customer": "forms.customers.customer_form:CustomerForm",
    "search": "forms.search.search_results:SearchResults",
    "purchase": "forms.purchasing.purchase_form:PurchaseForm",
    "receipt": "forms.purchasing.receipt_form:ReceiptForm",
    "settings": "forms.settings.form:SettingsForm",
    "print_queue": "forms.print_queue:PrintQueue",
}  # fmt: skip
GATES = {"login": "forms.login_form:LoginForm", "setup": "forms.settings.wizard:SetupWizard",
         "password": "forms.settings.first_password:FirstPassword",
         "trouble": "forms.trouble_form:TroubleForm"}  # fmt: skip
COUNTER = ("clerk", "manager", "administrator")
STAFF = (*COUNTER, "technician", "storekeeper")
PLACES = (
    ("work", mark("Моя работа"), "wrench", ("technician",)),
    ("store", mark("Склад"), "package", ("storekeeper",)),
    ("limits", mark("Сроки"), "clock", ("manager",)),
    ("intake", mark("Приём"), "inbox", COUNTER),
    ("orders", mark("Заказы"), "clipboard-list", STAFF),
    ("work", mark("Мастерская"), "wrench", ("manager", "administrator")),
    ("store", mark("Склад"), "package", ("manager", "administrator")),
    ("agenda", mark("Дела"), "phone", STAFF),
    ("customers", mark("Клиенты"), "users", COUNTER),
    ("money", mark("Деньги"), "wallet", COUNTER),
    ("limits", mark("Сроки"), "clock", ("administrator",)),
    ("settings", mark("Настройки"), "settings", STAFF),
)
SEARCH = "forms.search.search_box:SearchBox"
FIRST = ("forms.orders.order_list",)
HEAVY = ("workstation.queries.orders",)

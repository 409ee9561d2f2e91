"""The place «Деньги»: the day's payments, receipts not punched, invoices, debts."""

"""The verbs of the trade, by area: functions over a session that check rights and write the journal."""

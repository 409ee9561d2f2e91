"""The read side by area: functions give frozen rows."""

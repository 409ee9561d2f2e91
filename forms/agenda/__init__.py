"""The place «Дела»: what waits for somebody outside the bench."""

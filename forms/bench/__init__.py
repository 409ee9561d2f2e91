"""The technician's screens: the board and the queue of work, and the card of one order on the bench."""

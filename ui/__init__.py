"""Qt parts of the program that know no particular screen."""

"""The version of the schema that this program works with: that of the newest migration."""

VERSION = "0008"

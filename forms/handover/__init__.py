"""The screen of handing a device over."""

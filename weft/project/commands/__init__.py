"""What each `weft` command does. Each module is imported only when its command is called."""

"""What each command does; `service/cli.py` declares them.

Together with the stream this is the shell: clock, files and screen are used here alone.
"""

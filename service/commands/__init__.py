"""What each command does; `service/cli.py` and `service/cli_admin.py` declare them.

Together with the stream this is the shell: clock, files and screen are used here alone.
"""

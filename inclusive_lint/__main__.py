"""``python -m inclusive_lint``: the command line."""

from inclusive_lint.cli import main

if __name__ == "__main__":
    main()

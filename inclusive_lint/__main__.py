"""``python -m inclusive_lint``: the command line."""

from inclusive_lint.entry import main

if __name__ == "__main__":
    main()

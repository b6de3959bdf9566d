"""The language server of inclusive-lint."""

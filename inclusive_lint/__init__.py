"""inclusive-lint reads the sentence before it speaks."""

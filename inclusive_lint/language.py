"""Being written."""
def is_english(text, languages):
    return None

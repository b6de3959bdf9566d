"""Readers: one module a format, each turning a source into blocks of prose with exact offsets."""

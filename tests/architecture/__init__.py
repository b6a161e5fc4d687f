"""Tests of the house itself: floors, one writer, one clock, ceilings, words, pages, settings, files."""

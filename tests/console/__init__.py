"""Tests of the dondoc command."""

"""Tests of the invented province."""

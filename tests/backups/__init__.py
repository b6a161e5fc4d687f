"""Tests of backups: copies, restores, alarms, the upgrade from the previous release."""

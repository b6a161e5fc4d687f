"""All acts: importing this module takes them in."""

from bench.killing import acting_house, acting_jobs, acting_later, acting_papers, acting_tasks

__all__ = ["acting_house", "acting_jobs", "acting_later", "acting_papers", "acting_tasks"]

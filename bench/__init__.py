"""What is measured and how: the budgets of the design beside hand-written SQL on the same data. See README.md.

Nothing here is part of the program or of its tests. Whatever is started listens on the loopback only and ends with the run.
"""

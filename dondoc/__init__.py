"""dondoc (đôn đốc, "to urge"): a register of assigned tasks in which the regulation is data.

The rooms stand on floors; imports go down only. ``docs/architecture.md`` draws the house.
"""

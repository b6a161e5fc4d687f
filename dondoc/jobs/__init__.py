"""The queue: a table in the business transaction; lease, retry, parking, periodic keys.

Words: job (việc nền), lease (thời hạn giữ việc), parked (tạm gác), periodic rule (việc theo kỳ).
"""

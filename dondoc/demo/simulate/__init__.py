"""A province of any size, written straight into an empty database: the rows that the verbs would write, by bulk insert.

Purpose: to learn whether the house carries weight. What happens (who does what, when) is one pure script (`plan`, `lives`,
`ladders`: acts as frozen values, the same for the same size, seed and day). Two writers play it: `writer` writes the rows of
each act in bulk; the tests play the same acts through the verbs, and the rows are equal. Words: act (việc làm), life (diễn
biến của một lần giao), ladder (đôn đốc), wire (dạng ghi vào cơ sở dữ liệu).
"""

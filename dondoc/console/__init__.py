"""The `dondoc` command: one console script for officials who look law up and for administrators who run it.

Purpose: `main` knows the names of the commands, `commands/` reads their arguments, and what they do with a database stands in
modules that are imported only then, so that `dondoc deadline` and `dondoc regulation` answer at once and need no database.
Words: command (lệnh), invariant (điều luôn phải đúng), exit code (mã kết thúc).
"""

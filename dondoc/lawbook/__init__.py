"""The regulations of the installation for people, and their life: pages, comparison, calculator; loading, adopting, moving over.

Purpose: whoever is bound by a date can read where it comes from, article by article, and try it; the head of the Office decides
which edition holds from when, and whether open tasks move to it, seeing every date first. Articles covered: all of every
regulation, since each is shown with what answers it. Words: regulation (quy chế), edition (bản quy chế), addendum (văn bản bổ
sung), adoption (áp dụng), moving over (chuyển nhiệm vụ đang mở sang bản mới), calculator (tính hạn).
"""

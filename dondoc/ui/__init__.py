"""Base templates, partials, tags, style sheet and the small script; no tables, and no room above is known.

Words: partial (mảnh trang), badge (nhãn trạng thái), refusal page (trang từ chối).
"""

"""Units, people, posts and roles; the register an authority keeps and the regulation it adopted.

Purpose: who exists, from when until when, who acts for whom. Articles (HUE): 8.1đ (officers bound to units
and fields), 8.2 and Appendix III (leaders of units). Words: unit (đơn vị), post (vị trí), role (vai trò),
register (sổ theo dõi), succession (kế thừa), deputy (người được phân công thay), scope (phạm vi theo dõi).
"""

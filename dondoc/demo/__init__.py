"""The demo: an invented year in the life of a province, so that everything can be tried before anything is decided.

It follows the organisation that Thừa Thiên Huế had when its regulation 71/2016/QĐ-UBND was issued; people, papers, numbers
and tasks are invented, and every page says so. It is made through the verbs alone, day by day with the dates of the past, so
that whatever the demo shows is what the program did. Words: errand (phần việc của một đơn vị), fate (diễn biến), day (ngày).
"""

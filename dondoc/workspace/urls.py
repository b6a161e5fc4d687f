"""Addresses of the pages that gather."""

from django.urls import path

from dondoc.workspace.views import desk, exports, files, house, lists, notes, numbers, waves

app_name = "workspace"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("nhiem-vu/<int:pk>/", files.task, name="task"),
    path("van-ban/<int:pk>/", files.directive, name="directive"),
    path("so-theo-doi/", lists.register, name="register"),
    path("so-theo-doi/xuat/", exports.export, name="export"),
    path("so-theo-doi/tai-ve/", exports.exports, name="exports"),
    path("so-theo-doi/tai-ve/<int:pk>/", exports.fetch, name="fetch-export"),
    path("dot-nhac-viec/<int:pk>/", waves.wave, name="wave"),
    path("tim/", lists.search, name="search"),
    path("bang-dieu-khien/", numbers.dashboard, name="dashboard"),
    path("thong-bao/", notes.notices, name="notices"),
    path("nhat-ky/", notes.journal_page, name="journal"),
    path("trang-thai/", house.status, name="status"),
]

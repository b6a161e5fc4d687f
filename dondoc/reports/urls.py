"""Addresses of reports."""

from django.urls import path

from dondoc.reports import views

app_name = "reports"
urlpatterns = [
    path("bao-cao/phu-luc-v/", views.appendix_v, name="appendix-v"),
    path("bao-cao/phu-luc-v/danh-sach/", views.behind, name="behind"),
    path("bao-cao/phu-luc-v/van-ban/", views.directives, name="directives"),
    path("bao-cao/phu-luc-v.<slug:ending>", views.file, name="file"),
]

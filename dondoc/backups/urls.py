"""Addresses of the administrator's page of backups."""

from django.urls import path

from dondoc.backups import views

app_name = "backups"
urlpatterns = [
    path("quan-tri/sao-luu/", views.backups, name="list"),
    path("quan-tri/sao-luu/lap/", views.make, name="make"),
    path("quan-tri/sao-luu/cho-gui-thu/", views.release, name="release"),
]

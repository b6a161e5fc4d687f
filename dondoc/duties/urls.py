"""Addresses of the working calendar."""

from django.urls import path

from dondoc.duties import views

app_name = "duties"
urlpatterns = [
    path("lich-lam-viec/", views.calendar, name="calendar"),
]

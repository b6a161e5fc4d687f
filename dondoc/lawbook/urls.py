"""Addresses of the regulations."""

from django.urls import path

from dondoc.lawbook.views import calculating, life, reading

app_name = "lawbook"
urlpatterns = [
    path("quy-che/", reading.shelf, name="list"),
    path("quy-che/so-sanh/", reading.compare, name="compare"),
    path("quy-che/tinh-han/", calculating.calculate, name="calculate"),
    path("quy-che/tinh-han/cong-khai/", calculating.open_to_all, name="open-to-all"),
    path("quy-che/nap/", life.load, name="load"),
    path("quy-che/ap-dung/", life.adopt, name="adopt"),
    path("quy-che/chuyen/", life.move, name="move"),
    path("quy-che/<int:pk>/", reading.regulation, name="regulation"),
    path("quy-che/<int:pk>/toan-van/", reading.attach, name="attach"),
]

"""Addresses of units and of the own page."""

from django.urls import path

from dondoc.units import views

app_name = "units"
urlpatterns = [
    path("toi/", views.me, name="me"),
    path("toi/vi-tri/", views.switch, name="switch-post"),
    path("toi/ngon-ngu/", views.language, name="language"),
    path("toi/thay/", views.own_deputy, name="own-deputy"),
    path("uy-quyen/", views.deputies, name="deputies"),
    path("uy-quyen/<int:deputy_id>/ket-thuc/", views.stop_deputy, name="end-deputy"),
    path("chua-co-vi-tri/", views.no_post, name="no-post"),
    path("don-vi/", views.unit_list, name="list"),
    path("don-vi/tim/", views.find, name="find"),
    path("don-vi/<int:unit_id>/", views.unit_page, name="unit"),
    path("don-vi/<int:unit_id>/ket-noi/", views.connection, name="connection"),
]

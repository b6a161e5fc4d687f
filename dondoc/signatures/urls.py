"""Addresses of the administrator's trust store."""

from django.urls import path

from dondoc.signatures import views

app_name = "signatures"
urlpatterns = [
    path("quan-tri/chung-thu-goc/", views.store, name="store"),
    path("quan-tri/chung-thu-goc/xac-nhan/", views.confirm, name="confirm"),
    path("quan-tri/chung-thu-goc/<int:pk>/bo/", views.remove, name="remove"),
]

"""Addresses of proposals."""

from django.urls import path

from dondoc.extensions import views

app_name = "extensions"
urlpatterns = [
    path("de-nghi/", views.proposals, name="list"),
    path("de-nghi/<int:pk>/", views.proposal, name="proposal"),
    path("de-nghi/<int:pk>/trinh/", views.submit, name="submit"),
    path("de-nghi/<int:pk>/tra-loi/", views.decide, name="decide"),
    path("de-nghi/<int:pk>/rut/", views.withdraw, name="withdraw"),
    path("giao-viec/<int:pk>/gia-han/", views.ask, name="ask"),
    path("giao-viec/<int:pk>/dieu-chinh/", views.propose, name="propose"),
]

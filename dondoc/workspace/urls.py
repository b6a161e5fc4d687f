"""Addresses of the pages that gather."""

from django.urls import path

from dondoc.workspace import views

app_name = "workspace"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("nhiem-vu/<int:pk>/", views.task, name="task"),
    path("van-ban/<int:pk>/", views.directive, name="directive"),
    path("so-theo-doi/", views.register, name="register"),
    path("tim/", views.search, name="search"),
    path("thong-bao/", views.notices, name="notices"),
]

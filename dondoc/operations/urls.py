"""Addresses of the house: three for machines, without sign-in; the rest for the administrator."""

from django.urls import path

from dondoc.operations import views

app_name = "operations"
urlpatterns = [
    path("song/", views.alive, name="alive"),
    path("san-sang/", views.ready, name="ready"),
    path("so-do/", views.metrics, name="metrics"),
    path("quan-tri/tinh-trang/", views.status, name="status"),
    path("quan-tri/viec-nen/<int:pk>/chay-lai/", views.retry_job, name="retry-job"),
    path("quan-tri/viec-nen/<int:pk>/bo/", views.drop_job, name="drop-job"),
]

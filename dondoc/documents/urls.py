"""Addresses of papers."""

from django.urls import path

from dondoc.documents import views

app_name = "documents"
urlpatterns = [
    path("do-mat/", views.secrecy, name="secrecy"),
    path("tep/<int:pk>/", views.download, name="download"),
    path("cho-cap-nhat/", views.expected, name="expected"),
    path("cho-cap-nhat/<int:pk>/khong-giao-viec/", views.dismiss, name="dismiss"),
    path("van-ban/tim/", views.find, name="find"),
    path("van-ban/<int:pk>/de-nghi-xoa/", views.ask_purge, name="ask-purge"),
]

"""Addresses of classified papers."""

from django.urls import path

from dondoc.classified import views

app_name = "classified"
urlpatterns = [
    path("van-ban-mat/", views.papers, name="list"),
    path("van-ban-mat/ghi/", views.register, name="register"),
    path("van-ban-mat/nguoi-giu/", views.custodians, name="custodians"),
    path("van-ban-mat/<int:pk>/", views.paper, name="paper"),
    path("van-ban-mat/<int:pk>/ket-qua/", views.record, name="record-outcome"),
    path("van-ban-mat/<int:pk>/dinh-chinh/", views.correct, name="correct"),
    path("van-ban-mat/<int:pk>/xoa/", views.removal, name="removal"),
]

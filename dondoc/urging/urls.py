"""Addresses of urging."""

from django.urls import path

from dondoc.urging import views

app_name = "urging"
urlpatterns = [
    path("phieu-bao/", views.slips, name="slips"),
    path("phieu-bao/phat-hanh/", views.issue_several, name="issue-several"),
    path("phieu-bao/<int:pk>/", views.slip, name="slip"),
    path("phieu-bao/<int:pk>/phat-hanh/", views.issue, name="issue"),
    path("phieu-bao/<int:pk>/chua-phat-hanh/", views.withhold, name="withhold"),
    path("phieu-bao/<int:pk>/word/", views.slip_word, name="slip-word"),
    path("phieu-bao/<int:pk>/pdf/", views.slip_pdf, name="slip-pdf"),
    path("don-doc/viec/<int:pk>/", views.record_for_task, name="record-for-task"),
    path("don-doc/van-ban/<int:pk>/<int:unit_pk>/", views.record_for_directive, name="record-for-directive"),
    path("trinh-lanh-dao/", views.cases, name="cases"),
    path("trinh-lanh-dao/<int:pk>/", views.case, name="case"),
]

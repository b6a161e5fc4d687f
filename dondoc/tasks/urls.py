"""Addresses of what is done with tasks."""

from django.urls import path

from dondoc.tasks import views

app_name = "tasks"
urlpatterns = [
    path("van-ban/tiep-nhan/", views.register, name="register"),
    path("van-ban/tiep-nhan/thoi-han/", views.due_preview, name="due-preview"),
    path("van-ban/tiep-nhan/don-vi/", views.units_preview, name="units-preview"),
    path("van-ban/<int:pk>/dinh-chinh/", views.correct_directive, name="correct-directive"),
    path("van-ban/<int:pk>/them-nhiem-vu/", views.add_task, name="add-task"),
    path("van-ban/<int:pk>/xoa-noi-dung/", views.purge, name="purge"),
    path("viec/<int:pk>/tiep-nhan/", views.take_over, name="take-over"),
    path("viec/<int:pk>/thoi-giao/", views.end_part, name="end-part"),
    path("viec/<int:pk>/bao-cao-giay/", views.receive_paper, name="receive-paper"),
    path("viec/<int:pk>/<slug:verb>/", views.act, name="act"),
    path("viec/<int:pk>/ket-qua/gui/", views.send_result, name="send-result"),
    path("viec/<int:pk>/ket-qua/cap-nhat-thay/", views.enter_result, name="enter-result"),
    path("nhiem-vu/<int:pk>/dieu-chinh/", views.correct, name="correct"),
    path("nhiem-vu/<int:pk>/thoi-han/", views.move_due_date, name="move-due-date"),
    path("nhiem-vu/<int:pk>/thoi-giao/", views.end, name="end"),
    path("nhiem-vu/<int:pk>/nguoi-theo-doi/", views.change_monitor, name="change-monitor"),
    path("don-vi/<int:pk>/chuyen-nhiem-vu/", views.pass_on, name="pass-on"),
    path("nguoi-theo-doi/chuyen-giao/", views.hand_over, name="hand-over"),
    path("nhiem-vu/<int:pk>/giao-them/", views.give, name="give"),
]

"""All addresses: names in English, paths in unaccented Vietnamese."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("allauth.urls")),
    path("", include("dondoc.units.urls")),
    path("", include("dondoc.documents.urls")),
    path("", include("dondoc.tasks.urls")),
    path("", include("dondoc.urging.urls")),
    path("", include("dondoc.workspace.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
]

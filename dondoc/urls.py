"""All addresses: names in English, paths in unaccented Vietnamese."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

handler400 = "dondoc.ui.views.bad_request"
handler500 = "dondoc.ui.views.server_error"
urlpatterns = [
    path("tai-khoan/", include("allauth.urls")),
    path("", include("dondoc.units.urls")),
    path("", include("dondoc.duties.urls")),
    path("", include("dondoc.documents.urls")),
    path("", include("dondoc.signatures.urls")),
    path("", include("dondoc.classified.urls")),
    path("", include("dondoc.tasks.urls")),
    path("", include("dondoc.urging.urls")),
    path("", include("dondoc.extensions.urls")),
    path("", include("dondoc.reports.urls")),
    path("", include("dondoc.backups.urls")),
    path("", include("dondoc.lawbook.urls")),
    path("", include("dondoc.workspace.urls")),
    path("", include("dondoc.operations.urls")),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]

"""Where the pages of the minister's office stand."""

from django.urls import path

from majlis.office.views import decisions, files, tasks

app_name = "office"
urlpatterns = [
    path("", files.to_present, name="list"),
    path("folders/", files.folders, name="folders"),
    path("folders/<int:number>/", files.folder, name="folder"),
    path("folders/<int:number>/presentation/", files.presentation, name="presentation"),
    path("folders/<int:number>/return/", files.return_, name="return"),
    path("folders/<int:number>/folder.pdf", files.folder_pdf, name="folder-pdf"),
    path("folders/<int:number>/<slug:code>/removal/", files.removal, name="removal"),
    path("folders/<int:number>/<slug:code>/undecided/", files.undecided, name="undecided"),
    path("delegated/", decisions.delegated, name="delegated"),
    path("service/", decisions.of_service, name="service"),
    path("confirmations/", decisions.confirmations, name="confirmations"),
    path("confirmations/<int:pk>/", decisions.confirmation, name="confirmation"),
    path("confirmations/<int:pk>/page/", decisions.page, name="page"),
    path("standing/", decisions.standing, name="standing"),
    path("standing/<int:pk>/end/", decisions.standing_end, name="standing-end"),
    path("decided/", decisions.decided, name="decided"),
    path("pages/", files.page_back, name="page-back"),
    path("tasks/", tasks.due, name="tasks"),
    path("tasks/<int:pk>/completion/", tasks.completion, name="task-done"),
    path("<str:reference>/task/", tasks.new, name="task"),
    path("<str:reference>/brief/", files.brief, name="brief"),
    path("<str:reference>/brief.pdf", files.brief_pdf, name="brief-pdf"),
    path("<str:reference>/directive/", decisions.directive, name="directive"),
]

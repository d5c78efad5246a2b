"""Where the search of the desk stands."""

from django.urls import path

from majlis.desk.views import search

urlpatterns = [
    path("search/", search.find, name="search"),
    path("search/words/", search.words, name="search-words"),
    path("search/words/<int:id>/removal/", search.drop, name="search-word-removal"),
]

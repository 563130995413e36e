"""The group level's pages: group themes, contributions, the map; and one statement seen from both sides."""

from django.urls import URLPattern, path

from lifeworld.analysis.views.group import contributions, level, statement, theme_map, themes

GROUP = "studies/<slug:slug>/group"
THEME = f"{GROUP}/themes/<int:theme>"
CONTRIBUTION = f"{GROUP}/contributions/<int:contribution>"
PERSONAL = f"{GROUP}/personal-themes/<int:theme>"

urlpatterns: list[URLPattern] = [
    path(GROUP, level.group, name="group"),
    path(f"{GROUP}/open", level.open_early, name="group-open"),
    path(f"{GROUP}/undo", level.undo_step, name="group-undo"),
    path(f"{GROUP}/redo", level.redo_step, name="group-redo"),
    path(f"{GROUP}/map", theme_map.theme_map, name="map"),
    path(f"{GROUP}/map.svg", theme_map.theme_map_file, name="map-file"),
    path(f"{GROUP}/themes/new", themes.new_theme, name="group-theme-new"),
    path(THEME, themes.extracts, name="group-theme"),
    path(f"{THEME}/edit", themes.edit_theme, name="group-theme-edit"),
    path(f"{THEME}/order", themes.order_theme, name="group-theme-order"),
    path(f"{THEME}/take-out", themes.take_out_theme, name="group-theme-take-out"),
    path(f"{THEME}/looked", themes.looked, name="group-theme-looked"),
    path(f"{THEME}/join", themes.join, name="group-theme-join"),
    path(CONTRIBUTION, contributions.chain, name="chain"),
    path(f"{CONTRIBUTION}/edit", contributions.edit_contribution, name="contribution-edit"),
    path(f"{CONTRIBUTION}/take-out", contributions.take_out_contribution, name="contribution-take-out"),
    path(PERSONAL, contributions.place_theme, name="personal-theme"),
    path(f"{PERSONAL}/set-aside", contributions.set_aside, name="personal-theme-aside"),
    path(f"{PERSONAL}/take-back", contributions.take_back, name="personal-theme-back"),
    path("studies/<slug:slug>/cases/<int:number>/statements/<int:statement>", statement.statement, name="statement"),
]

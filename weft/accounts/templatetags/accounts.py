"""What pages about one's account need."""

from django import template

from weft.accounts.browsers import shown_browser

register = template.Library()
register.filter("browser", shown_browser)

"""The pages of those who keep the map true, by subject."""

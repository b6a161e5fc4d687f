"""Reading the state of the house, by what is looked at."""

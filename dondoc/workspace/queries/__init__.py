"""Reading for the pages that gather: a fixed number of queries each, whatever the number of rows."""

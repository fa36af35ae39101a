"""From the city plan to the annual summary: a page to look at, and a document to edit on."""

"""A poll on its way: the form in which it is composed, and the preview of what will be asked."""

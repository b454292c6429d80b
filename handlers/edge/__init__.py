"""What is heard and replied, and the kinds of listeners between the two."""

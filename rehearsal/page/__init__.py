"""The page people rehearse in: static files, and the code that serves them."""

"""A noun that nobody ships: what adding one takes, file by file, as CONTRIBUTING lists them."""

"""A crowd that fills a room by itself: what it does is data, and it does it the way people do."""

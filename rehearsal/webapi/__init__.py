"""What the app asks and orders: the methods of the Web API, and the addresses for answering an act."""

"""How the app is told: envelopes over sockets or by signed requests."""

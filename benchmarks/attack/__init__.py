"""A motivated intruder: who links people to what they said without a name, and with what? `make attack`."""

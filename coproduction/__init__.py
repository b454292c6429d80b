"""The method of co-production: rules and services in the standard library only."""

"""Whether each nudge arrives once whatever is killed, frozen or lost: `make chaos`."""

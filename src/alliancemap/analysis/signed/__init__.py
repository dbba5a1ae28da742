"""Ties of either sign: balance, and how far the network is from two camps."""

"""Registering, settling and reporting disputes among neighbours: the product."""

"""Answers in words and tables for people."""

"""Papers as Word files: official ones after GB/T 9704-2012, forms on a plain sheet."""

"""Papers as workbooks (XlsxWriter)."""

"""Papers as text: Markdown, HTML, plain text, CSV."""

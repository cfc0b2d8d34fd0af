"""What machines read of the site: its address, descriptions of documents, sitemap, feeds, search for browsers."""

"""Where filled plans go: a folder, a zip file, one printable file, or any place with a URL."""

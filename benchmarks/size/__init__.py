"""What large libraries are made of, and what it takes to build them."""

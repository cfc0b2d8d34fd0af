"""What is measured: each module prints one JSON line."""

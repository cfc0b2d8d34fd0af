"""Tests against a real OpenSearch cluster of three nodes on this machine."""

"""The description of the API (OpenAPI 3.1), made from the types of its answers and never written beside them."""

"""The stick: one zip with which a 64-bit Windows machine runs the program, without network or installation."""

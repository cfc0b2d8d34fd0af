"""What brings the program to other machines."""

"""What is run beside the program: the build hook, and the taking of pictures."""

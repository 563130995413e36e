"""The documents as pages of the product, readable without a network and without unlocking."""

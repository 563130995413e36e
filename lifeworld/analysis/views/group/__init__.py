"""The group level's pages: group themes, their contributions, the chain, the map."""

"""The offline edition: the whole site as files that open from a folder, without server and without network."""

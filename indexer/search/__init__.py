"""Finding passages by words: segmenting, tokens, understanding a question, engines, ranking, snippets."""

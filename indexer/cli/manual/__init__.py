"""The manual: what `cancu help`, the page `cancu.1` and `docs/lenh.md` say, made of the parser and what stands here."""

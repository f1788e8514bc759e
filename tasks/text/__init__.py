"""What every reader of a text needs: normal form with offsets, sentences, tokens, numbers, dates."""
